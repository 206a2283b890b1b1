// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/simple/lookuprequest.h"

#include "base/jsonreader.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Result<LookUpRequest> LookUpRequest::from(const QByteArray &body, const QString &correlationKey)
{
    auto reader = JsonReader::parse(body, JsonReader::Null::IsLeftOut);
    if (!reader)
        return Failure(reader.error());
    JsonText value;
    reader->read(correlationKey, value);
    if (!value.isString() && !value.isNumber())
        reader->unexpected(correlationKey, u"a string or a number"_s);
    const LookUpRequest request{.value = value.toLookupText(),
                                .warnings = reader->unknownKeyWarnings(u"not known, and ignored"_s)};
    return reader->status().map([&request] { return request; });
}

} // namespace Standin::Rest
