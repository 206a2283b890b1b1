// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/operator.h"
#include "match/subject.h"

namespace Standin::Match {

/// A condition on a message: operators on one subject, all of which must hold ({"jsonPointer": "/level", "greaterThan":
/// 3, "lessThan": 7}), or {"allOf": […]}, {"anyOf": […]}, {"not": {…}} over other conditions. Compiled when it is read;
/// several threads may use it at once.
class Condition
{
public:
    enum class Kind : quint8 { Value, AllOf, AnyOf, Not };

    /// Maximum depth of nested conditions.
    static constexpr int deepest = 32;

    /// The object must contain only a condition. `levelNames`: see TopicPattern. After an error of the reader the
    /// result must not be used.
    [[nodiscard]] static Condition read(JsonReader &reader, const QStringList &levelNames);
    [[nodiscard]] JsonText toJson() const;

    [[nodiscard]] bool holds(const Message &message) const;

    // The parts, so that each can be evaluated separately.

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Of AllOf and AnyOf; the one of Not.
    [[nodiscard]] const QList<Condition> &conditions() const { return m_conditions; }
    /// Of Value.
    [[nodiscard]] const Subject &subject() const { return m_subject; }
    [[nodiscard]] const QList<Operator> &operators() const { return m_operators; }

private:
    static Condition read(JsonReader &reader, const QStringList &levelNames, int depth);
    void readInner(JsonReader &reader, const QStringList &levelNames, const QString &key, int depth);
    void readValue(JsonReader &reader, const QStringList &levelNames);

    Kind m_kind = Kind::Value;
    QList<Condition> m_conditions;
    Subject m_subject;
    QList<Operator> m_operators;
};

} // namespace Standin::Match
