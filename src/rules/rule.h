// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "match/pattern.h"
#include "rules/action.h"

#include <QStringList>

namespace Standin::Rules {

/// What becomes of a rule with steps, of which each use takes the next one.
enum class Sequence : quint8 {
    None,   ///< the rule has one step
    Last,   ///< after the last step, the last one again
    Cycle,  ///< after the last step, the first one
    Silent, ///< after the last step it still matches, but does nothing
};

/// Bounds of one rule on one device.
struct Limits
{
    quint32 times = 0;      ///< it fires so often; 0: any number of times
    qint64 ttlMs = 0;       ///< so long after it was set; 0: always
    quint32 skipFirst = 0;  ///< so many messages that match do not fire it
    double probability = 1; ///< of firing

    bool operator==(const Limits &) const = default;
};

/// Which messages a rule is for, on a device in which state.
struct When
{
    Match::Pattern pattern = {};              ///< without a topic: commands
    JsonText state = JsonText::emptyObject(); ///< values that the device's state must have, compared as JSON
    QString script = {};                      ///< an expression; empty: none
};

/// When a message matches, the device does something (docs/rules.md). A value.
struct Rule
{
    static constexpr int highest = 1; ///< priority
    static constexpr int lowest = 1000;

    QString id = {};
    QString name = {};
    int priority = 5; ///< the lower number is tried first
    bool isEnabled = true;
    bool continues = false;   ///< the rules after it are tried, too
    QStringList devices = {}; ///< client ids (Match::matchesGlob); empty: all
    QString testId = {};
    When when = {};
    QList<QList<Action>> then = {}; ///< steps; one without a sequence
    Sequence sequence = Sequence::None;
    Limits limits = {};

    /// InvalidArgument with the JSON pointer of the fault, what was expected and what was found. `pointer` is the place
    /// of `json`. Unknown keys are refused, because with a misspelt key a rule would do too much.
    [[nodiscard]] static Result<Rule> fromJson(const JsonText &json, const QString &pointer = {});
    [[nodiscard]] static Rule read(JsonReader &reader);
    /// The inverse, without the keys that have their usual values.
    [[nodiscard]] JsonText toJson() const;
    /// Adds these members to the object.
    void writeTo(JsonBuilder &object) const;

    /// Whether both have the same JSON, whatever the white space in it is.
    bool operator==(const Rule &other) const { return toJson().toCompact() == other.toJson().toCompact(); }
};

} // namespace Standin::Rules
