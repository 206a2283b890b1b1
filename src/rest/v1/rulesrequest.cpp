// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/rulesrequest.h"

#include "rest/v1/requestbody.h"

#include <limits>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Rules::Rule readRule(JsonReader &reader)
{
    for (const QString &counter : {u"matched"_s, u"fired"_s}) {
        qint64 count = 0;
        reader.read(counter, count, 0, std::numeric_limits<qint64>::max());
    }
    bool hasExpired = false;
    reader.read(u"expired"_s, hasExpired);
    return Rules::Rule::read(reader);
}

Result<RulesRequest> RulesRequest::from(const QByteArray &body)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    RulesRequest request{.rules = {}, .isList = reader->has(u"rules"_s)};
    if (request.isList) {
        quint64 cursor = 0;
        reader->read(u"cursor"_s, cursor, 0, std::numeric_limits<qint64>::max());
        reader->readObjects(u"rules"_s, [&](JsonReader &inner) { request.rules.append(readRule(inner)); });
    } else {
        request.rules.append(readRule(*reader));
    }
    return finish(*reader).map([&request] { return request; });
}

} // namespace Standin::Rest
