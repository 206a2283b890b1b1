// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/dryrun.h"
#include "journal/entry.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

/// What the rules of a device would make of a message of the log, found in another thread: thousands of rules take
/// longer than the window may stand still.
class RuleTrial final : public QObject
{
    Q_OBJECT

public:
    /// The fleet must outlive it.
    explicit RuleTrial(const Fleet &fleet, QObject *parent = nullptr);

    /// Of several calls, only the last one is answered.
    void start(const EntryPtr &entry);
    /// Nothing is answered any more.
    void cancel();

signals:
    void finished(const Standin::EntryPtr &entry, const Standin::Result<Standin::DryRun> &run);

private:
    const Fleet &m_fleet;
    EntryPtr m_entry;
    QFutureWatcher<Result<DryRun>> m_watcher;
    QThreadPool m_pool; ///< the last member: it waits for the work of its thread
};

} // namespace Standin::Gui
