// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/payloadfile.h"

#include "base/jsonreader.h"

namespace Standin {

void PayloadFile::read(JsonReader &reader, const QString &key, QByteArray &payload)
{
    JsonText value;
    if (reader.read(key, value))
        payload = value.isString() ? value.toString().toUtf8() : value.toCompact();
}

JsonText PayloadFile::write(const QByteArray &payload)
{
    const auto value = JsonText::parse(payload);
    return value && !value->isString() ? *value : JsonText::string(JsonText::decoded(payload));
}

} // namespace Standin
