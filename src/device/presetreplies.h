// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "device/presetreply.h"
#include "match/pattern.h"
#include "profile/compiledprofile.h"

#include <QList>

#include <memory>

namespace Standin {

/// The preset replies of a device; the first one set is used first. Bounded in number and size.
///
/// A reply without a pattern waits for the next command, one with a pattern for the next command that matches. A
/// retained or repeated (DUP) command is older than the reply: it uses the reply only if the pattern has "retain": true
/// or "dup": true.
class PresetReplies
{
public:
    static constexpr qsizetype maxCount = 10'000;
    static constexpr qsizetype maxBytes = 64 * 1024 * 1024;

    /// LimitReached when there are too many; InvalidArgument for a wrong template or pattern. The profile defines which
    /// names have a value.
    Result<> add(const PresetReply &reply, const CompiledProfile &profile);
    /// Index of the first one that waits for this message; -1 if there is none.
    [[nodiscard]] qsizetype find(const Match::Message &message) const;
    /// Whether a reply would be used if the message were neither retained nor repeated.
    [[nodiscard]] bool wouldTake(const Match::Message &message) const;
    [[nodiscard]] const std::shared_ptr<const Template> &at(qsizetype place) const { return m_replies[place].reply; }
    void remove(qsizetype place);
    void clear();

    [[nodiscard]] bool isEmpty() const { return m_replies.isEmpty(); }
    [[nodiscard]] qsizetype count() const { return m_replies.size(); }

private:
    struct Waiting
    {
        std::shared_ptr<const Template> reply;
        std::shared_ptr<const Match::Pattern> pattern; ///< nullptr: any command
        qsizetype bytes = 0;

        [[nodiscard]] bool matches(const Match::Message &message) const;
        [[nodiscard]] bool takesOld(const Match::Message &message) const;
    };

    QList<Waiting> m_replies;
    qsizetype m_bytes = 0;
};

} // namespace Standin
