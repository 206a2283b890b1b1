// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/payloadjson.h"

#include "base/json.h"

#include <QStringDecoder>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

void insertPayload(QJsonObject &object, const QByteArray &payload)
{
    QStringDecoder utf8(QStringDecoder::Utf8,
                        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = utf8(payload);
    if (utf8.hasError()) {
        object.insert(u"payloadBase64"_s, QString::fromLatin1(payload.toBase64()));
        return;
    }
    object.insert(u"payload"_s, text);
    if (const auto json = Json::parse(payload))
        object.insert(u"json"_s, *json);
}

void insertBeginning(QJsonObject &object, const QByteArray &beginning, qsizetype bytes)
{
    if (beginning.size() == bytes)
        return insertPayload(object, beginning);
    // Not stateless: a character that is cut is no error.
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString text = utf8(beginning);
    if (utf8.hasError())
        object.insert(u"payloadBase64"_s, QString::fromLatin1(beginning.toBase64()));
    else
        object.insert(u"payload"_s, text);
    object.insert(u"payloadBytes"_s, static_cast<qint64>(bytes));
    object.insert(u"shortened"_s, true);
}

} // namespace Standin::Rest
