// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/operator.h"
#include "match/subject.h"

namespace Standin::Match {

/// What must hold for a message: operators on one subject, all of which must hold
/// ({"jsonPointer": "/level", "greaterThan": 3, "lessThan": 7}), or {"allOf": […]}, {"anyOf": […]}, {"not": {…}} over
/// other conditions. Compiled when it is read; may be used by several threads at once.
class Condition
{
public:
    enum class Kind : quint8 { Value, AllOf, AnyOf, Not };

    /// Conditions may stand within others to this depth.
    static constexpr int deepest = 32;

    /// The object must hold a condition and nothing else. `levelNames`: see TopicPattern. What comes out after an error
    /// of the reader is of no use.
    [[nodiscard]] static Condition read(JsonReader &reader, const QStringList &levelNames);
    [[nodiscard]] JsonText toJson() const;

    [[nodiscard]] bool holds(const Message &message) const;

    // The parts, so that each can be asked by itself.

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
