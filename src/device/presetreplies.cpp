// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/presetreplies.h"

namespace Standin {

using namespace Qt::StringLiterals;

Result<> PresetReplies::add(const QByteArray &payload, const QStringList &correlationKeys)
{
    if (m_replies.size() >= maxCount || m_bytes + payload.size() > maxBytes)
        return failure(ErrorCode::LimitReached,
                       u"%1 preset replies of %2 bytes are waiting already"_s.arg(m_replies.size()).arg(m_bytes));
    const auto compiled = Template::compile(payload, correlationKeys);
    if (!compiled)
        return Failure(compiled.error());
    m_replies.append(std::make_shared<const Template>(*compiled));
    m_bytes += payload.size();
    return {};
}

std::shared_ptr<const Template> PresetReplies::take()
{
    if (m_replies.isEmpty())
        return nullptr;
    auto next = m_replies.takeFirst();
    m_bytes -= next->text().size();
    return next;
}

void PresetReplies::clear()
{
    m_replies.clear();
    m_bytes = 0;
}

} // namespace Standin
