// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/statecondition.h"

#include "base/jsonparts.h"
#include "base/jsonpointer.h"

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

bool isEqual(const JsonText &wanted, const JsonText &found)
{
    if (wanted.isNull())
        return found.isUndefined() || found.isNull();
    if (wanted.type() != found.type())
        return false;
    if (wanted.isObject() || wanted.isArray())
        return wanted.toJson() == found.toJson();
    return wanted.toLookupText() == found.toLookupText();
}

} // namespace

bool StateCondition::holds(const JsonText &wanted, const Variables &state)
{
    if (wanted == JsonText::emptyObject())
        return true;
    const JsonParts members(wanted);
    for (qsizetype i = 0; i < members.size(); ++i) {
        if (!isEqual(members.value(i), state.value(members.key(i))))
            return false;
    }
    return true;
}

QList<Match::Check> StateCondition::explain(const JsonText &wanted, const Variables &state)
{
    QList<Match::Check> checks;
    const JsonParts members(wanted);
    for (qsizetype i = 0; i < members.size(); ++i) {
        const JsonText found = state.value(members.key(i));
        checks.append({.pointer = u"/state/"_s + JsonPointer::escaped(members.key(i)),
                       .expected = members.value(i),
                       .found = Match::Explanation::shown(found),
                       .held = isEqual(members.value(i), found)});
    }
    return checks;
}

} // namespace Standin::Rules
