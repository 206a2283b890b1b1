// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/jsonreport.h"

#include "base/errorjson.h"
#include "base/isotime.h"
#include "base/jsonbuilder.h"
#include "journal/export/entryjson.h"
#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

JsonText number(quint64 value)
{
    return JsonText::whole(static_cast<qint64>(value));
}

JsonText wholeEntryJson(const Entry &entry)
{
    QByteArray text;
    const TextPiece piece = entryPiece(entry);
    while (piece(text)) {
    }
    return JsonText::parse(text).value_or(JsonText());
}

JsonText missJson(const NearMiss &miss)
{
    JsonBuilder checks;
    for (const Match::Check &check : miss.explanation.checks) {
        JsonBuilder one;
        one.add(u"pointer"_s, JsonText::string(check.pointer)).add(u"expected"_s, check.expected);
        one.add(u"found"_s, check.found);
        checks.append(one.add(u"held"_s, QJsonValue(check.held)).object());
    }
    return JsonBuilder()
        .add(u"seq"_s, number(miss.entry->seq))
        .add(u"message"_s, JsonText::string(messageText(miss.entry->message())))
        .add(u"checks"_s, checks.array())
        .object();
}

JsonText stepsJson(const QList<StepReport> &steps)
{
    JsonBuilder array;
    for (const StepReport &step : steps)
        array.append(stepJson(step));
    return array.array();
}

void addFailure(JsonBuilder &object, const StepReport &step)
{
    object.addUnlessEmpty(u"expected"_s, step.expected).addUnlessEmpty(u"got"_s, step.got);
    if (step.error)
        object.add(u"error"_s, JsonText(errorJson(*step.error)));
    if (step.nearMisses.isEmpty())
        return;
    JsonBuilder misses;
    for (const NearMiss &miss : step.nearMisses)
        misses.append(missJson(miss));
    object.add(u"nearMisses"_s, misses.array());
}

JsonText exchangeJson(const HttpExchange &exchange)
{
    JsonBuilder object;
    object.add(u"method"_s, JsonText::string(exchange.method))
        .add(u"url"_s, JsonText::string(exchange.url))
        .add(u"sentAt"_s, JsonText::string(isoTime(exchange.sentAt)))
        .add(u"answeredAt"_s, JsonText::string(isoTime(exchange.answeredAt)))
        .add(u"cursor"_s, number(exchange.cursor))
        .add(u"step"_s, JsonText::string(exchange.pointer))
        .addUnlessEmpty(u"request"_s, JsonText::decoded(exchange.request));
    if (exchange.status > 0)
        object.add(u"status"_s, JsonText::whole(exchange.status))
            .addUnlessEmpty(u"answer"_s, JsonText::decoded(exchange.answer));
    return object.addUnlessEmpty(u"error"_s, exchange.error).add(u"held"_s, QJsonValue(exchange.held)).object();
}

void addEvidence(JsonBuilder &object, const RunReport &run)
{
    JsonBuilder exchanges;
    for (const HttpExchange &exchange : run.exchanges)
        exchanges.append(exchangeJson(exchange));
    object.add(u"exchanges"_s, exchanges.array());
    JsonBuilder entries;
    for (const EntryPtr &entry : run.entries)
        entries.append(wholeEntryJson(*entry));
    object.add(u"entries"_s, entries.array()).add(u"omitted"_s, number(run.omitted));
}

} // namespace

JsonText millisecondsJson(qint64 micros)
{
    constexpr double microsInMillisecond = 1000;
    return JsonText::real(static_cast<double>(micros) / microsInMillisecond, 3);
}

JsonText stepJson(const StepReport &step)
{
    JsonBuilder object;
    object.addUnlessEmpty(u"name"_s, step.name)
        .add(u"kind"_s, JsonText::string(step.kind))
        .add(u"summary"_s, JsonText::string(step.summary))
        .addUnlessEmpty(u"label"_s, step.label)
        .addUnlessEmpty(u"file"_s, step.file)
        .addUnlessEmpty(u"pointer"_s, step.pointer);
    if (step.line > 0)
        object.add(u"line"_s, JsonText::whole(step.line));
    object.add(u"outcome"_s, JsonText::string(toString(step.outcome)));
    if (step.startedAt > 0)
        object.add(u"startedAt"_s, JsonText::string(isoTime(step.startedAt)))
            .add(u"tookMs"_s, millisecondsJson(step.tookMicros))
            .add(u"after"_s, number(step.after))
            .add(u"last"_s, number(step.last));
    if (step.lookedAfter > 0)
        object.add(u"lookedAfter"_s, number(step.lookedAfter));
    object.addUnlessEmpty(u"values"_s, step.values);
    addFailure(object, step);
    if (!step.matched.isEmpty()) {
        JsonBuilder matched;
        for (const Cursor seq : step.matched)
            matched.append(number(seq));
        object.add(u"matched"_s, matched.array());
    }
    object.add(u"captured"_s, step.captured);
    if (!step.steps.isEmpty())
        object.add(u"steps"_s, stepsJson(step.steps));
    if (step.omitted > 0)
        object.add(u"omitted"_s, JsonText::whole(step.omitted));
    return object.object();
}

JsonText runJson(const RunReport &run, bool withEvidence)
{
    JsonBuilder object;
    object.add(u"scenario"_s, JsonText::string(run.scenario))
        .addUnlessEmpty(u"description"_s, run.description)
        .addUnlessEmpty(u"path"_s, run.path)
        .add(u"tags"_s, JsonBuilder::strings(run.tags));
    if (run.row >= 0)
        object.add(u"row"_s, JsonText::whole(run.row)).add(u"rowValues"_s, run.rowValues);
    object.add(u"round"_s, JsonText::whole(run.round))
        .add(u"runId"_s, JsonText::string(run.runId))
        .add(u"testId"_s, JsonText::string(run.testId))
        .add(u"seed"_s, JsonText::string(QString::number(run.seed)))
        .add(u"verdict"_s, JsonText::string(toString(run.verdict)))
        .addUnlessEmpty(u"reason"_s, run.reason());
    if (run.error)
        object.add(u"error"_s, JsonText(errorJson(*run.error)));
    object.add(u"startedAt"_s, JsonText::string(isoTime(run.startedAt)))
        .add(u"tookMs"_s, millisecondsJson(run.tookMicros))
        .add(u"after"_s, number(run.after))
        .add(u"last"_s, number(run.last))
        .add(u"setup"_s, stepsJson(run.setup))
        .add(u"steps"_s, stepsJson(run.steps))
        .add(u"teardown"_s, stepsJson(run.teardown))
        .add(u"devices"_s, JsonBuilder::strings(run.devices))
        .add(u"probes"_s, JsonBuilder::strings(run.probes));
    if (withEvidence)
        addEvidence(object, run);
    return object.object();
}

JsonText reportJson(const BatchReport &report)
{
    JsonBuilder runs;
    for (const RunReport &run : report.runs)
        runs.append(runJson(run));
    JsonBuilder counts;
    for (const Verdict verdict :
         {Verdict::Passed, Verdict::Failed, Verdict::BrokerUnreachable, Verdict::NotStarted, Verdict::Cancelled})
        counts.add(toString(verdict), JsonText::whole(report.count(verdict)));
    return JsonBuilder()
        .add(u"format"_s, JsonText::string(u"standin.report/1"))
        .add(u"version"_s, JsonText::string(report.version))
        .add(u"verdict"_s, JsonText::string(toString(report.verdict())))
        .add(u"counts"_s, counts.object())
        .add(u"seed"_s, JsonText::string(QString::number(report.seed)))
        .add(u"startedAt"_s, JsonText::string(isoTime(report.startedAt)))
        .add(u"tookMs"_s, millisecondsJson(report.tookMicros))
        .add(u"runs"_s, runs.array())
        .object();
}

} // namespace Standin::Scenarios
