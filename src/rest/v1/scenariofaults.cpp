// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/scenariofaults.h"

#include "base/errorjson.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

Error shown(Error error, const QString &folder, const QString &own)
{
    const auto drop = [&error](const QString &beginning) {
        if (!error.where.startsWith(beginning))
            return false;
        error.where.remove(0, beginning.size());
        return true;
    };
    const bool isOwn = !own.isEmpty() && (error.where == own ? drop(own) : drop(own + u": "_s));
    if (!isOwn && !folder.isEmpty())
        drop(folder.endsWith(u'/') ? folder : folder + u'/');
    return error;
}

} // namespace

QJsonArray faultsJson(const QList<Error> &faults, const QString &folder, const QString &own)
{
    QJsonArray json;
    for (const Error &fault : faults.first(qMin(faults.size(), mostFaults)))
        json.append(errorJson(shown(fault, folder, own)));
    return json;
}

HttpResponse faultsProblem(const QList<Error> &faults, const QString &folder, const QString &own)
{
    constexpr int unprocessable = 422;
    return HttpResponse::problem(
        unprocessable, shown(faults.first(), folder, own).toString(),
        {{u"type"_s, u"urn:standin:scenario-faults"_s}, {u"faults"_s, faultsJson(faults, folder, own)}});
}

} // namespace Standin::Rest
