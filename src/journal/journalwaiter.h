// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>

namespace Standin {

class WaiterList;
class WaiterRegistration;

/// Holds one registration of JournalReader::waitFor(). Destroying or overwriting it cancels: after that the callback is
/// not running, unless it is itself what destroys the waiter, and it will not be called. While another thread is inside
/// the callback the destructor waits for its end. It may outlive the journal; then it is never called.
///
/// A callback should do no more than wake its thread: the device that appends waits for it. It may append, read, call
/// waitFor() and destroy its own waiter. It must not wait for a lock that is held where its waiter is destroyed, and it
/// must not destroy the waiter of another callback: two threads doing so crosswise would wait for each other.
class JournalWaiter
{
public:
    JournalWaiter() = default;
    ~JournalWaiter();
    JournalWaiter(JournalWaiter &&other) noexcept = default;
    JournalWaiter &operator=(JournalWaiter &&other) noexcept;
    Q_DISABLE_COPY(JournalWaiter)

private:
    friend class WaiterList;

    JournalWaiter(std::shared_ptr<WaiterList> list, std::shared_ptr<WaiterRegistration> registration);

    std::shared_ptr<WaiterList> m_list;
    std::shared_ptr<WaiterRegistration> m_registration;
};

} // namespace Standin
