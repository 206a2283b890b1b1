// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/restserver.h"

#include <QThread>

namespace Standin::Rest {

/// A RestServer in its own thread: a busy window does not delay REST, and a long request does not delay the window.
class RestThread
{
public:
    /// The engine must outlive the thread. `options.readiness` is called in the thread.
    RestThread(Engine &engine, RestOptions options);
    /// Ends the server and the thread, and blocks until both have ended. Waiting clients get no answer.
    ~RestThread();
    Q_DISABLE_COPY_MOVE(RestThread)

    /// RestServer::listen() in the thread. Blocks until it has returned. May be called once.
    Result<QUrl> listen();

private:
    Engine &m_engine;
    const RestOptions m_options;
    QThread m_thread;
    QObject *m_inside;                    ///< belongs to the thread; functions that are invoked through it run there
    std::unique_ptr<RestServer> m_server; ///< used only in the thread
};

} // namespace Standin::Rest
