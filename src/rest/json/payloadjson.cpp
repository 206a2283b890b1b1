// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/payloadjson.h"

#include <QStringDecoder>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

QJsonObject beginningJson(const QByteArray &beginning, qsizetype bytes)
{
    QJsonObject object{{u"payloadBytes"_s, static_cast<qint64>(bytes)}, {u"shortened"_s, true}};
    // Not stateless: a character that is cut is not an error.
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString text = utf8(beginning);
    if (utf8.hasError())
        object.insert(u"payloadBase64"_s, QString::fromLatin1(beginning.toBase64()));
    else
        object.insert(u"payload"_s, text);
    return object;
}

} // namespace Standin::Rest
