// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "base/timers.h"
#include "device/ruleeffects.h"
#include "rules/ruledecision.h"

#include <map>

namespace Standin {

/// Does the actions of the rules that fire for a message. All texts are rendered at once, with the values of that
/// moment; a delay holds up the effect alone. Use it in the device's thread.
class RuleActions
{
public:
    /// Effects that may be waiting for their time on one device.
    static constexpr size_t mostWaiting = 10'000;
    static constexpr qsizetype mostWaitingBytes = 16 * 1024 * 1024;

    /// What a message is sent with if its rule does not say.
    struct Usual
    {
        Result<QString> replyTopic;
        quint8 replyQos = 0;
        quint8 reportQos = 0;
        QMqttPublishProperties replyProperties = {};
    };

    /// All must outlive it. `seed` makes drawn delays repeatable.
    RuleActions(RuleEffects &effects, TemplateScope &scope, Timers &timers, quint64 seed)
        : m_effects(effects)
        , m_scope(scope)
        , m_timers(timers)
        , m_random(seed)
    {}

    /// The command of the scope is the message. `cause` has what all effects are due to; its rule is not used.
    void run(const Rules::RuleDecision &decision, const RuleEffects::Origin &cause, const Usual &usual);

    /// Forgets effects that wait for their time.
    void cancel();

private:
    using Origin = RuleEffects::Origin;
    using Effect = std::function<void()>;

    void perform(const Rules::CompiledRule::Send &action, Origin origin, const Usual &usual);
    void perform(const Rules::CompiledRule::SetState &action, const Origin &origin, const Usual &usual);
    void perform(const Rules::GoOffline &action, const Origin &origin, const Usual &usual);
    void perform(const Rules::CompiledRule::FireEvent &action, const Origin &origin, const Usual &usual);
    [[nodiscard]] Result<OutboundMessage> rendered(const Rules::CompiledRule::Send &action, const Usual &usual);
    /// LimitReached, told as a failure of the rule.
    void after(std::chrono::milliseconds delay, qsizetype bytes, const Origin &origin, Effect effect);

    RuleEffects &m_effects;
    TemplateScope &m_scope;
    Timers &m_timers;
    Random m_random;
    std::map<quint64, Timer> m_waiting;
    quint64 m_lastWaiting = 0;
    qsizetype m_waitingBytes = 0;
};

} // namespace Standin
