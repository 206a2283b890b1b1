// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/checkednames.h"

#include "base/errortext.h"
#include "scenario/file/scenarioscope.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

QString noValue(const QStringList &path, const QString &reason)
{
    return u"${%1} has no value here: %2"_s.arg(path.join(u'.'), reason);
}

TemplateNames namesAt(const CheckedNames::Place &place)
{
    return {place.hasCommand ? place.correlation : QStringList(), ScenarioScope::names().objects};
}

} // namespace

void CheckedNames::check(const QByteArray &text, const Place &place, const QString &where, Faults &faults) const
{
    if (!text.contains('{'))
        return;
    const auto compiled = Template::compile(text, namesAt(place));
    if (!compiled) {
        faults.add(compiled.error().message, where);
        return;
    }
    const auto scripts = compiled->scripts();
    for (const Expression &name : compiled->names()) {
        // Names of scripts come without their parts; they are checked below.
        const bool isWhole = name.path.size() == 1 && (name.path.first() == u"vars" || !scripts.isEmpty());
        if (const QString reason = isWhole ? QString() : reasonAgainst(name.path, place); !reason.isEmpty())
            faults.add(noValue(name.path, reason), where);
    }
    for (const Script &script : scripts)
        checkNamesOf(script, place, where, faults);
}

void CheckedNames::checkScript(const QString &script, const Place &place, const QString &where, Faults &faults) const
{
    const auto compiled = Script::compile(script, namesAt(place));
    if (compiled)
        checkNamesOf(*compiled, place, where, faults);
    else
        faults.add(compiled.error().message, where);
}

void CheckedNames::checkNamesOf(const Script &script, const Place &place, const QString &where, Faults &faults) const
{
    for (const ScriptName &name : script.names()) {
        if (Expression::functionNames().contains(name.name))
            continue;
        for (const QStringList &path : name.paths) {
            const QStringList whole = QStringList{name.name} + path;
            const bool hasParts = ScenarioScope::names().objects.contains(name.name) || name.name == u"vars";
            const QString reason = hasParts && path.isEmpty() ? QString() : reasonAgainst(whole, place);
            if (!reason.isEmpty())
                faults.add(noValue(whole, reason), where);
        }
    }
}

QString CheckedNames::reasonAgainst(const QStringList &path, const Place &place) const
{
    const QString &first = path.first();
    const QString part = path.value(1);
    if (first == u"vars")
        return reasonAgainstVar(part, place);
    if (first == u"row") {
        if (!columns)
            return u"the scenario has no rows"_s;
        return columns->contains(part) ? QString()
                                       : u"a row has no \"%1\"%2"_s.arg(part, ErrorText::suggestion(part, *columns));
    }
    if (first == u"run") {
        static const QStringList parts = {u"id"_s, u"testId"_s, u"seed"_s};
        return parts.contains(part) ? QString() : ErrorText::expected(u"run."_s + parts.join(u" or run."), part);
    }
    if (first == u"devices")
        return reasonAgainstDevice(path.sliced(1));
    static const QStringList ofDevice = {u"clientId"_s, u"index"_s, u"topics"_s, u"state"_s};
    if (ofDevice.contains(first))
        return place.hasDevice ? QString()
                               : u"the step is not for one device; write ${devices.NAME.%1}"_s.arg(path.join(u'.'));
    return place.hasCommand ? QString() : u"it comes with a command, and this answers none"_s;
}

QString CheckedNames::reasonAgainstVar(const QString &name, const Place &place) const
{
    if (name.isEmpty() || vars.contains(name) || place.vars.contains(name))
        return {};
    if (const auto later = captured.constFind(name); later != captured.cend())
        return u"it is captured by a later step (%1)"_s.arg(*later);
    const QStringList known = QStringList(vars.begin(), vars.end()) + place.vars + captured.keys();
    return u"vars has no such key, and no step captures it"_s + ErrorText::suggestion(name, known);
}

QString CheckedNames::reasonAgainstDevice(const QStringList &path) const
{
    const QString name = path.value(0);
    if (!devices.contains(name))
        return u"there is no device \"%1\"%2"_s.arg(name, ErrorText::suggestion(name, devices));
    bool isNumber = false;
    path.value(1).toUInt(&isNumber);
    const QStringList rest = path.sliced(isNumber ? 2 : 1);
    static const QStringList parts = {u"clientId"_s, u"index"_s, u"topics.report"_s, u"topics.command"_s,
                                      u"topics.reply"_s};
    const QString part = rest.join(u'.');
    return parts.contains(part) ? QString() : ErrorText::expected(ErrorText::listed(parts), ErrorText::found(part));
}

} // namespace Standin::Scenarios
