// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "match/pattern.h"
#include "profile/connectionfile.h"
#include "scenario/file/placeholders.h"
#include "scenario/file/stepparts.h"
#include "template/payloadfile.h"

#include <QRegularExpression>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

const QStringList &answerKeys()
{
    static const QStringList keys = {u"status"_s, u"headers"_s, u"json"_s, u"body"_s};
    return keys;
}

/// Headers as a connection of a profile has them.
void readHeaders(JsonReader &reader, HttpStep &step, Faults &faults)
{
    JsonText headers;
    if (!reader.read(u"headers"_s, headers))
        return;
    Connection connection;
    JsonReader inner(JsonBuilder().add(u"headers"_s, headers).object(), reader.pointer());
    ConnectionFile::read(inner, connection);
    inner.refuseUnknownKeys();
    faults.add(inner.status());
    step.headers = connection.headers;
}

void readBody(JsonReader &reader, HttpStep &step)
{
    step.isJson = reader.has(u"json"_s);
    if (step.isJson && reader.has(u"body"_s))
        reader.oneOf({u"json"_s, u"body"_s});
    JsonText json;
    if (reader.read(u"json"_s, json))
        step.body = json.toCompact();
    QString text;
    reader.read(u"body"_s, text);
    if (!step.isJson)
        step.body = text.toUtf8();
}

/// A value, or operators for it, as a condition on a property.
JsonText conditionOn(const QString &property, const JsonText &wanted)
{
    JsonBuilder condition;
    condition.add(u"property"_s, JsonText::string(property));
    if (!wanted.isObject())
        return condition.add(wanted.isArray() ? u"in"_s : u"equalTo"_s, wanted).object();
    return condition.addMembers(wanted).object();
}

void readExpected(JsonReader &reader, HttpStep &step, Faults &faults)
{
    reader.readObject(u"expect"_s, [&step, &faults](JsonReader &inner) {
        step.expectPointer = inner.pointer();
        JsonBuilder expected;
        for (const QString &key : answerKeys()) {
            JsonText value;
            if (!inner.read(key, value))
                continue;
            expected.add(key, value);
            if (key == u"status" && !value.isNumber() && !value.isArray() && !value.isObject() && !value.isString())
                inner.unexpected(key, u"a status such as 200, an array of them, or operators for it"_s);
            if ((key == u"headers" || key == u"body") && !value.isObject())
                inner.unexpected(key, key == u"body" ? u"a condition on the body"_s : u"an object"_s);
        }
        step.expect = expected.object();
        inner.refuseUnknownKeys();
        if (!inner.status())
            return;
        const auto pattern = Match::Pattern::fromJson(patternOfAnswer(withPlaceholders(step.expect)), inner.pointer());
        if (!pattern) // its pointer is one of the pattern that was made of it
            inner.failHere(pattern.error().message);
    });
}

} // namespace

JsonText patternOfAnswer(const JsonText &expect)
{
    JsonBuilder conditions;
    const JsonText status = expect.value(u"status");
    const JsonText success = JsonBuilder().add(u"greaterThan"_s, 199).add(u"lessThan"_s, 300).object();
    conditions.append(conditionOn(u":status"_s, status.isUndefined() ? success : status));
    const JsonText headersJson = expect.value(u"headers");
    const JsonParts headers(headersJson);
    for (qsizetype i = 0; i < headers.size(); ++i)
        conditions.append(conditionOn(headers.key(i).toLower(), headers.value(i)));
    if (const JsonText json = expect.value(u"json"); !json.isUndefined())
        conditions.append(JsonBuilder().add(u"equalToJson"_s, json).add(u"ignoreExtra"_s, true).object());
    if (const JsonText body = expect.value(u"body"); !body.isUndefined())
        conditions.append(body);
    return JsonBuilder().add(u"payload"_s, JsonBuilder().add(u"allOf"_s, conditions.array()).object()).object();
}

void StepParts::read(JsonReader &reader, HttpStep &step, Faults &faults)
{
    static const QRegularExpression method(u"^[A-Z]{1,20}\\z"_s);
    reader.read(u"method"_s, step.method);
    if (!method.match(step.method).hasMatch())
        reader.unexpected(u"method"_s, u"a method such as \"GET\""_s);
    reader.readText(u"url"_s, step.url);
    const QString shown = withPlaceholders(step.url);
    const bool isUrl = step.url.startsWith(u"${") || shown.startsWith(u"http://") || shown.startsWith(u"https://");
    if (reader.status() && !isUrl)
        reader.unexpected(u"url"_s, u"an address that begins with http:// or https://"_s);
    readHeaders(reader, step, faults);
    readBody(reader, step);
    reader.read(u"ca"_s, step.ca);
    readExpected(reader, step, faults);
    readCaptures(reader, step.captures);
    readMs(reader, u"withinMs"_s, step.withinMs);
    readMs(reader, u"everyMs"_s, step.everyMs, 10);
}

JsonText StepParts::write(const HttpStep &step)
{
    Connection connection;
    connection.headers = step.headers;
    JsonBuilder object;
    if (step.method != u"GET")
        object.add(u"method"_s, step.method);
    object.add(u"url"_s, step.url);
    if (!step.headers.isEmpty())
        object.add(u"headers"_s,
                   ConnectionFile::write(connection, ConnectionFile::Defaults::LeftOut).value(u"headers"));
    if (step.isJson)
        object.add(u"json"_s, JsonText::parse(step.body).value_or(JsonText::null()));
    else
        object.addUnlessEmpty(u"body"_s, QString::fromUtf8(step.body));
    object.addUnlessEmpty(u"ca"_s, step.ca);
    if (step.expect != JsonText::emptyObject())
        object.add(u"expect"_s, step.expect);
    object.add(u"capture"_s, Capture::toJson(step.captures));
    addMs(object, u"withinMs"_s, step.withinMs, 0);
    addMs(object, u"everyMs"_s, step.everyMs, HttpStep::usualEveryMs);
    return object.object();
}

} // namespace Standin::Scenarios
