// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/threadtimers.h"
#include "device/device.h"
#include "template/scriptengine.h"

#include <QThread>

#include <functional>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace Standin {

/// A thread of the fleet with an EpollDispatcher, its devices and their common timers. Its functions may be called from
/// any thread: they queue work, which is done in the order of the calls.
class Worker
{
public:
    Worker(Journal &journal, const Clock &clock, SentMessages &sentMessages, Keychain &keychain, Rules::RuleBook &rules,
           const QString &name);
    /// Takes the devices offline cleanly, then ends the thread.
    ~Worker();
    Q_DISABLE_COPY_MOVE(Worker)

    void add(std::shared_ptr<DeviceRecord> record);
    /// Destroys the device.
    void remove(std::shared_ptr<DeviceRecord> record);

    /// Calls `action` with the device, in the thread. If the device has been removed meanwhile, `gone` is called
    /// instead.
    void perform(std::shared_ptr<DeviceRecord> record, std::function<void(Device &)> action,
                 std::function<void()> gone);

private:
    using Work = std::function<void()>;

    void queue(Work work);
    void workOff();
    [[nodiscard]] DeviceServices services() const;

    Journal &m_journal;
    const Clock &m_clock;
    SentMessages &m_sentMessages;
    Keychain &m_keychain;
    Rules::RuleBook &m_rules;
    const SessionFactory m_makeSession;
    QThread m_thread;
    QObject *m_inside; ///< belongs to the thread; functions that are invoked through it run there
    std::mutex m_mutex;
    std::vector<Work> m_queue; ///< guarded by m_mutex

    // Made, used and destroyed only in the thread.
    std::unique_ptr<ThreadTimers> m_timers;
    std::unique_ptr<ScriptEngine> m_scripts;
    std::unordered_map<const DeviceRecord *, std::unique_ptr<Device>> m_devices;
};

} // namespace Standin
