// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rules/rule.h"

#include <QCoreApplication>

namespace Standin::Models {

/// A rule in a few words, each on one line and of bounded length.
class RuleText final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Models::RuleText)

public:
    /// What it waits for: "cmd/{site}/{verb}, /op = reboot"; without a topic "command".
    [[nodiscard]] static QString when(const Rules::Rule &rule);
    /// What it does: "reply {"code":0}; go offline (abrupt)".
    [[nodiscard]] static QString then(const Rules::Rule &rule);
    /// The name; without one, the id.
    [[nodiscard]] static QString name(const Rules::Rule &rule);

private:
    static QString subject(const Match::Subject &subject);
    static QString test(const Match::Operator &test);
    static QString condition(const Match::Condition &condition);
    static QString topic(const Match::TopicPattern &topic);
    static QString action(const Rules::Action &action);
    static QString send(const Rules::Send &send);
};

} // namespace Standin::Models
