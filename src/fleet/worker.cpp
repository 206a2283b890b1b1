// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/worker.h"

#include "base/epolldispatcher.h"
#include "device/session/brokersession.h"

namespace Standin {

Worker::Worker(Journal &journal, const Clock &clock, SentMessages &sentMessages, Keychain &keychain,
               Rules::RuleBook &rules, const QString &name)
    : m_journal(journal)
    , m_clock(clock)
    , m_sentMessages(sentMessages)
    , m_keychain(keychain)
    , m_rules(rules)
    , m_makeSession(
          [this](SessionListener &listener) { return std::make_unique<BrokerSession>(listener, m_timers->timers()); })
    , m_inside(new QObject)
{
    m_thread.setObjectName(name);
    m_thread.setEventDispatcher(new EpollDispatcher);
    m_inside->moveToThread(&m_thread);
    m_thread.start();
    queue([this] {
        m_timers = std::make_unique<ThreadTimers>(m_clock);
        m_scripts = std::make_unique<ScriptEngine>();
    });
}

Worker::~Worker()
{
    queue([this] {
        m_devices.clear();
        m_timers.reset();
        m_scripts.reset();
        m_thread.quit();
    });
    m_thread.wait();
    delete m_inside; // its thread has ended
}

void Worker::queue(Work work)
{
    // One wake-up is enough for all work that is queued before the thread handles it.
    const bool wakeUp = [&] {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(work));
        return m_queue.size() == 1;
    }();
    if (wakeUp)
        QMetaObject::invokeMethod(
            m_inside, [this] { workOff(); }, Qt::QueuedConnection);
}

void Worker::workOff()
{
    std::vector<Work> works;
    {
        const std::lock_guard lock(m_mutex);
        works.swap(m_queue);
    }
    for (Work &work : works)
        std::exchange(work, nullptr)();
}

DeviceServices Worker::services() const
{
    return {.journal = m_journal,
            .clock = m_clock,
            .timers = m_timers->timers(),
            .sentMessages = m_sentMessages,
            .keychain = m_keychain,
            .rules = m_rules,
            .scripts = *m_scripts,
            .makeSession = m_makeSession};
}

void Worker::add(std::shared_ptr<DeviceRecord> record)
{
    queue([this, record = std::move(record)] {
        m_devices.emplace(record.get(), std::make_unique<Device>(record, services()));
    });
}

void Worker::remove(std::shared_ptr<DeviceRecord> record)
{
    queue([this, record = std::move(record)] { m_devices.erase(record.get()); });
}

void Worker::perform(std::shared_ptr<DeviceRecord> record, std::function<void(Device &)> action,
                     std::function<void()> gone)
{
    queue([this, record = std::move(record), action = std::move(action), gone = std::move(gone)] {
        const auto found = m_devices.find(record.get());
        if (found != m_devices.end())
            action(*found->second);
        else
            gone();
    });
}

} // namespace Standin
