// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/openapi/components.h"

#include "base/devicestate.h"
#include "base/file.h"
#include "base/offlinemode.h"
#include "journal/entryevent.h"
#include "journal/entrykind.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

/// Qt requires this macro outside of namespaces. Without it the linker omits the resource of a static library.
static void initialiseOpenApi()
{
    Q_INIT_RESOURCE(openapi);
}

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

QJsonObject parsed(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    Q_ASSERT(!object.isEmpty());
    return object;
}

/// Adds the members of each member, for example the schemas of a file to the schemas that are there.
void merge(QJsonObject &target, const QJsonObject &source)
{
    for (auto section = source.begin(); section != source.end(); ++section) {
        QJsonObject all = target.value(section.key()).toObject();
        const QJsonObject more = section.value().toObject();
        for (auto one = more.begin(); one != more.end(); ++one) {
            Q_ASSERT(!all.contains(one.key()));
            all.insert(one.key(), one.value());
        }
        target.insert(section.key(), all);
    }
}

QJsonObject words(const QStringList &list)
{
    return {{u"type"_s, u"string"_s}, {u"enum"_s, QJsonArray::fromStringList(list)}};
}

QStringList deviceStateNames()
{
    QStringList names;
    for (const DeviceState state : {DeviceState::Offline, DeviceState::Connecting, DeviceState::Online,
                                    DeviceState::Reconnecting, DeviceState::Failed})
        names.append(toString(state));
    return names;
}

QJsonObject wordSchemas()
{
    return {{u"DeviceState"_s, words(deviceStateNames())},
            {u"OfflineMode"_s, words(offlineModeNames())},
            {u"EntryKind"_s, words(entryKindNames())},
            {u"EntryEvent"_s, words(entryEventNames())}};
}

/// A rule with its counts, as lists and single rules show it.
QJsonObject ruleStatus(QJsonObject rule)
{
    QJsonObject properties = rule.value(u"properties"_s).toObject();
    for (const auto &[name, meaning] : {std::pair(u"matched"_s, u"Messages that it has matched"_s),
                                        std::pair(u"fired"_s, u"How often its actions were carried out"_s)})
        properties.insert(name, QJsonObject{{u"type"_s, u"integer"_s}, {u"minimum"_s, 0}, {u"description"_s, meaning}});
    properties.insert(u"expired"_s, QJsonObject{{u"type"_s, u"boolean"_s},
                                                {u"description"_s, u"Whether limits.ttlMs is over; with it alone"_s}});
    rule.insert(u"properties"_s, properties);
    rule.insert(u"required"_s, QJsonArray{u"id"_s, u"then"_s, u"matched"_s, u"fired"_s});
    rule.insert(u"title"_s, u"A rule with its counts"_s);
    rule.remove(u"examples"_s);
    return rule;
}

QJsonObject ruleSchemas()
{
    QByteArray text = Components::file(u"rules.schema.json"_s);
    text.replace("#/definitions/", "#/components/schemas/rules.");
    const QJsonObject definitions = parsed(text).value(u"definitions"_s).toObject();
    QJsonObject schemas{{u"RuleStatus"_s, ruleStatus(definitions.value(u"rule"_s).toObject())}};
    for (auto one = definitions.begin(); one != definitions.end(); ++one)
        schemas.insert(u"rules."_s + one.key(), one.value());
    return schemas;
}

} // namespace

QByteArray Components::file(const QString &name)
{
    constexpr qint64 mostBytes = 1024 * 1024;
    initialiseOpenApi();
    const auto text = File::read(u":/openapi/"_s + name, mostBytes);
    Q_ASSERT(text);
    return text.value_or(QByteArray());
}

QJsonObject Components::document()
{
    QJsonObject document = parsed(file(u"base.json"_s));
    QJsonObject components = document.value(u"components"_s).toObject();
    for (const QString &name :
         {u"service.json"_s, u"deviceapi.json"_s, u"devices.json"_s, u"profiles.json"_s, u"fleets.json"_s,
          u"recordings.json"_s, u"rules.json"_s, u"journal.json"_s, u"scenarios.json"_s})
        merge(components, parsed(file(name)));
    merge(components, {{u"schemas"_s, wordSchemas()}});
    merge(components, {{u"schemas"_s, ruleSchemas()}});
    document.insert(u"components"_s, components);
    return document;
}

} // namespace Standin::Rest
