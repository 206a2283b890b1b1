// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/runreport.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace Standin::Gui {

class DiagramView;

/// The sequence diagram of a run with buttons to zoom and to export it.
class DiagramPane final : public QWidget
{
    Q_OBJECT

public:
    explicit DiagramPane(QWidget *parent = nullptr);

    /// Empty without a run.
    void setRun(const std::optional<Scenarios::RunReport> &run);
    [[nodiscard]] const DiagramView &view() const { return *m_view; }

signals:
    void logRequested(quint64 after, quint64 last);
    void exportRequested();

private:
    QToolButton *addButton(const QString &name, const QString &icon, const QString &text, const QString &tip,
                           const QKeySequence &keys);
    void fit();
    void adapt();

    DiagramView *m_view;
    QLabel *m_zoom;
    QList<QToolButton *> m_buttons;
};

} // namespace Standin::Gui
