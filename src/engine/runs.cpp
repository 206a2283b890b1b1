// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs.h"

#include "base/epolldispatcher.h"

namespace Standin {

using namespace Scenarios;

Runs::Runs(const Clock &clock, Journal &journal, Fleet &fleet, const RunLimits &limits)
    : m_clock(clock)
    , m_journal(journal)
    , m_fleet(fleet)
    , m_limits(limits)
    , m_book(limits)
    , m_inside(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("runs"));
    m_inside->moveToThread(&m_thread);
}

Runs::~Runs()
{
    if (!m_thread.isRunning())
        return;
    inThread([](RunHost &host) { host.cancelAll(); });
    static_cast<void>(m_book.waitUntilIdle(m_limits.ending)); // what is still at work ends without teardown
    QMetaObject::invokeMethod(
        m_inside.get(),
        [this] {
            m_host.reset();
            m_thread.quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

void Runs::inThread(const std::function<void(RunHost &)> &call)
{
    QMetaObject::invokeMethod(
        m_inside.get(),
        [this, call] {
            if (!m_host) {
                m_host = std::make_unique<RunHost>(m_clock, m_journal, m_fleet, m_book, m_events);
                connect(m_host.get(), &RunHost::eventAdded, this, &Runs::eventAdded, Qt::DirectConnection);
                connect(m_host.get(), &RunHost::ended, this, &Runs::ended, Qt::DirectConnection);
            }
            call(*m_host);
        },
        Qt::QueuedConnection);
}

Result<RunStatus> Runs::start(const QList<BatchItem> &items, const BatchTerms &terms)
{
    {
        const std::lock_guard lock(m_starting);
        if (!m_thread.isRunning()) {
            m_thread.setEventDispatcher(new EpollDispatcher); // a thread that never starts does not delete it
            m_thread.start();
        }
    }
    const auto status = m_book.add({.planned = terms.repeat == 0 ? -1 : items.size() * terms.repeat,
                                    .seed = terms.seed,
                                    .startedAt = m_clock.nowMicros(),
                                    .after = m_journal.cursor()});
    if (status)
        inThread([status = *status, items, terms](RunHost &host) { host.begin(status, items, terms); });
    return status;
}

bool Runs::cancel(const QString &id)
{
    const auto known = status(id);
    if (known && !known->isFinished)
        inThread([number = known->number](RunHost &host) { host.cancel(number); });
    return known.has_value();
}

} // namespace Standin
