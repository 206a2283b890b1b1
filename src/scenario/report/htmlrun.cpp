// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/htmlrun.h"

#include "base/isotime.h"
#include "scenario/report/htmlreport.h"
#include "scenario/report/plaintext.h"
#include "scenario/report/sequencediagram.h"
#include "scenario/run/steptext.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPayload = 2000;

QString code(const QString &text)
{
    return u"<code>%1</code>"_s.arg(htmlText(text));
}

QString headOf(const RunReport &run, const QString &anchor)
{
    QString text =
        u"<section id=\"%1\"><h2>%2 %3</h2>\n"_s.arg(anchor, htmlText(run.title()), htmlBadge(toString(run.verdict)));
    if (!run.description.isEmpty())
        text += u"<p>%1</p>\n"_s.arg(htmlText(run.description));
    QStringList facts{durationText(run.tookMicros), isoTime(run.startedAt), u"run "_s + run.runId};
    if (!run.path.isEmpty())
        facts.prepend(run.path);
    if (!run.tags.isEmpty())
        facts.append(u"tags "_s + run.tags.join(u", "_s));
    text += u"<p class=\"soft mono\">%1</p>\n"_s.arg(htmlText(facts.join(u" · "_s)));
    if (run.row >= 0)
        text += u"<p>Row %1: %2</p>\n"_s.arg(run.row + 1).arg(code(QString::fromUtf8(run.rowValues.toCompact())));
    return text;
}

QString failureOf(const RunReport &run)
{
    const StepReport *failed = run.firstFailure();
    if (!failed)
        return run.error ? u"<div class=\"failure\">%1</div>\n"_s.arg(htmlText(run.error->toString())) : QString();
    QString text = u"<div class=\"failure\"><p><b>%1</b></p><p class=\"soft mono\">%2</p>"_s.arg(
        htmlText(failed->title()), htmlText(placeText(*failed)));
    if (failed->error)
        text += u"<p>%1</p>"_s.arg(htmlText(errorText(*failed->error)));
    if (!failed->expected.isEmpty())
        text += u"<div class=\"pair\"><div><b>Expected</b>%1</div><div><b>Got</b>%2</div></div>"_s.arg(
            code(failed->expected), code(failed->got));
    else if (!failed->got.isEmpty())
        text += u"<p>%1</p>"_s.arg(code(failed->got));
    if (!failed->nearMisses.isEmpty())
        text += u"<p><b>Messages that came near</b></p><ul>"_s;
    for (const NearMiss &miss : failed->nearMisses)
        text += u"<li>%1</li>"_s.arg(code(missText(miss)));
    return text + (failed->nearMisses.isEmpty() ? u"</div>\n"_s : u"</ul></div>\n"_s);
}

/// The entries that came while it was at work.
QString rangeOf(const StepReport &step)
{
    if (step.startedAt == 0 || step.last <= step.after)
        return {};
    return step.last == step.after + 1 ? u"#%1"_s.arg(step.last) : u"#%1–#%2"_s.arg(step.after + 1).arg(step.last);
}

void addSteps(QString &text, const QList<StepReport> &steps, int depth)
{
    constexpr int indent = 20;
    for (const StepReport &step : steps) {
        const bool isInnermost = isFailure(step.outcome) && step.firstFailure() == &step;
        QString what = htmlText(step.title());
        if (!step.name.isEmpty())
            what += u" <span class=\"soft\">%1</span>"_s.arg(htmlText(step.summary));
        if (!step.values.isEmpty() && step.summary.contains(u"${"))
            what += u"<br><span class=\"soft\">with</span> "_s + code(shortText(step.values));
        if (isInnermost)
            what += u"<br>"_s + code(step.reason());
        if (!step.captured.isUndefined())
            what += u"<br><span class=\"soft\">captured</span> "_s +
                    code(shortText(QString::fromUtf8(step.captured.toCompact())));
        text += u"<tr%1><td class=\"outcome\">%2</td><td style=\"padding-left:%3px\">%4</td>"
                "<td class=\"time\">%5</td><td class=\"time\">%6</td></tr>\n"_s
                    .arg(isInnermost ? u" class=\"wrong\""_s : QString(), htmlBadge(toString(step.outcome)))
                    .arg(8 + indent * depth)
                    .arg(what, step.startedAt == 0 ? QString() : durationText(step.tookMicros), rangeOf(step));
        addSteps(text, step.steps, depth + 1);
        if (step.omitted > 0)
            text +=
                u"<tr><td></td><td colspan=\"3\" class=\"soft\">%1 more, all passed</td></tr>\n"_s.arg(step.omitted);
    }
}

QString stepsOf(const RunReport &run)
{
    QString text = u"<h3>Steps</h3><table><thead><tr><th>Outcome</th><th>Step</th><th>Time</th><th>Journal</th></tr>"
                   "</thead>\n"_s;
    for (const auto &[title, steps] :
         {std::pair(u"Setup"_s, &run.setup), {u"Steps"_s, &run.steps}, {u"Teardown"_s, &run.teardown}}) {
        if (steps->isEmpty())
            continue;
        if (!run.setup.isEmpty() || !run.teardown.isEmpty())
            text += u"<tr><th colspan=\"4\">%1</th></tr>\n"_s.arg(title);
        addSteps(text, *steps, 0);
    }
    return text + u"</table>\n"_s;
}

QString rowOf(const Entry &entry, const StepReport *failed)
{
    const auto isIt = [&entry](const NearMiss &miss) { return miss.entry->seq == entry.seq; };
    const bool isWrong = failed && failed->matched.contains(entry.seq);
    const bool isNear = failed && std::ranges::any_of(failed->nearMisses, isIt);
    const QString direction = entry.event == EntryEvent::MessageReceived ? u"received"_s
                              : entry.event == EntryEvent::MessageSent   ? u"sent"_s
                                                                         : toString(entry.event);
    QString what = entry.isMessage() ? shortText(QString::fromUtf8(entry.payload.left(longestPayload)), longestPayload)
                                     : QString();
    if (entry.state)
        what = toString(*entry.state) + (entry.offlineMode ? u", "_s + toString(*entry.offlineMode) : QString());
    if (entry.error)
        what += u' ' + entry.error->toString();
    return u"<tr class=\"%1\"><td>%2</td><td class=\"mono\">%3</td><td>%4</td><td>%5</td><td>%6</td><td>%7</td></tr>\n"_s
        .arg(isWrong  ? u"wrong"_s
             : isNear ? u"near"_s
                      : QString())
        .arg(entry.seq)
        .arg(isoTime(entry.at).mid(11), htmlText(entry.device), htmlText(direction), code(entry.topic), code(what));
}

QString evidenceOf(const RunReport &run)
{
    const qsizetype shown = std::min(run.entries.size(), mostHtmlEntries);
    const quint64 left = run.omitted + static_cast<quint64>(run.entries.size() - shown);
    QString text = u"<details><summary>Journal: %1 entries</summary>"_s.arg(shown);
    if (left > 0)
        text += u"<p class=\"soft\">%1 more entries are not shown.</p>"_s.arg(left);
    text += u"<table><thead><tr><th>#</th><th>Time</th><th>Client</th><th>Event</th><th>Topic</th><th>Payload</th></tr>"
            "</thead>\n"_s;
    const StepReport *failed = run.firstFailure();
    for (const EntryPtr &entry : run.entries.last(shown))
        text += rowOf(*entry, failed);
    return text + u"</table></details>\n"_s;
}

QString exchangesOf(const RunReport &run)
{
    if (run.exchanges.isEmpty())
        return {};
    QString text = u"<details><summary>HTTP: %1 requests</summary><table><thead><tr><th>Time</th><th>Request</th>"
                   "<th>Answer</th></tr></thead>\n"_s.arg(run.exchanges.size());
    for (const HttpExchange &exchange : run.exchanges) {
        const QString answer = exchange.status > 0
                                   ? u"%1 %2"_s.arg(exchange.status).arg(QString::fromUtf8(exchange.answer))
                                   : exchange.error;
        text += u"<tr><td class=\"mono\">%1</td><td>%2<br>%3</td><td>%4</td></tr>\n"_s.arg(
            isoTime(exchange.sentAt).mid(11), code(exchange.method + u' ' + exchange.url),
            code(QString::fromUtf8(exchange.request)), code(answer));
    }
    return text + u"</table></details>\n"_s;
}

} // namespace

QString htmlText(const QString &text)
{
    return xmlText(text).toHtmlEscaped();
}

QString htmlBadge(const QString &word)
{
    return u"<span class=\"badge %1\">%1</span>"_s.arg(word);
}

QByteArray htmlSection(const RunReport &run, const QString &anchor)
{
    QByteArray section = (headOf(run, anchor) + failureOf(run) + stepsOf(run)).toUtf8();
    if (!run.entries.isEmpty() || !run.exchanges.isEmpty())
        section += "<h3>Sequence</h3><div class=\"diagram\">" + sequenceDiagram(run) + "</div>\n" +
                   (evidenceOf(run) + exchangesOf(run)).toUtf8();
    return section + "</section>\n";
}

} // namespace Standin::Scenarios
