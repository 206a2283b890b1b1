// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/requestbody.h"

#include "base/errortext.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

QByteArray orEmptyObject(const QByteArray &body)
{
    return body.trimmed().isEmpty() ? QByteArrayLiteral("{}") : body;
}

} // namespace

Result<JsonReader> readerOf(const QByteArray &body)
{
    return JsonReader::parse(orEmptyObject(body));
}

Result<JsonText> objectFrom(const QByteArray &body)
{
    auto json = JsonText::parse(orEmptyObject(body));
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
