// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/presetsrequest.h"

#include "base/jsonparts.h"
#include "fleet/order.h"
#include "rest/v1/requestbody.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Result<QList<PresetReply>> presetsFrom(const QByteArray &body)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    const QString key = u"presetReplies"_s;
    JsonText array;
    reader->readArray(key, array);
    if (!reader->has(key))
        reader->unexpected(key, u"a list of preset replies"_s);
    if (const auto read = finish(*reader); !read)
        return Failure(read.error());
    const JsonParts parts(array);
    if (parts.size() > JsonReader::mostObjects)
        return failure(ErrorCode::TooLarge, u"expected at most %1 preset replies"_s.arg(JsonReader::mostObjects),
                       u'/' + key);
    QList<PresetReply> presets;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const auto order = Order::fromArguments(u"addPresetReply"_s, parts.value(i), u"/%1/%2"_s.arg(key).arg(i));
        if (!order)
            return Failure(order.error());
        presets.append(std::get<Order::AddPresetReply>(order->kind()).reply);
    }
    return presets;
}

} // namespace Standin::Rest
