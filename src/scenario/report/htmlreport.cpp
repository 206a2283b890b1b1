// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/htmlreport.h"

#include "base/isotime.h"
#include "scenario/report/htmlrun.h"
#include "scenario/report/plaintext.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

const auto head = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Standin report</title><style>
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d0d7de;--box:#f6f8fa;--page:#fff;--good:#1a7f37;--bad:#cf222e;--near:#9a6700;--badbox:#ffebe9}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--box:#151b23;--page:#0d1117;--good:#3fb950;--bad:#ff7b72;--near:#d29922;--badbox:#2d1214}}
body{margin:0 auto;max-width:1200px;padding:24px;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
h1{font-size:24px;margin:0 0 4px}h2{font-size:20px;margin:40px 0 4px;border-top:1px solid var(--line);padding-top:24px}h3{font-size:15px;margin:24px 0 6px}
p{margin:4px 0}.soft{color:var(--soft)}code,.mono{font:13px/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
.badge{display:inline-block;padding:1px 10px;border-radius:12px;border:1px solid currentColor;font-size:13px;font-weight:600;vertical-align:middle}
.passed{color:var(--good)}.failed,.timed-out,.broker-unreachable,.not-started{color:var(--bad)}.cancelled,.skipped,.not-run{color:var(--soft)}
table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:600;color:var(--soft);font-size:13px}
td,th{padding:4px 8px;border-bottom:1px solid var(--line);vertical-align:top}td.time,td.outcome{white-space:nowrap}td.time{text-align:right;color:var(--soft)}
.failure{border:1px solid var(--bad);border-left-width:4px;border-radius:6px;background:var(--badbox);padding:12px 16px;margin:12px 0}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:12px;margin-top:8px}.pair div{background:var(--page);border:1px solid var(--line);border-radius:6px;padding:8px 10px}
.pair b{display:block;font-size:13px;color:var(--soft)}tr.wrong td{background:var(--badbox)}tr.near td:first-child{border-left:3px solid var(--near)}
.diagram{overflow:auto;max-height:80vh;border:1px solid var(--line);border-radius:6px;padding:8px}summary{cursor:pointer;font-weight:600;margin:16px 0 6px}
</style></head><body>
)"_ba;

/// Those that have not passed first; otherwise in their order.
QList<const RunReport *> inOrder(const BatchReport &report)
{
    QList<const RunReport *> runs;
    for (const RunReport &run : report.runs)
        runs.append(&run);
    std::stable_partition(runs.begin(), runs.end(),
                          [](const RunReport *run) { return run->verdict != Verdict::Passed; });
    return runs;
}

QString summaryOf(const BatchReport &report)
{
    QStringList counts;
    for (const Verdict verdict :
         {Verdict::Passed, Verdict::Failed, Verdict::BrokerUnreachable, Verdict::NotStarted, Verdict::Cancelled}) {
        if (const qsizetype count = report.count(verdict))
            counts.append(u"%1 %2"_s.arg(count).arg(toString(verdict)));
    }
    return u"<h1>Scenarios %1</h1><p>%2 in %3</p><p class=\"soft\">Started %4, seed %5, Standin %6</p>\n"_s.arg(
        htmlBadge(toString(report.verdict())), counts.isEmpty() ? u"nothing was run"_s : counts.join(u", "_s),
        durationText(report.tookMicros), isoTime(report.startedAt), QString::number(report.seed),
        htmlText(report.version));
}

QString tableOf(const QList<const RunReport *> &runs)
{
    QString table = u"<table><thead><tr><th>Verdict</th><th>Scenario</th><th>Time</th><th>Reason</th></tr></thead>\n"_s;
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const RunReport &run = *runs.at(i);
        const QString title = htmlText(run.title());
        table += u"<tr><td class=\"outcome\">%1</td><td>%2</td><td class=\"time\">%3</td><td>%4</td></tr>\n"_s.arg(
            htmlBadge(toString(run.verdict)),
            i < mostHtmlSections ? u"<a href=\"#run%1\">%2</a>"_s.arg(i).arg(title) : title,
            durationText(run.tookMicros), htmlText(run.reason()));
    }
    return table + u"</table>\n"_s;
}

} // namespace

QByteArray htmlPage(const BatchReport &report)
{
    const QList<const RunReport *> runs = inOrder(report);
    QByteArray page = head + summaryOf(report).toUtf8();
    if (runs.size() > 1)
        page += tableOf(runs).toUtf8();
    if (report.omitted > 0)
        page += u"<p class=\"soft\">%1 more runs have passed.</p>"_s.arg(report.omitted).toUtf8();
    for (qsizetype i = 0; i < std::min(runs.size(), mostHtmlSections); ++i)
        page += htmlSection(*runs.at(i), u"run%1"_s.arg(i));
    return page + "</body></html>\n";
}

} // namespace Standin::Scenarios
