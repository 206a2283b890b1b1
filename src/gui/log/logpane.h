// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/log/entryrequest.h"
#include "models/journalfiltermodel.h"
#include "models/journalmodel.h"

#include <QUrl>
#include <QWidget>

#include <memory>

namespace Standin {
class Fleet;
class History;
} // namespace Standin

namespace Standin::Gui {

class EntryDetails;
class LogFilters;
class LogHistory;

namespace Ui {
class LogPane;
}

/// The live log: the messages and events of all devices, with filters, and the details of one entry. It shows the
/// entries in memory, and on demand older ones of the history; both can be exported.
class LogPane final : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the pane.
    LogPane(const JournalReader &journal, const History &history, const Fleet &fleet, QWidget *parent = nullptr);
    ~LogPane() override;

    /// Takes the new entries of the journal.
    void refresh();
    /// Sets the devices of the choice "selected devices".
    void setSelectedDevices(const QStringList &ids);
    void focusFilter();
    /// Selects the entries after the first cursor and up to the second, as far as the filters show them.
    void showEntries(Cursor after, Cursor last);
    /// The address of REST, for commands; empty while it does not listen.
    void setRestUrl(const QUrl &url) { m_restUrl = url; }

    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);
    [[nodiscard]] QByteArray columnState() const;
    void restoreColumns(const QByteArray &state);

signals:
    void requested(const Standin::Gui::EntryRequest &request);

private:
    void setUpButtons();
    void setUpTable();
    void setUpContextMenu();
    void setUpExport();
    void exportShown();
    void exportAll();
    void clear();
    void showCount();
    /// The broker of the device, or of its profile while it is offline; empty for a device that is gone.
    [[nodiscard]] QUrl brokerOf(const QString &device) const;

    std::unique_ptr<Ui::LogPane> m_ui;
    Models::JournalModel m_model;
    Models::JournalFilterModel m_filtered;
    const History &m_journal; ///< with the entries in memory
    const Fleet &m_fleet;
    QUrl m_restUrl;
    EntryDetails *m_details;
    LogFilters *m_filters;
    LogHistory *m_history;
};

} // namespace Standin::Gui
