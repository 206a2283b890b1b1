// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QStringList>

#include <deque>
#include <optional>

namespace Standin {

/// The last messages that a device received, to recognise messages that are delivered more than once: those with DUP
/// set, and the copies that some brokers send when several subscriptions match. A message counts as such a copy when it
/// arrives shortly after the first, and at most once for each further matching filter. With a broker that sends only
/// one copy, an equal message in this time is one that was published again.
class Deliveries
{
public:
    static constexpr std::chrono::seconds copiesWithin{1};

    /// How a message was handled when it was first delivered.
    enum class Outcome : quint8 {
        Own,
        HandledOnce,
        Other,
    };

    /// Sets all subscriptions of the device. Equal filters count once.
    void setFilters(QStringList filters);

    /// How the same message was handled when it was delivered before; nullopt for a new one.
    [[nodiscard]] std::optional<Outcome> earlier(quint64 fingerprint, bool dup, Clock::Instant now);
    /// Stores how a new message was handled.
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

    QStringList m_filters; ///< empty when there is only one
    std::deque<Delivery> m_kept;
};

} // namespace Standin
