// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>

namespace Standin {

class WaiterList;
class WaiterRegistration;

/// One registration of JournalReader::waitFor(). Destroying or overwriting it cancels: afterwards the callback does not
/// run and will not be called (except when the callback itself destroys the waiter: it then runs to its end). While
/// another thread runs the callback, the destructor waits. The waiter may outlive the journal; then the callback is
/// never called.
///
/// A callback should only wake its thread, because the appending device waits for it. It may append, read, call
/// waitFor() and destroy its own waiter. It must not wait for a lock that is held where its waiter is destroyed, and it
/// must not destroy the waiter of another callback: two such threads could deadlock.
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
