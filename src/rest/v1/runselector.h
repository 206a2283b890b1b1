// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/v1/runrequest.h"

#include <QThread>

#include <map>
#include <memory>

namespace Standin::Rest {

/// Reads and checks the scenarios of runs in a thread of its own, since that may take seconds for many files, and other
/// requests must not wait. One selection is made after the other. Use it in one thread with an event loop.
class RunSelector final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Scenarios::RunSelection &)>;

    /// The folder must outlive it.
    explicit RunSelector(const Scenarios::ScenarioFolder &folder);
    /// Waits for the selection that is being made; it is not answered.
    ~RunSelector() override;

    /// `done` is called in this thread, after the return.
    void select(const RunRequest &request, Done done);

private:
    void finish(quint64 number, const Scenarios::RunSelection &selection);

    const Scenarios::ScenarioFolder &m_folder;
    std::map<quint64, Done> m_waiting; ///< stays in this thread: it holds replies
    quint64 m_last = 0;
    QThread m_thread;
    std::unique_ptr<QObject> m_inside; ///< belongs to the thread; functions that are invoked through it run there
};

} // namespace Standin::Rest
