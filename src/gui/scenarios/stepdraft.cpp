// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/stepdraft.h"

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "gui/pages/jsonplace.h"
#include "profile/profilefile.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

using namespace Scenarios;

namespace {

JsonText stepWith(const QString &kind, const JsonText &value)
{
    return JsonBuilder().add(kind, value).object();
}

/// What a new step of a kind says beside its device.
QByteArray exampleOf(const QString &kind)
{
    static const QHash<QString, QByteArray> examples = {
        {u"offline"_s, R"("mode":"abrupt")"},
        {u"publish"_s, R"("topic":"${topics.report}","payload":{})"},
        {u"preset"_s, R"("payload":{"code":1,"requestTime":"${requestTime}"})"},
        {u"rule"_s, R"("when":{"topic":"${topics.command}"},"then":[{"reply":{"payload":{"code":1}}}])"},
        {u"setState"_s, R"("values":{})"},
        {u"expect"_s, R"("topic":"${topics.command}","withinMs":5000)"},
        {u"expectNone"_s, R"("topic":"${topics.command}","forMs":500)"},
        {u"expectOrder"_s, R"("messages":[{"topic":"${topics.command}"},{"kind":"out"}])"},
        {u"expectState"_s, R"("state":"online")"},
        {u"forEachDevice"_s, R"("steps":[])"}};
    return examples.value(kind);
}

/// Other kinds, whose value is no object with a device.
QByteArray wholeExampleOf(const QString &kind)
{
    static const QHash<QString, QByteArray> examples = {
        {u"capture"_s, R"({"value":"/value"})"},
        {u"http"_s, R"({"method":"GET","url":"http://127.0.0.1:8080/","expect":{"status":200}})"},
        {u"probe"_s, R"({"publish":{"topic":"${topics.command}","payload":{}}})"},
        {u"group"_s, "[]"},
        {u"parallel"_s, "[[],[]]"},
        {u"repeat"_s, R"({"times":3,"steps":[]})"},
        {u"include"_s, R"({"file":"other.scenario.json"})"},
        {u"wait"_s, "500"}};
    return examples.value(kind);
}

/// Without the members that differ each time.
JsonText stablePart(const Entry &entry)
{
    const auto json = JsonText::parse(entry.payload);
    if (!json || !json->isObject())
        return {};
    const JsonParts parts(*json);
    JsonBuilder kept;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString key = parts.key(i);
        const bool isCorrelation =
            std::ranges::any_of(entry.correlation, [&key](const auto &each) { return each.first == key; });
        if (parts.indexOf(key) == i && !isCorrelation)
            kept.add(key, parts.value(i));
    }
    return kept.isEmpty() ? JsonText() : kept.object();
}

JsonText payloadJson(const Entry &entry)
{
    const auto json = JsonText::parse(entry.payload);
    return json ? *json : JsonText::string(QString::fromUtf8(entry.payload));
}

/// The client id of the device has another value in a run.
QString topicPattern(const Entry &entry, const QString &instead)
{
    QStringList levels = entry.topic.split(u'/');
    levels.replaceInStrings(QRegularExpression(u'^' + QRegularExpression::escape(entry.device) + u'$'), instead);
    return levels.join(u'/');
}

} // namespace

JsonText StepDraft::ofKind(const QString &kind, const Scenario &scenario)
{
    if (const QByteArray whole = wholeExampleOf(kind); !whole.isEmpty())
        return stepWith(kind, JsonText::parse(whole).value_or(JsonText::emptyObject()));
    const QString device = scenario.devices.isEmpty() ? QString() : scenario.devices.first().name;
    const QByteArray more = exampleOf(kind);
    QByteArray text = device.isEmpty() ? QByteArray() : "\"device\":" + JsonText::string(device).toCompact();
    if (!text.isEmpty() && !more.isEmpty())
        text += ',';
    return stepWith(kind, JsonText::parse('{' + text + more + '}').value_or(JsonText::emptyObject()));
}

JsonText StepDraft::expecting(const Entry &entry, const QString &device)
{
    JsonBuilder step;
    step.add(u"device"_s, JsonText::string(device));
    if (entry.kind() == EntryKind::Out)
        step.add(u"kind"_s, u"out"_s);
    step.add(u"topic"_s, topicPattern(entry, u"+"_s)).add(u"json"_s, stablePart(entry)).add(u"withinMs"_s, 5000);
    return stepWith(u"expect"_s, step.object());
}

JsonText StepDraft::sending(const Entry &entry, const QString &device)
{
    const bool isOut = entry.kind() == EntryKind::Out;
    JsonBuilder message;
    if (isOut)
        message.add(u"device"_s, JsonText::string(device));
    message.add(u"topic"_s, topicPattern(entry, u"${clientId}"_s)).add(u"payload"_s, payloadJson(entry));
    message.add(u"qos"_s, static_cast<int>(entry.qos));
    if (entry.retain && isOut)
        message.add(u"retain"_s, true);
    return isOut ? stepWith(u"publish"_s, message.object())
                 : stepWith(u"probe"_s, stepWith(u"publish"_s, message.object()));
}

QByteArray StepDraft::newFile()
{
    return R"({
  "format": "standin.scenario/1",
  "name": "New scenario",
  "devices": {},
  "setup": [],
  "steps": [],
  "teardown": []
}
)";
}

QString StepDraft::deviceNameFor(const Scenario &scenario, const QString &clientId)
{
    for (const DeviceEntry &entry : scenario.devices) {
        const QString id = entry.overrides.value(u"clientId").toString();
        const QString pattern = id.isEmpty() ? entry.profile.value(u"clientId").toString() : id;
        if (entry.name == clientId || entry.name == newDeviceName({}, clientId))
            return entry.name;
        QString expression = QRegularExpression::escape(pattern);
        static const QRegularExpression placeholder(uR"(\\\$\\\{[^}]*\\\})"_s);
        expression.replace(placeholder, u"[^/]+"_s);
        if (!pattern.isEmpty() && QRegularExpression(u'^' + expression + u'$').match(clientId).hasMatch())
            return entry.name;
    }
    return {};
}

QString StepDraft::newDeviceName(const Scenario &scenario, const QString &clientId)
{
    QString base;
    for (const QChar c : clientId)
        base += c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'_' || c == u'-') ? c : u'_';
    if (!DeviceNames::isName(base))
        base.prepend(u'd');
    QString name = base;
    const auto isTaken = [&](const DeviceEntry &entry) { return entry.name == name; };
    for (int n = 2; std::ranges::any_of(scenario.devices, isTaken); ++n)
        name = base + u'_' + QString::number(n);
    return name;
}

JsonText StepDraft::deviceEntry(const Profile &profile, const QString &clientId)
{
    const JsonText whole = JsonText::parse(ProfileFile::toText(profile)).value_or(JsonText::emptyObject());
    const JsonText one = JsonPlace::with(whole, {u"count"_s}, {});
    return JsonBuilder()
        .add(u"profile"_s, JsonPlace::with(one, {u"clientId"_s}, JsonText::string(clientId + u"-${run.id}"_s)))
        .object();
}

} // namespace Standin::Gui
