// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/log/entryrequest.h"
#include "models/journalfiltermodel.h"
#include "models/journalmodel.h"

#include <QWidget>

#include <memory>

class QToolButton;

namespace Standin::Gui {

class EntryDetails;

namespace Ui {
class LogPane;
}

/// The live log: the messages and events of all devices, with filters, and the details of one entry.
class LogPane final : public QWidget
{
    Q_OBJECT

public:
    /// The journal must outlive the pane.
    explicit LogPane(const JournalReader &journal, QWidget *parent = nullptr);
    ~LogPane() override;

    /// Takes the new entries of the journal.
    void refresh();
    /// Sets the devices of the choice "selected devices".
    void setSelectedDevices(const QStringList &ids);
    void focusFilter();

    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);
    [[nodiscard]] QByteArray columnState() const;
    void restoreColumns(const QByteArray &state);

signals:
    void requested(const Standin::Gui::EntryRequest &request);

private:
    void setUpKinds();
    void setUpKind(QToolButton &button, EntryKind kind);
    void setUpFilters();
    void setUpButtons();
    void setUpTable();
    void setUpContextMenu();
    void applyDeviceFilter();
    void showCount();

    std::unique_ptr<Ui::LogPane> m_ui;
    Models::JournalModel m_model;
    Models::JournalFilterModel m_filtered;
    EntryDetails *m_details;
    QStringList m_selectedDevices;
};

} // namespace Standin::Gui
