// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ruletext.h"

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "models/payloadpreview.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Models {

namespace {

constexpr qsizetype mostParts = 8;
constexpr qsizetype mostOfValue = 60;

template <typename List, typename Text>
QStringList eachOf(const List &list, Text text)
{
    QStringList texts;
    for (qsizetype i = 0; i < std::min<qsizetype>(list.size(), mostParts); ++i)
        texts.append(text(list.at(i)));
    if (list.size() > mostParts)
        texts.append(u"…"_s);
    return texts;
}

QString shortly(const JsonText &value)
{
    return textPreview(value.toPlainText(), mostOfValue);
}

} // namespace

QString RuleText::name(const Rules::Rule &rule)
{
    return textPreview(rule.name.isEmpty() ? rule.id : rule.name);
}

QString RuleText::subject(const Match::Subject &subject)
{
    if (const JsonPointer *pointer = subject.pointer())
        return textPreview(pointer->toString(), mostOfValue);
    JsonBuilder object;
    subject.writeTo(object);
    const JsonText written = object.object();
    if (const JsonText level = written.value(u"topicLevel"); !level.isUndefined())
        return tr("topic level %1").arg(shortly(level));
    if (const JsonText property = written.value(u"property"); !property.isUndefined())
        return tr("property %1").arg(shortly(property));
    return tr("payload");
}

QString RuleText::test(const Match::Operator &test)
{
    const QString name = test.name();
    if (name == u"absent" || name == u"present")
        return test.argument().toBool() ? name : tr("not %1").arg(name);
    const QString sign = name == u"equalTo"       ? u"="_s
                         : name == u"greaterThan" ? u">"_s
                         : name == u"lessThan"    ? u"<"_s
                                                  : name;
    return sign + u' ' + shortly(test.argument());
}

QString RuleText::condition(const Match::Condition &condition)
{
    const auto inner = [](const Match::Condition &one) { return RuleText::condition(one); };
    switch (condition.kind()) {
    case Match::Condition::Kind::Value:
        return subject(condition.subject()) + u' ' + eachOf(condition.operators(), &RuleText::test).join(u' ');
    case Match::Condition::Kind::AllOf:
        return eachOf(condition.conditions(), inner).join(u", "_s);
    case Match::Condition::Kind::AnyOf:
        return u'(' + eachOf(condition.conditions(), inner).join(tr(" or ")) + u')';
    case Match::Condition::Kind::Not:
        return tr("not (%1)").arg(eachOf(condition.conditions(), inner).join(u", "_s));
    }
    Q_UNREACHABLE();
}

QString RuleText::topic(const Match::TopicPattern &topic)
{
    return topic.isFilter() ? topic.text() : tr("topic contains %1").arg(topic.text());
}

QString RuleText::when(const Rules::Rule &rule)
{
    const Match::Pattern &pattern = rule.when.pattern;
    QStringList parts{pattern.topic ? topic(*pattern.topic) : tr("command")};
    if (pattern.payload)
        parts.append(condition(*pattern.payload));
    for (const auto &[key, value] : pattern.correlation.first(std::min(pattern.correlation.size(), mostParts)))
        parts.append(u"%1 = %2"_s.arg(key, shortly(value)));
    if (pattern.text)
        parts.append(tr("text contains %1").arg(pattern.text->text()));
    if (pattern.qos)
        parts.append(tr("QoS %1").arg(*pattern.qos));
    if (pattern.retain)
        parts.append(*pattern.retain ? tr("retained") : tr("not retained"));
    if (pattern.dup)
        parts.append(*pattern.dup ? tr("dup") : tr("not dup"));
    const JsonParts state(rule.when.state);
    for (qsizetype i = 0; i < std::min(state.size(), mostParts); ++i)
        parts.append(tr("state %1 = %2").arg(state.key(i), shortly(state.value(i))));
    if (!rule.when.script.isEmpty())
        parts.append(rule.when.script);
    return textPreview(parts.join(u", "_s));
}

QString RuleText::send(const Rules::Send &send)
{
    const QString payload = payloadPreview(send.payload, mostOfValue);
    if (send.isReply)
        return send.topic.isEmpty() ? tr("reply %1").arg(payload)
                                    : tr("reply %1 on %2").arg(payload, textPreview(send.topic, mostOfValue));
    return send.topic.isEmpty() ? tr("publish %1").arg(payload)
                                : tr("publish %1 on %2").arg(payload, textPreview(send.topic, mostOfValue));
}

QString RuleText::action(const Rules::Action &action)
{
    if (const auto *message = std::get_if<Rules::Send>(&action))
        return send(*message);
    if (const auto *state = std::get_if<Rules::SetState>(&action))
        return tr("set state %1").arg(payloadPreview(state->values.text().toByteArray(), mostOfValue));
    if (const auto *leave = std::get_if<Rules::GoOffline>(&action))
        return tr("go offline (%1)").arg(toString(leave->mode));
    return tr("fire event %1").arg(textPreview(std::get<Rules::FireEvent>(action).name, mostOfValue));
}

QString RuleText::then(const Rules::Rule &rule)
{
    const auto step = [](const QList<Rules::Action> &actions) {
        return eachOf(actions, &RuleText::action).join(u"; "_s);
    };
    const QString steps = eachOf(rule.then, step).join(tr(" · then "));
    return steps.isEmpty() ? tr("nothing") : textPreview(steps, 400);
}

} // namespace Standin::Models
