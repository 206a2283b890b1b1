// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/stepwriter.h"

#include "base/jsonbuilder.h"
#include "scenario/file/stepparts.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

JsonText writtenKind(const Group &group)
{
    return toJson(group.steps);
}

JsonText writtenKind(const Parallel &parallel)
{
    JsonBuilder branches;
    for (const Steps &branch : parallel.branches)
        branches.append(branch.size() == 1 ? toJson(branch.front()) : toJson(branch));
    return branches.array();
}

JsonText writtenKind(const Repeat &repeat)
{
    return JsonBuilder()
        .add(u"times"_s, JsonText::whole(repeat.times))
        .addUnlessEmpty(u"as"_s, repeat.as)
        .add(u"steps"_s, toJson(repeat.steps))
        .object();
}

JsonText writtenKind(const ForEachDevice &each)
{
    JsonBuilder object;
    object.add(u"device"_s, each.devices.toJson());
    if (each.isParallel)
        object.add(u"parallel"_s, true);
    return object.add(u"steps"_s, toJson(each.steps)).object();
}

JsonText writtenKind(const Include &include)
{
    if (include.vars == JsonText::emptyObject())
        return JsonText::string(include.file);
    return JsonBuilder().add(u"file"_s, include.file).add(u"vars"_s, include.vars).object();
}

JsonText writtenKind(const Wait &wait)
{
    const JsonText delay = wait.delay.toJson();
    return delay.isUndefined() ? JsonText::whole(0) : delay;
}

JsonText writtenKind(const auto &leaf)
{
    return StepParts::write(leaf);
}

} // namespace

JsonText toJson(const Step &step)
{
    JsonBuilder object;
    object.addUnlessEmpty(u"name"_s, step.name).addUnlessEmpty(u"when"_s, step.when);
    if (step.timeoutMs)
        object.add(u"timeoutMs"_s, JsonText::whole(*step.timeoutMs));
    if (step.continueOnFailure)
        object.add(u"continueOnFailure"_s, true);
    object.add(step.kindName(), std::visit([](const auto &kind) { return writtenKind(kind); }, step.kind));
    if (const auto *capture = std::get_if<CaptureValues>(&step.kind))
        object.addUnlessEmpty(u"from"_s, capture->from);
    return object.object();
}

JsonText toJson(const Steps &steps)
{
    JsonBuilder array;
    for (const Step &step : steps)
        array.append(toJson(step));
    return array.array();
}

} // namespace Standin::Scenarios
