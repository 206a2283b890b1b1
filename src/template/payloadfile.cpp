// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/payloadfile.h"

#include "base/jsonbuilder.h"
#include "base/jsonreader.h"

namespace Standin {

using namespace Qt::StringLiterals;

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

void PayloadFile::readEither(JsonReader &reader, QByteArray &payload)
{
    QString base64;
    const bool isGiven = reader.has(u"payload"_s);
    read(reader, u"payload"_s, payload);
    reader.read(u"payloadBase64"_s, base64);
    if (isGiven == reader.has(u"payloadBase64"_s)) {
        reader.fail(u"payload"_s, isGiven ? u"there is \"payloadBase64\", too"_s : u"is missing"_s);
        return;
    }
    if (isGiven)
        return;
    const auto decoded = QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded)
        payload = *decoded;
    else
        reader.unexpected(u"payloadBase64"_s, u"base64"_s);
}

void PayloadFile::addEither(JsonBuilder &object, const QByteArray &payload)
{
    const QString text = QString::fromUtf8(payload);
    if (text.toUtf8() != payload) {
        object.add(u"payloadBase64"_s, QString::fromLatin1(payload.toBase64()));
        return;
    }
    const auto json = JsonText::parse(payload);
    const bool isSame = json && !json->isString() && json->toCompact() == payload;
    object.add(u"payload"_s, isSame ? *json : JsonText::string(text));
}

} // namespace Standin
