// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journalwaiter.h"

#include "journal/waiterlist.h"

#include <utility>

namespace Standin {

JournalWaiter::JournalWaiter(std::shared_ptr<WaiterList> list, std::shared_ptr<WaiterRegistration> registration)
    : m_list(std::move(list))
    , m_registration(std::move(registration))
{}

JournalWaiter::~JournalWaiter()
{
    if (m_registration)
        m_list->cancel(*m_registration);
}

JournalWaiter &JournalWaiter::operator=(JournalWaiter &&other) noexcept
{
    JournalWaiter taken(std::move(other));
    std::swap(m_list, taken.m_list);
    std::swap(m_registration, taken.m_registration);
    return *this;
}

} // namespace Standin
