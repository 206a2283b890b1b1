// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/dryrun.h"
#include "journal/entry.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>

#include <functional>

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
    using Answer = std::function<void(const Result<DryRun> &run)>;

    /// The fleet must outlive it.
    explicit RuleTrial(const Fleet &fleet, QObject *parent = nullptr);

    /// Of several calls, only the last one is answered.
    void start(const EntryPtr &entry, Answer answer);
    /// Nothing is answered any more.
    void cancel();

private:
    const Fleet &m_fleet;
    Answer m_answer;
    QFutureWatcher<Result<DryRun>> m_watcher;
    QThreadPool m_pool; ///< the last member: it waits for the work of its thread
};

} // namespace Standin::Gui
