// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilejson.h"

#include "base/jsonreader.h"

namespace Standin {

using namespace Qt::StringLiterals;

void ProfileJson::readPayload(JsonReader &reader, const QString &key, QByteArray &payload)
{
    JsonText value;
    if (reader.read(key, value))
        payload = value.isString() ? value.toString().toUtf8() : value.toCompact();
}

JsonText ProfileJson::payloadValue(const QByteArray &payload)
{
    const auto value = JsonText::parse(payload);
    return value && !value->isString() ? *value : JsonText::string(JsonText::decoded(payload));
}

void ProfileJson::readQos(JsonReader &reader, quint8 &qos)
{
    reader.read(u"qos"_s, qos, 0, 2);
}

} // namespace Standin
