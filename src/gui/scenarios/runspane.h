// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/runreport.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QSplitter;
class QTableWidget;

namespace Standin::Gui {

class ScenarioDocument;

/// The past runs of a scenario. With one selected its steps are shown, with two both of them side by side.
class RunsPane final : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPane(QWidget *parent = nullptr);

    /// May be null.
    void setDocument(const ScenarioDocument *document);
    /// Takes the new runs of the document, and chooses the newest.
    void refresh();

signals:
    /// The run is to be shown in the table of steps and as diagram.
    void chosen(const Standin::Scenarios::RunReport &run);

private:
    void compare();

    const ScenarioDocument *m_document = nullptr;
    QListWidget *m_list;
    QTableWidget *m_table;
    QSplitter *m_splitter;
    QLabel *m_none; ///< while there are no runs
};

} // namespace Standin::Gui
