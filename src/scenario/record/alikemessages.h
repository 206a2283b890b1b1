// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/pattern.h"
#include "scenario/record/valueplan.h"

#include <unordered_map>

namespace Standin::Scenarios {

/// The messages of one block of a recording, to find those that are like another one. Only messages that have a value
/// of it in common are compared, so that the time does not grow with the square of their number.
class AlikeMessages
{
public:
    /// Both must outlive it. `plans`: of the entries.
    AlikeMessages(const RecordedSession &session, const QList<ValuePlan> &plans)
        : m_session(session)
        , m_plans(plans)
    {}

    /// These are the entries from now on, by their numbers in the session.
    void set(const QList<qsizetype> &entries);

    /// Entries of the same device and event behind this one, or before it, which the pattern matches: the nearest
    /// first. `pattern`: of the entry, with its recorded values. Without a pattern: those with the same topic.
    [[nodiscard]] bool comesAgain(qsizetype number, const std::optional<Match::Pattern> &pattern) const;
    [[nodiscard]] QList<qsizetype> before(qsizetype number, const std::optional<Match::Pattern> &pattern) const;

private:
    /// So many others are compared with one.
    static constexpr qsizetype mostCompared = 100;

    [[nodiscard]] QList<QString> tokensOf(qsizetype number, bool isOfPattern) const;
    /// Ascending; all that can be like the entry.
    [[nodiscard]] const QList<qsizetype> &candidates(qsizetype number) const;
    [[nodiscard]] bool isLike(qsizetype number, qsizetype other, const std::optional<Match::Pattern> &pattern) const;
    [[nodiscard]] const Match::Message &message(qsizetype number) const;

    const RecordedSession &m_session;
    const QList<ValuePlan> &m_plans;
    QHash<QString, QList<qsizetype>> m_byToken;
    mutable std::unordered_map<qsizetype, Match::Message> m_messages; ///< that were parsed
};

} // namespace Standin::Scenarios
