// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

#include <QElapsedTimer>

#include <functional>

namespace Standin {

/// Gives one order to many devices, in the order of the list, and collects the answers.
///
/// It asks at most 250 devices at once and lets the event loop run in between, so that asking thousands does not hold
/// up the thread. Of orders that open a connection no more than 128 are unanswered at a time: a broker's queue of new
/// connections is short, and what does not fit into it waits a second for its next try.
///
/// Lives in one thread with an event loop and answers there. Destroying it ends the asking; what was asked goes on.
class Bulk final : public QObject
{
    Q_OBJECT

public:
    /// How it went so far, or at the end.
    struct Outcome
    {
        qsizetype asked = 0; ///< all devices of the list
        qsizetype done = 0;
        qsizetype failed = 0;
        QString firstFailed; ///< the first device to fail
        std::optional<Error> firstError;
        qint64 elapsedMs = 0; ///< from start() to the last answer so far
    };
    using Finished = std::function<void(const Outcome &)>;

    /// The fleet must outlive it.
    Bulk(Fleet &fleet, QStringList ids, Order order, QObject *parent = nullptr);

    /// The same in one call: starts a Bulk that belongs to `parent` and deletes itself at the end. `finished` is not
    /// called when `parent` is destroyed before.
    static void perform(Fleet &fleet, const QStringList &ids, const Order &order, QObject *parent,
                        Finished finished = {});

    /// Call it once. finished() never comes before this has returned.
    void start();

    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }

    static constexpr qsizetype askedAtOnce = 250;
    static constexpr qsizetype mostConnecting = 128;

signals:
    void progressed(qsizetype answered, qsizetype asked);
    /// Every device has answered. Comes once, also for an empty list.
    void finished(const Standin::Bulk::Outcome &outcome);

private:
    void ask();
    void askLater();
    void take(const QString &id, const Result<Cursor> &answer);

    Fleet &m_fleet;
    const QStringList m_ids;
    const Order m_order;
    const qsizetype m_mostUnanswered;
    qsizetype m_next = 0; ///< the index of the next device to ask
    bool m_willAsk = false;
    QElapsedTimer m_sinceStart;
    Outcome m_outcome;
};

} // namespace Standin
