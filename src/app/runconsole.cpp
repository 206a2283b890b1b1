// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runconsole.h"

#include "scenario/report/plaintext.h"

#include <QDir>
#include <QTextStream>

#include <unistd.h>

namespace Standin::App {

using namespace Qt::StringLiterals;
using namespace Scenarios;

namespace {

constexpr qsizetype barWidth = 30;
constexpr qsizetype titleWidth = 40;

void print(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

QString escapedForGitHub(QString text)
{
    return text.replace(u'%', u"%25"_s).replace(u'\r', u"%0D"_s).replace(u'\n', u"%0A"_s);
}

QString escapedPropertyForGitHub(const QString &text)
{
    return escapedForGitHub(text).replace(u':', u"%3A"_s).replace(u',', u"%2C"_s);
}

/// GitHub needs paths relative to the folder that the job runs in.
QString shownPath(const QString &path)
{
    const QString relative = QDir::current().relativeFilePath(path);
    return relative.startsWith(u"..") ? path : relative;
}

} // namespace

RunConsole::RunConsole(const RunBatch &batch, QObject *parent)
    : QObject(parent)
    , m_batch(batch)
    , m_isTerminal(::isatty(STDOUT_FILENO) && ::isatty(STDERR_FILENO))
    , m_isGitHub(qEnvironmentVariable("GITHUB_ACTIONS") == u"true")
{
    connect(&batch, &RunBatch::stepEnded, this, &RunConsole::stepEnded);
    connect(&batch, &RunBatch::runEnded, this, &RunConsole::runEnded);
}

QString RunConsole::annotation(const RunReport &run)
{
    const StepReport *failed = run.firstFailure();
    QString properties = u"file="_s + escapedPropertyForGitHub(shownPath(failed ? failed->file : run.path));
    if (failed && failed->line > 0)
        properties += u",line=%1"_s.arg(failed->line);
    properties += u",title="_s + escapedPropertyForGitHub(run.title());
    return u"::error %1::%2"_s.arg(properties, escapedForGitHub(run.reason()));
}

void RunConsole::stepEnded(const RunReport &run, const StepReport &step, int depth)
{
    if (m_isTerminal) {
        m_last = run.title() + u": "_s + step.title();
        showBar();
    } else {
        print(u"%1 | %2"_s.arg(run.title(), stepLine(step, depth)));
    }
}

void RunConsole::runEnded(const RunReport &run)
{
    ++(run.verdict == Verdict::Passed ? m_passed : m_others);
    hideBar();
    if (!m_isTerminal || run.verdict != Verdict::Passed)
        print(u"%1: %2 (%3)"_s.arg(run.title(), toString(run.verdict), durationText(run.tookMicros)));
    if (run.verdict != Verdict::Passed) {
        print(failureText(run));
        if (m_isGitHub)
            print(annotation(run));
    }
    if (m_isTerminal)
        showBar();
}

void RunConsole::showBar()
{
    const qsizetype planned = m_batch.planned();
    const qsizetype done = m_passed + m_others;
    QString bar;
    if (planned > 0) {
        const qsizetype filled = barWidth * done / planned;
        bar = u"[%1%2] %3/%4"_s.arg(QString(filled, u'#'), QString(barWidth - filled, u'-')).arg(done).arg(planned);
    } else {
        bar = QString::number(done);
    }
    QTextStream(stderr) << "\r\033[K" << bar << "  " << m_passed << " passed, " << m_others << " not  "
                        << m_last.left(titleWidth) << Qt::flush;
    m_isBarShown = true;
}

void RunConsole::hideBar()
{
    if (std::exchange(m_isBarShown, false))
        QTextStream(stderr) << "\r\033[K" << Qt::flush;
}

void RunConsole::summarise(const BatchReport &report)
{
    hideBar();
    QStringList parts{u"%1 passed"_s.arg(report.count(Verdict::Passed))};
    for (const Verdict verdict :
         {Verdict::Failed, Verdict::BrokerUnreachable, Verdict::NotStarted, Verdict::Cancelled}) {
        if (const qsizetype count = report.count(verdict))
            parts.append(u"%1 %2"_s.arg(count).arg(toString(verdict)));
    }
    print(u"%1 in %2 (seed %3)"_s.arg(parts.join(u", "_s), durationText(report.tookMicros)).arg(report.seed));
}

} // namespace Standin::App
