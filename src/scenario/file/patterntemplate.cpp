// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/patterntemplate.h"

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "base/jsonreader.h"
#include "scenario/file/placeholders.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

const QStringList &PatternTemplate::keys()
{
    static const QStringList keys = {u"topic"_s,  u"topicContains"_s, u"json"_s, u"payload"_s,    u"qos"_s,
                                     u"retain"_s, u"dup"_s,           u"text"_s, u"correlation"_s};
    return keys;
}

PatternTemplate PatternTemplate::read(JsonReader &reader)
{
    PatternTemplate pattern{.pointer = reader.pointer()};
    JsonBuilder object;
    for (const QString &key : keys()) {
        JsonText value;
        if (reader.read(key, value))
            object.add(key, value);
    }
    if (!object.isEmpty())
        pattern.json = object.object();
    return pattern;
}

void PatternTemplate::writeTo(JsonBuilder &object) const
{
    object.addMembers(json);
}

Result<Match::Pattern> PatternTemplate::compiled(const JsonText &rendered) const
{
    return Match::Pattern::fromJson(withoutShortForms(rendered), pointer);
}

JsonText PatternTemplate::withoutShortForms(const JsonText &json)
{
    const JsonText part = json.value(u"json");
    if (part.isUndefined())
        return json;
    const JsonText equals = JsonBuilder().add(u"equalToJson"_s, part).add(u"ignoreExtra"_s, true).object();
    const JsonText payload = json.value(u"payload");
    JsonBuilder pattern;
    const JsonParts parts(json);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (parts.key(i) != u"json" && parts.key(i) != u"payload")
            pattern.add(parts.key(i), parts.value(i));
    }
    const JsonText both = JsonBuilder().append(equals).append(payload).array();
    return pattern.add(u"payload"_s, payload.isUndefined() ? equals : JsonBuilder().add(u"allOf"_s, both).object())
        .object();
}

Result<> PatternTemplate::check() const
{
    return Match::Pattern::fromJson(withoutShortForms(withPlaceholders(json)), pointer).map([](const auto &) {});
}

} // namespace Standin::Scenarios
