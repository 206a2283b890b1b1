// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/rulesrequest.h"

#include "rest/v1/requestbody.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Result<RulesRequest> RulesRequest::from(const QByteArray &body)
{
    auto reader = JsonReader::parse(body);
    if (!reader)
        return Failure(reader.error());
    RulesRequest request{.rules = {}, .isList = reader->has(u"rules"_s)};
    if (request.isList)
        reader->readObjects(u"rules"_s, [&](JsonReader &inner) { request.rules.append(Rules::Rule::read(inner)); });
    else
        request.rules.append(Rules::Rule::read(*reader));
    return finish(*reader).map([&request] { return request; });
}

} // namespace Standin::Rest
