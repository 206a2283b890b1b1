// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/restthread.h"

#include "base/epolldispatcher.h"

namespace Standin::Rest {

RestThread::RestThread(Engine &engine, RestOptions options)
    : m_engine(engine)
    , m_options(std::move(options))
    , m_inside(new QObject)
{
    m_thread.setObjectName(QStringLiteral("rest"));
    m_inside->moveToThread(&m_thread);
}

RestThread::~RestThread()
{
    const auto end = [this] {
        m_server.reset();
        m_thread.quit();
    };
    QMetaObject::invokeMethod(m_inside, end, Qt::QueuedConnection);
    m_thread.wait();
    delete m_inside; // its thread has ended
}

Result<QUrl> RestThread::listen()
{
    Result<QUrl> url;
    const auto begin = [this, &url] {
        m_server = std::make_unique<RestServer>(m_engine, m_options);
        url = m_server->listen();
    };
    m_thread.setEventDispatcher(new EpollDispatcher); // there may be thousands of connections
    m_thread.start();
    QMetaObject::invokeMethod(m_inside, begin, Qt::BlockingQueuedConnection);
    return url;
}

} // namespace Standin::Rest
