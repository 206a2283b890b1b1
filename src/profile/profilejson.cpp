// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilejson.h"

#include "base/json.h"
#include "base/jsonreader.h"

namespace Standin {

using namespace Qt::StringLiterals;

void ProfileJson::readPayload(JsonReader &reader, const QString &key, QByteArray &payload)
{
    QJsonValue value;
    if (reader.read(key, value))
        payload = value.isString() ? value.toString().toUtf8() : Json::toCompact(value);
}

QJsonValue ProfileJson::payloadValue(const QByteArray &payload)
{
    const auto value = Json::parse(payload);
    return value && !value->isString() ? *value : QJsonValue(QString::fromUtf8(payload));
}

void ProfileJson::readQos(JsonReader &reader, quint8 &qos)
{
    reader.read(u"qos"_s, qos, 0, 2);
}

QJsonObject ProfileJson::merged(QJsonObject base, const QJsonObject &ours)
{
    for (auto it = ours.begin(); it != ours.end(); ++it)
        base[it.key()] = it.value();
    return base;
}

} // namespace Standin
