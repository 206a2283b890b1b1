// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "rules/rule.h"
#include "template/script.h"
#include "template/template.h"
#include "template/templateplace.h"

#include <QSet>

#include <atomic>
#include <memory>
#include <vector>

namespace Standin::Rules {

/// How often a rule was at work on all devices. Thread-safe.
struct RuleCounters
{
    std::atomic<quint64> matched = 0; ///< messages that met its conditions
    std::atomic<quint64> fired = 0;   ///< of these, as often as its limits allowed
};

/// A checked rule with compiled templates, shared by all devices. Immutable but for its counters.
struct CompiledRule
{
    // Each with the templates of its action compiled.
    struct Send
    {
        Rules::Send settings;
        Template topic;
        Template payload;
        Template contentType;
        std::vector<std::pair<QString, Template>> userProperties = {};
    };
    struct SetState
    {
        Template values; ///< renders as a JSON object
    };
    struct FireEvent
    {
        QString name;
        Template data;
    };
    using Action = std::variant<Send, SetState, GoOffline, FireEvent>;
    using Step = std::vector<Action>;

    /// What the templates of a rule may name.
    struct Names
    {
        QStringList correlationKeys = {};
        std::optional<Variables> vars = {}; ///< nullopt: any
    };

    /// InvalidArgument with the JSON pointer of a template that is wrong, below `pointer`. `setAt`: for its limit of
    /// time.
    [[nodiscard]] static Result<std::shared_ptr<const CompiledRule>>
    make(const Rule &rule, const Names &names, Clock::Instant setAt, const QString &pointer = {});

    /// Whether it is for the device of this client id.
    [[nodiscard]] bool isFor(const QString &clientId) const;
    /// Whether its limit of time is over: it does not fire any more.
    [[nodiscard]] bool hasExpired(Clock::Instant now) const
    {
        return rule.limits.ttlMs > 0 && now - setAt >= std::chrono::milliseconds(rule.limits.ttlMs);
    }

    Rule rule;
    quint64 serial = 0; ///< unique in the process, for what a device remembers about it
    Clock::Instant setAt = {};
    qsizetype bytes = 0;    ///< as JSON, with what its templates take
    QSet<QString> ids = {}; ///< Rule::devices without wildcards
    QStringList globs = {}; ///< the others
    std::vector<Step> steps = {};
    std::optional<Script> script = {}; ///< a condition
    const std::unique_ptr<RuleCounters> counters = std::make_unique<RuleCounters>();
};

using CompiledRulePtr = std::shared_ptr<const CompiledRule>;
using CompiledRules = std::vector<CompiledRulePtr>;

} // namespace Standin::Rules
