// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

namespace Standin {

/// Sends many devices online, some at a time: a broker's queue of new connections is short, and what does not fit into
/// it waits a second for its next try. Destroying it ends the bookkeeping, not the connecting. Main thread only.
class BulkConnect final : public QObject
{
    Q_OBJECT

public:
    enum class Way {
        Connect,
        Reconnect,
    };

    BulkConnect(Fleet &fleet, QStringList ids, Way way = Way::Connect, QObject *parent = nullptr);

    void start();

    [[nodiscard]] qsizetype total() const { return m_total; }
    [[nodiscard]] qsizetype online() const { return m_online; }
    [[nodiscard]] qsizetype failed() const { return m_failed; }
    /// Why the first one failed that did.
    [[nodiscard]] const std::optional<Error> &firstError() const { return m_firstError; }

    static constexpr int atATime = 128;

signals:
    void progressed(qsizetype done, qsizetype total);
    void finished();

private:
    void next();
    void answered(const Result<Cursor> &result);

    Fleet &m_fleet;
    const Way m_way;
    QStringList m_waiting; ///< the next one last
    const qsizetype m_total;
    qsizetype m_online = 0;
    qsizetype m_failed = 0;
    std::optional<Error> m_firstError;
};

} // namespace Standin
