// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/requestbody.h"

namespace Standin::Rest {

Result<JsonReader> readerOf(const QByteArray &body)
{
    return JsonReader::parse(body.trimmed().isEmpty() ? QByteArrayLiteral("{}") : body);
}

Result<> finish(JsonReader &reader)
{
    reader.refuseUnknownKeys();
    return reader.status();
}

} // namespace Standin::Rest
