// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/stepreport.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace Standin::Gui {

class MessageLabel;
class TextLabel;
class TextView;

/// What became of a step: its outcome; of one that failed what was expected and what came side by side, and the
/// messages that came near; and the way to its entries in the log.
class StepDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit StepDetails(QWidget *parent = nullptr);

    /// nullptr: the step has not run.
    void setReport(const Scenarios::StepReport *report);
    /// Instead of a step.
    void explain(const QString &text);

signals:
    /// The entries after the first cursor and up to the second.
    void logRequested(quint64 after, quint64 last);

private:
    QGridLayout *m_grid;
    MessageLabel *m_outcome;
    TextLabel *m_values; ///< of the templates, in this run
    QPushButton *m_logButton;
    QLabel *m_expectedTitle;
    QLabel *m_gotTitle;
    TextView *m_expected;
    TextView *m_got;
    QLabel *m_missesTitle;
    TextView *m_misses;
    quint64 m_after = 0;
    quint64 m_last = 0;
};

} // namespace Standin::Gui
