// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/outbox.h"

namespace Standin {

void Outbox::add(qint32 id, Completion<> done)
{
    Timer deadline = m_timers.start(acknowledgeTimeout, [this, id] { acknowledge(id, Failure(m_timedOut(id))); });
    m_waiting.insert_or_assign(id, Waiting{.done = std::move(done), .deadline = std::move(deadline)});
}

void Outbox::acknowledge(qint32 id, const Result<> &result)
{
    if (const auto message = m_waiting.extract(id))
        message.mapped().done(result);
}

void Outbox::failAll(const ErrorOf &errorOf)
{
    // All errors are made first: a completion may publish, and may get an id that has become free.
    std::vector<std::pair<Completion<>, Error>> failed;
    for (auto &[id, message] : std::exchange(m_waiting, {}))
        failed.emplace_back(std::move(message.done), errorOf(id));
    for (const auto &[done, error] : failed)
        done(Failure(error));
}

} // namespace Standin
