// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/ruledraft.h"

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "base/jsonpointer.h"
#include "gui/widgets/payloadeditor.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// The values of a payload that probably tell one kind of message from another: no numbers, which count or are times,
/// and no correlation values.
QList<std::pair<QString, JsonText>> distinguishingValues(const Entry &entry)
{
    constexpr qsizetype most = 3;
    constexpr qsizetype longest = 60;
    QList<std::pair<QString, JsonText>> found;
    const auto json = JsonText::parse(entry.payload);
    if (!json || !json->isObject())
        return found;
    const JsonParts parts(*json);
    for (qsizetype i = 0; i < parts.size() && found.size() < most; ++i) {
        const QString key = parts.key(i);
        const JsonText value = parts.value(i);
        const bool correlates = std::ranges::any_of(entry.correlation, [&](const auto &c) { return c.first == key; });
        const bool isKind = value.isBool() || (value.isString() && value.toString().size() <= longest);
        if (isKind && !correlates && parts.indexOf(key) == i)
            found.append({key, value.compacted()});
    }
    return found;
}

JsonText conditionsOf(const Entry &entry)
{
    JsonBuilder conditions;
    JsonText only;
    const auto values = distinguishingValues(entry);
    for (const auto &[key, value] : values) {
        only = JsonBuilder()
                   .add(u"jsonPointer"_s, JsonText::string(u'/' + JsonPointer::escaped(key)))
                   .add(u"equalTo"_s, value)
                   .object();
        conditions.append(only);
    }
    return values.size() <= 1 ? only : JsonBuilder().add(u"allOf"_s, conditions.array()).object();
}

JsonText replyTo(const Entry &entry)
{
    JsonBuilder payload;
    payload.add(u"code"_s, JsonText::whole(0));
    QStringList keys{u"code"_s};
    for (const auto &[key, value] : entry.correlation) {
        if (!keys.contains(key))
            payload.add(key, JsonText::string(u"${%1}"_s.arg(key)));
        keys.append(key);
    }
    const JsonText reply = JsonBuilder().add(u"payload"_s, payload.object()).object();
    return JsonBuilder().append(JsonBuilder().add(u"reply"_s, reply).object()).array();
}

} // namespace

QByteArray RuleDraft::example(const QString &clientId)
{
    const JsonText rest = JsonText::parse(R"({
        "when": { "payload": { "jsonPointer": "/op", "equalTo": "reboot" } },
        "then": [ { "reply": { "payload": { "code": 0, "requestTime": "${requestTime}" } } } ] })")
                              .value();
    JsonBuilder rule;
    rule.add(u"devices"_s, JsonText::string(clientId));
    for (const QString &key : {u"when"_s, u"then"_s})
        rule.add(key, rest.value(key).compacted());
    return PayloadEditor::indented(rule.object().text().toByteArray());
}

QByteArray RuleDraft::from(const Entry &entry, const QString &commandTopic)
{
    JsonBuilder when;
    when.add(u"topic"_s, entry.topic == commandTopic ? JsonText() : JsonText::string(entry.topic));
    when.add(u"payload"_s, conditionsOf(entry));
    JsonBuilder rule;
    rule.add(u"devices"_s, JsonText::string(entry.device));
    rule.add(u"when"_s, when.isEmpty() ? JsonText() : when.object());
    rule.add(u"then"_s, replyTo(entry));
    return PayloadEditor::indented(rule.object().text().toByteArray());
}

QByteArray RuleDraft::of(const Rules::Rule &rule)
{
    return PayloadEditor::indented(rule.toJson().text().toByteArray());
}

QByteArray RuleDraft::copyOf(Rules::Rule rule)
{
    rule.id.clear();
    if (!rule.name.isEmpty())
        rule.name = QCoreApplication::translate("Standin::Gui::RuleDraft", "%1 (copy)").arg(rule.name);
    return of(rule);
}

} // namespace Standin::Gui
