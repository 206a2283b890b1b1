// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/runjson.h"

#include "base/isotime.h"
#include "base/jsonbuilder.h"
#include "scenario/report/jsonreport.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;
using Scenarios::Verdict;

namespace {

JsonText countJson(quint64 number)
{
    return JsonText::whole(static_cast<qint64>(number));
}

JsonBuilder &addCase(JsonBuilder &object, const RunCase &of)
{
    object.add(u"case"_s, JsonText::string(of.title)).add(u"scenario"_s, JsonText::string(of.scenario));
    if (of.row >= 0)
        object.add(u"row"_s, JsonText::whole(of.row));
    return object.add(u"round"_s, JsonText::whole(of.round))
        .add(u"runId"_s, JsonText::string(of.runId))
        .add(u"testId"_s, JsonText::string(of.testId));
}

JsonText atWorkJson(const QList<CaseAtWork> &all)
{
    JsonBuilder array;
    for (const CaseAtWork &one : all) {
        JsonBuilder object;
        array.append(addCase(object, one.of)
                         .addUnlessEmpty(u"step"_s, one.step)
                         .addUnlessEmpty(u"pointer"_s, one.pointer)
                         .object());
    }
    return array.array();
}

JsonText failuresJson(const QList<FailedCase> &all)
{
    JsonBuilder array;
    for (const FailedCase &one : all) {
        JsonBuilder object;
        addCase(object, one.of)
            .add(u"verdict"_s, JsonText::string(toString(one.verdict)))
            .add(u"reason"_s, JsonText::string(one.reason))
            .addUnlessEmpty(u"step"_s, one.step)
            .addUnlessEmpty(u"file"_s, one.file)
            .addUnlessEmpty(u"pointer"_s, one.pointer);
        if (one.line > 0)
            object.add(u"line"_s, JsonText::whole(one.line));
        array.append(object.addUnlessEmpty(u"expected"_s, one.expected).addUnlessEmpty(u"got"_s, one.got).object());
    }
    return array.array();
}

void addStep(JsonBuilder &object, const RunEvent::Step &step)
{
    object.add(u"step"_s, JsonText::string(step.title))
        .add(u"kind"_s, JsonText::string(step.kind))
        .addUnlessEmpty(u"pointer"_s, step.pointer)
        .add(u"depth"_s, JsonText::whole(step.depth))
        .add(u"outcome"_s, JsonText::string(step.outcome))
        .add(u"tookMs"_s, Scenarios::millisecondsJson(step.tookMicros))
        .addUnlessEmpty(u"reason"_s, step.reason);
}

} // namespace

JsonText runStatusJson(const RunStatus &status)
{
    JsonBuilder counts;
    for (const Verdict verdict :
         {Verdict::Passed, Verdict::Failed, Verdict::BrokerUnreachable, Verdict::NotStarted, Verdict::Cancelled})
        counts.add(toString(verdict), countJson(status.count(verdict)));
    JsonBuilder object;
    object.add(u"id"_s, JsonText::string(status.id))
        .add(u"state"_s, JsonText::string(status.isFinished ? u"finished"_s : u"running"_s));
    if (status.verdict)
        object.add(u"verdict"_s, JsonText::string(toString(*status.verdict)));
    if (status.planned >= 0)
        object.add(u"planned"_s, JsonText::whole(status.planned));
    object.add(u"cancelled"_s, QJsonValue(status.isCancelled))
        .add(u"counts"_s, counts.object())
        .add(u"atWork"_s, atWorkJson(status.atWork))
        .add(u"failures"_s, failuresJson(status.failures))
        .add(u"seed"_s, JsonText::string(QString::number(status.seed)))
        .add(u"startedAt"_s, JsonText::string(isoTime(status.startedAt)));
    if (status.isFinished)
        object.add(u"tookMs"_s, Scenarios::millisecondsJson(status.tookMicros));
    return object.add(u"after"_s, countJson(status.after)).object();
}

JsonText runEventJson(const RunEvent &event)
{
    JsonBuilder object;
    object.add(u"number"_s, countJson(event.number))
        .add(u"cursor"_s, countJson(event.cursor))
        .add(u"run"_s, JsonText::string(event.run));
    if (!event.of.runId.isEmpty())
        addCase(object, event.of);
    if (event.kind == RunEvent::Kind::StepEnded)
        addStep(object, event.step);
    if (event.verdict)
        object.add(u"verdict"_s, JsonText::string(toString(*event.verdict)));
    return object.addUnlessEmpty(event.kind == RunEvent::Kind::StepEnded ? QString() : u"reason"_s, event.reason)
        .object();
}

} // namespace Standin::Rest
