// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/compiledrule.h"

#include "base/jsonpointer.h"
#include "base/topicrules.h"
#include "match/glob.h"
#include "template/topics.h"

#include <algorithm>

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

/// Compiles the actions of one rule; keeps the first error.
class ActionCompiler
{
public:
    ActionCompiler(const CompiledRule::Names &names, const QStringList &levelNames)
        : m_names(names)
        , m_place{.hasCommand = true,
                  .hasState = true,
                  .levelNames = levelNames,
                  .topics = Topics::names(),
                  .vars = names.vars.value_or(Variables()),
                  .anyVars = !names.vars}
    {}

    CompiledRule::Action operator()(const Send &send, const QString &pointer)
    {
        const QString at = pointer + (send.isReply ? u"/reply"_s : u"/publish"_s);
        CompiledRule::Send compiled{.settings = send,
                                    .topic = compile(send.topic.toUtf8(), at + u"/topic"_s),
                                    .payload = compile(send.payload, at + u"/payload"_s),
                                    .contentType = compile(send.contentType.toUtf8(), at + u"/contentType"_s)};
        const bool isLiteral = !send.topic.contains(u"${"_s) && !send.topic.contains(u'{');
        if (!send.topic.isEmpty() && isLiteral && TopicRules::faultInName(QStringView(send.topic)))
            fail({ErrorCode::InvalidArgument, u"expected a topic to publish to, without wildcards"_s},
                 at + u"/topic"_s);
        for (const auto &[name, value] : send.userProperties)
            compiled.userProperties.emplace_back(
                name,
                compile(value.toUtf8(), u"%1/userProperties/%2/value"_s.arg(at).arg(compiled.userProperties.size())));
        return compiled;
    }

    CompiledRule::Action operator()(const SetState &state, const QString &pointer)
    {
        return CompiledRule::SetState{compile(state.values.toCompact(), pointer + u"/setState"_s)};
    }

    CompiledRule::Action operator()(const GoOffline &action, const QString & /*pointer*/) const { return action; }

    CompiledRule::Action operator()(const FireEvent &action, const QString &pointer)
    {
        return CompiledRule::FireEvent{action.name, compile(action.data, pointer + u"/fireEvent/data"_s)};
    }

    Result<> status;

private:
    Template compile(const QByteArray &text, const QString &pointer)
    {
        auto made = Template::compile(text, m_names.correlationKeys);
        if (!made) {
            fail(made.error(), pointer);
            return {};
        }
        if (const auto checked = m_place.check(*made); !checked)
            fail(checked.error(), pointer);
        return std::move(*made);
    }

    void fail(Error error, const QString &pointer)
    {
        if (!status)
            return;
        error.where = pointer;
        status = Failure(std::move(error));
    }

    const CompiledRule::Names &m_names;
    TemplatePlace m_place;
};

QString pointerTo(const Rule &rule, qsizetype step, qsizetype action)
{
    if (rule.sequence == Sequence::None)
        return u"/then/%1"_s.arg(action);
    return rule.then[step].size() == 1 ? u"/then/%1"_s.arg(step) : u"/then/%1/all/%2"_s.arg(step).arg(action);
}

} // namespace

Result<CompiledRulePtr> CompiledRule::make(const Rule &rule, const Names &names, Clock::Instant setAt,
                                           const QString &pointer)
{
    static std::atomic<quint64> lastSerial = 0;
    auto compiled = std::make_shared<CompiledRule>();
    compiled->rule = rule;
    compiled->serial = ++lastSerial;
    compiled->setAt = setAt;
    compiled->bytes = Template::memoryOf(rule.toJson().text());
    for (const QString &device : rule.devices) {
        if (device.contains(u'*') || device.contains(u'?'))
            compiled->globs.append(device);
        else
            compiled->ids.insert(device);
    }
    const auto &topic = rule.when.pattern.topic;
    ActionCompiler compile(names, topic ? topic->levelNames() : QStringList());
    for (qsizetype i = 0; i < rule.then.size(); ++i) {
        Step &step = compiled->steps.emplace_back();
        for (qsizetype k = 0; k < rule.then[i].size(); ++k) {
            const QString at = pointer + pointerTo(rule, i, k);
            step.push_back(std::visit([&](const auto &action) { return compile(action, at); }, rule.then[i][k]));
        }
    }
    if (!rule.when.script.isEmpty()) {
        const auto script = Script::compile(rule.when.script, names.correlationKeys);
        if (!script)
            return failure(script.error().code, script.error().message, pointer + u"/when/script"_s);
        compiled->script = *script;
    }
    if (!compile.status)
        return Failure(compile.status.error());
    return compiled;
}

bool CompiledRule::isFor(const QString &clientId) const
{
    const auto names = [&clientId](const QString &glob) { return Match::matchesGlob(glob, clientId); };
    return rule.devices.isEmpty() || ids.contains(clientId) || std::ranges::any_of(globs, names);
}

} // namespace Standin::Rules
