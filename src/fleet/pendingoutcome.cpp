// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/pendingoutcome.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace Standin {

struct PendingOutcome::State
{
    std::mutex mutex;
    std::condition_variable isSet;
    std::optional<Result<Cursor>> outcome;
    Then then;
};

PendingOutcome::PendingOutcome()
    : m_state(std::make_shared<State>())
{}

void PendingOutcome::set(const Result<Cursor> &outcome) const
{
    Then then;
    {
        const std::lock_guard lock(m_state->mutex);
        Q_ASSERT(!m_state->outcome);
        m_state->outcome = outcome;
        then = std::exchange(m_state->then, nullptr);
    }
    m_state->isSet.notify_all();
    if (then)
        then(outcome);
}

void PendingOutcome::then(Then then) const
{
    {
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->outcome) {
            m_state->then = std::move(then);
            return;
        }
    }
    then(*m_state->outcome); // it does not change any more
}

bool PendingOutcome::isFinished() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->outcome.has_value();
}

void PendingOutcome::waitForFinished() const
{
    std::unique_lock lock(m_state->mutex);
    m_state->isSet.wait(lock, [this] { return m_state->outcome.has_value(); });
}

Result<Cursor> PendingOutcome::result() const
{
    waitForFinished();
    return *m_state->outcome;
}

} // namespace Standin
