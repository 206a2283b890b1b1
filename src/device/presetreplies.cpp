// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/presetreplies.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

bool PresetReplies::Waiting::matches(const Match::Message &message) const
{
    return !pattern || pattern->matches(message);
}

bool PresetReplies::Waiting::takesOld(const Match::Message &message) const
{
    const bool takesRetained = pattern && pattern->retain == true;
    const bool takesDuplicate = pattern && pattern->dup == true;
    return (takesRetained || !message.retain()) && (takesDuplicate || !message.dup());
}

Result<> PresetReplies::add(const PresetReply &reply, const CompiledProfile &profile)
{
    const qsizetype bytes = reply.bytes();
    if (m_replies.size() >= maxCount || m_bytes + bytes > maxBytes)
        return failure(ErrorCode::LimitReached,
                       u"%1 preset replies of %2 bytes are waiting already"_s.arg(m_replies.size()).arg(m_bytes));
    const auto compiled = Template::compile(reply.payload, profile.profile.correlationNames());
    if (!compiled)
        return Failure(compiled.error());
    TemplatePlace place = profile.placeOfMessages();
    place.hasCommand = true;
    if (const auto checked = place.check(*compiled); !checked)
        return checked;
    Waiting waiting{.reply = std::make_shared<const Template>(*compiled), .pattern = {}, .bytes = bytes};
    if (!reply.match.isUndefined()) {
        const auto pattern = Match::Pattern::fromJson(reply.match, u"match"_s);
        if (!pattern)
            return Failure(pattern.error());
        waiting.pattern = std::make_shared<const Match::Pattern>(*pattern);
    }
    m_replies.append(std::move(waiting));
    m_bytes += bytes;
    return {};
}

qsizetype PresetReplies::find(const Match::Message &message) const
{
    const auto found = std::ranges::find_if(m_replies, [&message](const Waiting &waiting) {
        return waiting.takesOld(message) && waiting.matches(message);
    });
    return found == m_replies.end() ? -1 : found - m_replies.begin();
}

bool PresetReplies::wouldTake(const Match::Message &message) const
{
    return std::ranges::any_of(m_replies, [&message](const Waiting &waiting) { return waiting.matches(message); });
}

void PresetReplies::remove(qsizetype place)
{
    m_bytes -= m_replies.takeAt(place).bytes;
}

void PresetReplies::clear()
{
    m_replies.clear();
    m_bytes = 0;
}

} // namespace Standin
