// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/outbox.h"

namespace Standin {

using namespace Qt::StringLiterals;

void Outbox::add(qint32 id, Completion<> done)
{
    Timer deadline = m_timers.start(acknowledgeTimeout, [this, id] {
        const QString limit = u"%1 s"_s.arg(acknowledgeTimeout.count());
        acknowledge(id,
                    failure(ErrorCode::PublishTimeout, u"the broker did not acknowledge within "_s + limit, {}, limit));
    });
    m_waiting.insert_or_assign(id, Waiting{.done = std::move(done), .deadline = std::move(deadline)});
}

void Outbox::acknowledge(qint32 id, const Result<> &result)
{
    if (const auto message = m_waiting.extract(id))
        message.mapped().done(result);
}

void Outbox::failAll(const Error &error)
{
    for (const auto &[id, message] : std::exchange(m_waiting, {}))
        message.done(Failure(error));
}

} // namespace Standin
