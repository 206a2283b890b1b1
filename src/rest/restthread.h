// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/restserver.h"

#include <QThread>

namespace Standin::Rest {

/// A RestServer in a thread of its own: a busy window does not delay REST, a long request does not delay the window.
class RestThread
{
public:
    /// The engine must outlive the thread. `options.readiness` is called in the thread.
    RestThread(Engine &engine, RestOptions options);
    /// Ends the server and the thread, and blocks until it is done. Clients that wait get no answer.
    ~RestThread();
    Q_DISABLE_COPY_MOVE(RestThread)

    /// RestServer::listen() in the thread. Blocks until the outcome is there. May be called once.
    Result<QUrl> listen();

private:
    Engine &m_engine;
    const RestOptions m_options;
    QThread m_thread;
    QObject *m_inside;                    ///< is in the thread; what it is sent happens there
    std::unique_ptr<RestServer> m_server; ///< touched only in the thread
};

} // namespace Standin::Rest
