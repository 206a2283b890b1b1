// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/problem.h"

#include "rest/json/errorstatus.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

QJsonObject errorJson(const Error &error)
{
    QJsonObject json{{u"code"_s, QString::fromLatin1(errorStatus(error.code).name)}, {u"message"_s, error.message}};
    if (!error.where.isEmpty())
        json.insert(u"where"_s, error.where);
    if (error.reasonCode)
        json.insert(u"reasonCode"_s, *error.reasonCode);
    return json;
}

HttpResponse problem(const Error &error)
{
    const ErrorStatus status = errorStatus(error.code);
    QJsonObject more{{u"type"_s, u"urn:standin:"_s + QString::fromLatin1(status.name)}};
    if (error.reasonCode)
        more.insert(u"reasonCode"_s, *error.reasonCode);
    return HttpResponse::problem(status.status, error.toString(), more);
}

} // namespace Standin::Rest
