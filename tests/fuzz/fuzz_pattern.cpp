// SPDX-License-Identifier: GPL-3.0-or-later
// A pattern and a message: a pattern that was read can be written and read again without a change; matching ends for
// every message. The input is the pattern as JSON, a zero byte, the topic, a zero byte, the payload.
#include "fuzz/require.h"
#include "match/pattern.h"

using namespace Standin;
using namespace Standin::Match;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QByteArrayList parts = input.split('\0');
    const auto json = JsonText::parse(parts.first());
    if (!json)
        return 0;
    const auto pattern = Pattern::fromJson(*json);
    if (!pattern) {
        require(!pattern.error().message.isEmpty(), "an error says what is wrong");
        require(pattern.error().where.isEmpty() || pattern.error().where.startsWith(u'/'), "and where, as a pointer");
        return 0;
    }
    const auto again = Pattern::fromJson(pattern->toJson());
    require(again.has_value(), "what is written can be read");
    require(again->toJson() == pattern->toJson(), "what is written is read as it was");

    const Message message({.topic = QString::fromUtf8(parts.value(1)), .payload = parts.mid(2).join('\0'), .qos = 1});
    const bool matches = pattern->matches(message);
    require(matches == again->matches(message), "both match alike");
    require(!matches || !pattern->payload || pattern->payload->holds(message), "no part fails where the whole holds");
    if (pattern->topic)
        require(pattern->topic->captured(message).size() <= message.levels().size(), "a name has a level");
    return 0;
}
