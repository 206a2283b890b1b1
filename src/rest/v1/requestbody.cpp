// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/requestbody.h"

#include "base/errortext.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Result<JsonReader> readerOf(const QByteArray &body)
{
    return JsonReader::parse(body.trimmed().isEmpty() ? QByteArrayLiteral("{}") : body);
}

Result<JsonText> objectFrom(const QByteArray &body)
{
    auto json = JsonText::parse(body);
    if (json && !json->isObject())
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(u"an object"_s, ErrorText::typeOf(*json)));
    return json;
}

Result<> finish(JsonReader &reader)
{
    reader.refuseUnknownKeys();
    return reader.status();
}

} // namespace Standin::Rest
