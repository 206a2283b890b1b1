// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QStringList>

#include <deque>
#include <optional>

namespace Standin {

/// The messages that one device received last, to recognise what is delivered more than once: a message with DUP set,
/// and the copies that some brokers send when several subscriptions match. Of the latter as many count as there are
/// further filters that match, shortly after the first; brokers that send one copy alone send no others in that time
/// unless somebody publishes the same bytes again.
class Deliveries
{
public:
    static constexpr std::chrono::seconds copiesWithin{1};

    /// What was done about a message when it came first.
    enum class Outcome : quint8 {
        Own,
        AnsweredByPreset,
        Other,
    };

    /// All that the device subscribes to. Filters that are equal count once.
    void setFilters(QStringList filters);

    /// How the same message was dealt with when it was delivered before; nullopt for a new one.
    [[nodiscard]] std::optional<Outcome> earlier(quint64 fingerprint, bool dup, Clock::Instant now);
    /// A new message was dealt with.
    void add(quint64 fingerprint, const QString &topic, Outcome outcome, Clock::Instant now);

private:
    static constexpr size_t maxKept = 64;

    struct Delivery
    {
        quint64 fingerprint = 0;
        Clock::Instant at;
        qsizetype copiesLeft = 0;
        Outcome outcome = Outcome::Other;
    };

    [[nodiscard]] qsizetype furtherFilters(const QString &topic) const;

    QStringList m_filters; ///< empty when there is just one
    std::deque<Delivery> m_kept;
};

} // namespace Standin
