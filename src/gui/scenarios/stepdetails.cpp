// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/stepdetails.h"

#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "gui/style/stepwords.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/textview.h"
#include "scenario/run/steptext.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

using namespace Scenarios;

namespace {

constexpr int missesRow = 5; ///< of the grid

TextView *namedView(const QString &name)
{
    auto *view = new TextView;
    view->setObjectName(name);
    view->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setMinimumHeight(view->fontMetrics().height() + 6); // one line, in a small window
    return view;
}

MessageLabel::Tone toneOf(StepOutcome outcome)
{
    if (outcome == StepOutcome::Passed)
        return MessageLabel::Tone::Good;
    return isFailure(outcome) ? MessageLabel::Tone::Bad : MessageLabel::Tone::Quiet;
}

QString capturedText(const StepReport &report)
{
    return report.captured.isUndefined()
               ? QString()
               : StepDetails::tr("captured %1").arg(QString::fromUtf8(report.captured.toCompact()));
}

} // namespace

StepDetails::StepDetails(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_outcome(new MessageLabel)
    , m_values(new TextLabel)
    , m_logButton(new QPushButton(lineIcon(u"log"_s), tr("Show in &Log")))
    , m_expectedTitle(new QLabel(tr("Expected")))
    , m_gotTitle(new QLabel(tr("Got")))
    , m_expected(namedView(u"expectedView"_s))
    , m_got(namedView(u"gotView"_s))
    , m_missesTitle(new QLabel(tr("Came near")))
    , m_misses(namedView(u"missesView"_s))
{
    m_outcome->setObjectName(u"stepOutcomeLabel"_s);
    m_outcome->setWordWrap(true);
    m_values->setObjectName(u"stepValuesLabel"_s);
    m_values->setWordWrap(true);
    m_values->setMaxLines(4);
    m_logButton->setObjectName(u"showInLogButton"_s);
    m_logButton->setToolTip(tr("Selects the entries of this step in the log"));
    auto *grid = m_grid;
    grid->setContentsMargins(6, 4, 6, 4);
    grid->setSpacing(4);
    auto *top = new QHBoxLayout;
    top->addWidget(m_outcome, 1);
    top->addWidget(m_logButton);
    grid->addLayout(top, 0, 0, 1, 2);
    grid->addWidget(m_values, 1, 0, 1, 2);
    grid->addWidget(m_expectedTitle, 2, 0);
    grid->addWidget(m_gotTitle, 2, 1);
    grid->addWidget(m_expected, 3, 0);
    grid->addWidget(m_got, 3, 1);
    grid->addWidget(m_missesTitle, 4, 0, 1, 2);
    grid->addWidget(m_misses, missesRow, 0, 1, 2);
    grid->setRowStretch(3, 3);
    connect(m_logButton, &QPushButton::clicked, this, [this] { emit logRequested(m_after, m_last); });
    setReport(nullptr);
}

void StepDetails::setReport(const StepReport *report)
{
    const bool hasRun = report && report->startedAt > 0;
    m_logButton->setEnabled(hasRun && report->last > report->after);
    m_after = report ? std::min(report->after, report->lookedAfter > 0 ? report->lookedAfter : report->after) : 0;
    m_last = report ? report->last : 0;
    const bool hasDifference = report && isFailure(report->outcome) && !(report->expected + report->got).isEmpty();
    for (QWidget *each : {static_cast<QWidget *>(m_expectedTitle), static_cast<QWidget *>(m_gotTitle),
                          static_cast<QWidget *>(m_expected), static_cast<QWidget *>(m_got)})
        each->setVisible(hasDifference);
    const bool hasMisses = hasDifference && report->nearMisses.size() > 1; // one is in `got`
    m_grid->setRowStretch(missesRow, hasMisses ? 2 : 0);
    m_grid->setRowStretch(missesRow + 1, hasDifference ? 0 : 1);
    m_missesTitle->setVisible(hasMisses);
    m_misses->setVisible(hasMisses);
    m_values->setVisible(report && !report->values.isEmpty() && !hasDifference); // height is scarce
    if (!report) {
        m_outcome->say(tr("The step has not run yet."), MessageLabel::Tone::Quiet);
        return;
    }
    QStringList facts{StepWords::outcome(report->outcome)};
    if (hasRun)
        facts.append(StepWords::duration(report->tookMicros));
    if (report->error)
        facts.append(ErrorPresenter::text(*report->error));
    if (const QString captured = capturedText(*report); !captured.isEmpty())
        facts.append(captured);
    m_outcome->say(facts.join(u" · "_s), toneOf(report->outcome));
    m_values->setText(report->values);
    m_expected->setText(report->expected);
    m_got->setText(report->got);
    QStringList misses;
    for (const NearMiss &miss : report->nearMisses)
        misses.append(missText(miss));
    m_misses->setText(misses.join(u'\n'));
}

void StepDetails::explain(const QString &text)
{
    setReport(nullptr);
    m_outcome->say(text, MessageLabel::Tone::Quiet);
}

} // namespace Standin::Gui
