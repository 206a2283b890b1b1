// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errorjson.h"

namespace Standin {

using namespace Qt::StringLiterals;

QJsonObject errorJson(const Error &error)
{
    QJsonObject json{{u"code"_s, errorName(error.code)}, {u"message"_s, error.message}};
    if (!error.where.isEmpty())
        json.insert(u"where"_s, error.where);
    if (error.reasonCode)
        json.insert(u"reasonCode"_s, *error.reasonCode);
    return json;
}

} // namespace Standin
