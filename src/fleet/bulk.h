// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

#include <QElapsedTimer>

#include <functional>

namespace Standin {

/// Executes one order on many devices, in the order of the list, and collects the answers.
///
/// It starts at most 250 orders per pass of the event loop, so that thousands of them do not block the thread. At most
/// 128 orders that open a connection are unanswered at a time: a broker's queue of new connections is short, and a
/// connection that does not fit is repeated by TCP after a second.
///
/// Use it in one thread with an event loop; it answers there. Destroying it starts no further orders; those that were
/// started continue.
class Bulk final : public QObject
{
    Q_OBJECT

public:
    /// The progress, or the outcome at the end.
    struct Outcome
    {
        qsizetype asked = 0; ///< number of devices in the list
        qsizetype done = 0;
        qsizetype failed = 0;
        QString firstFailed; ///< the first device that failed
        std::optional<Error> firstError;
        qint64 elapsedMs = 0; ///< from start() to the last answer so far
    };
    using Finished = std::function<void(const Outcome &)>;

    /// The fleet must outlive it.
    Bulk(Fleet &fleet, QStringList ids, Order order, QObject *parent = nullptr);

    /// The same in one call: starts a Bulk that is a child of `parent` and deletes itself at the end. `finished` is not
    /// called if `parent` is destroyed before.
    static void perform(Fleet &fleet, const QStringList &ids, const Order &order, QObject *parent,
                        Finished finished = {});

    /// Call it once. finished() is never emitted before this has returned.
    void start();

    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }

    static constexpr qsizetype askedAtOnce = 250;
    static constexpr qsizetype mostConnecting = 128;

signals:
    void progressed(qsizetype answered, qsizetype asked);
    /// Every device has answered. Emitted once, also for an empty list.
    void finished(const Standin::Bulk::Outcome &outcome);

private:
    void ask();
    void askLater();
    void take(const QString &id, const Result<Cursor> &answer);

    Fleet &m_fleet;
    const QStringList m_ids;
    const Order m_order;
    const qsizetype m_mostUnanswered;
    qsizetype m_next = 0; ///< index of the next device
    bool m_willAsk = false;
    QElapsedTimer m_sinceStart;
    Outcome m_outcome;
};

} // namespace Standin
