// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/rulesrequest.h"

#include "rest/v1/requestbody.h"

#include <limits>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

/// What a list of rules has beside them is no error and has no effect, so that it can be sent back.
Rules::Rule readRule(JsonReader &reader)
{
    for (const QString &counter : {u"matched"_s, u"fired"_s}) {
        qint64 count = 0;
        reader.read(counter, count, 0, std::numeric_limits<qint64>::max());
    }
    return Rules::Rule::read(reader);
}

} // namespace

Result<RulesRequest> RulesRequest::from(const QByteArray &body)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    RulesRequest request{.rules = {}, .isList = reader->has(u"rules"_s)};
    if (request.isList)
        reader->readObjects(u"rules"_s, [&](JsonReader &inner) { request.rules.append(readRule(inner)); });
    else
        request.rules.append(readRule(*reader));
    return finish(*reader).map([&request] { return request; });
}

} // namespace Standin::Rest
