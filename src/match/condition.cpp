// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/condition.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"

#include <algorithm>

namespace Standin::Match {

using namespace Qt::StringLiterals;

namespace {

/// The keys of the kinds other than Value, in their order.
QStringList combinations()
{
    return {u"allOf"_s, u"anyOf"_s, u"not"_s};
}

QString keyOf(Condition::Kind kind)
{
    return combinations().at(static_cast<qsizetype>(kind) - 1);
}

} // namespace

Condition Condition::read(JsonReader &reader, const QStringList &levelNames)
{
    return read(reader, levelNames, 1);
}

Condition Condition::read(JsonReader &reader, const QStringList &levelNames, int depth)
{
    Condition condition;
    const QStringList keys = combinations();
    if (std::ranges::none_of(keys, [&reader](const QString &key) { return reader.has(key); }))
        condition.readValue(reader, levelNames);
    else if (const QString key = reader.oneOf(keys); !key.isEmpty())
        condition.readInner(reader, levelNames, key, depth);
    reader.refuseUnknownKeys();
    return condition;
}

void Condition::readInner(JsonReader &reader, const QStringList &levelNames, const QString &key, int depth)
{
    m_kind = static_cast<Kind>(combinations().indexOf(key) + 1);
    const auto append = [&](JsonReader &inner) {
        if (depth < deepest)
            m_conditions.append(read(inner, levelNames, depth + 1));
        else
            inner.failHere(u"expected at most %1 conditions within each other"_s.arg(deepest));
    };
    if (m_kind == Kind::Not)
        reader.readObject(key, append);
    else
        reader.readObjects(key, append);
    if (m_conditions.isEmpty())
        reader.fail(key, ErrorText::expected(u"at least one condition"_s, u"none"_s));
}

void Condition::readValue(JsonReader &reader, const QStringList &levelNames)
{
    m_subject = Subject::read(reader, levelNames);
    m_operators = Operator::readAll(reader);
    reader.know(combinations());
    reader.refuseUnknownKeys();
    if (m_operators.isEmpty())
        reader.failHere(ErrorText::expected(u"an operator: "_s + ErrorText::listed(Operator::names()), u"none"_s));
}

JsonText Condition::toJson() const
{
    JsonBuilder object;
    if (m_kind == Kind::Value) {
        m_subject.writeTo(object);
        for (const Operator &one : m_operators)
            one.writeTo(object);
    } else if (m_kind == Kind::Not) {
        object.add(keyOf(m_kind), m_conditions.first().toJson());
    } else {
        JsonBuilder array;
        for (const Condition &condition : m_conditions)
            array.append(condition.toJson());
        object.add(keyOf(m_kind), array.array());
    }
    return object.object();
}

bool Condition::holds(const Message &message) const
{
    const auto holdsFor = [&message](const Condition &condition) { return condition.holds(message); };
    switch (m_kind) {
    case Kind::Value: {
        const Operand operand = m_subject.in(message);
        return std::ranges::all_of(m_operators, [&operand](const Operator &one) { return one.holds(operand); });
    }
    case Kind::AllOf:
        return std::ranges::all_of(m_conditions, holdsFor);
    case Kind::AnyOf:
        return std::ranges::any_of(m_conditions, holdsFor);
    case Kind::Not:
        return !holdsFor(m_conditions.first());
    }
    Q_UNREACHABLE();
}

} // namespace Standin::Match
