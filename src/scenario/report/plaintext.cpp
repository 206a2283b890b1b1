// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/plaintext.h"

#include "base/isotime.h"
#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostEntriesShown = 12;

void addSteps(QStringList &lines, const QList<StepReport> &steps, int depth)
{
    for (const StepReport &step : steps) {
        lines.append(stepLine(step, depth));
        addSteps(lines, step.steps, depth + 1);
        if (step.omitted > 0)
            lines.append(QString(2 * depth + 2, u' ') + u"(and %1 more that passed)"_s.arg(step.omitted));
    }
}

void addPart(QStringList &lines, const QString &title, const QList<StepReport> &steps)
{
    if (steps.isEmpty())
        return;
    lines.append(title + u':');
    addSteps(lines, steps, 1);
}

QString entryLine(const Entry &entry)
{
    const QString direction = entry.event == EntryEvent::MessageReceived ? u"<- "_s
                              : entry.event == EntryEvent::MessageSent   ? u"-> "_s
                                                                         : u"   "_s;
    return u"%1 %2 %3%4"_s.arg(isoTime(entry.at), entry.device, direction, entryText(entry));
}

} // namespace

QString durationText(qint64 micros)
{
    constexpr qint64 second = 1'000'000;
    if (micros < 1000)
        return u"%1 µs"_s.arg(micros);
    if (micros < 10 * second)
        return u"%1 ms"_s.arg(micros / 1000);
    return u"%1 s"_s.arg(static_cast<double>(micros) / second, 0, 'f', 1);
}

QString placeText(const StepReport &step)
{
    QString place = step.file;
    if (step.line > 0)
        place += u":%1"_s.arg(step.line);
    return place.isEmpty() ? step.pointer : u"%1 (%2)"_s.arg(place, step.pointer);
}

QString stepLine(const StepReport &step, int depth)
{
    QString line = QString(2 * depth, u' ') + toString(step.outcome).leftJustified(9) + u' ';
    line += step.startedAt == 0 ? QString() : durationText(step.tookMicros) + u"  "_s;
    line += step.title();
    if (isFailure(step.outcome) && step.firstFailure() == &step)
        line += u": "_s + step.reason();
    return line;
}

QString stepsText(const RunReport &run)
{
    QStringList lines;
    addPart(lines, u"setup"_s, run.setup);
    addPart(lines, u"steps"_s, run.steps);
    addPart(lines, u"teardown"_s, run.teardown);
    return lines.join(u'\n');
}

QString failureText(const RunReport &run)
{
    const StepReport *failed = run.firstFailure();
    if (!failed)
        return run.reason();
    QStringList lines{failed->title(), u"  at "_s + placeText(*failed)};
    if (failed->error)
        lines.append(u"  error: "_s + errorText(*failed->error));
    if (!failed->expected.isEmpty())
        lines.append(u"  expected: "_s + failed->expected);
    if (!failed->got.isEmpty())
        lines.append(u"  got: "_s + failed->got);
    for (const NearMiss &miss : failed->nearMisses)
        lines.append(u"  near miss: "_s + missText(miss));
    QStringList entries;
    for (const EntryPtr &entry : run.entries) {
        if (entry->seq <= failed->last)
            entries.append(u"  "_s + entryLine(*entry));
    }
    if (!entries.isEmpty())
        lines.append(u"  the last entries of the journal:"_s);
    return (lines + entries.mid(qMax<qsizetype>(0, entries.size() - mostEntriesShown))).join(u'\n');
}

} // namespace Standin::Scenarios
