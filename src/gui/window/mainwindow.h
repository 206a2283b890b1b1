// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/documents/profiledocuments.h"
#include "gui/documents/windowsettings.h"
#include "gui/style/theme.h"
#include "gui/window/brokeractions.h"
#include "gui/window/windowservices.h"
#include "models/devicetablemodel.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <memory>

class QStackedWidget;

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

class DeviceActions;
class DeviceListPane;
class DevicePane;
class DocumentFlow;
class LogPane;
class NoticeBar;
class RecentMenu;
class StatusFacts;

namespace Ui {
class MainWindow;
}

/// The window: devices on the left, the pages of the current one beside it, the log below. One timer pulls what is new
/// from fleet and journal; what takes time answers later; so the window never waits.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// Fleet and settings must outlive the window.
    MainWindow(Fleet &fleet, WindowServices services, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Adds the devices of a profile file and selects the first of them.
    Result<> openProfile(const QString &path);
    /// Opens the files that were open when the window was last closed. What cannot be opened is told in a notice.
    void openLastFiles();
    /// Starts the local broker and the sample devices on it, where the services offer them.
    void startSamples() { m_broker.startSamples(); }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void setUpPanes();
    void setUpIcons();
    void setUpFileMenu();
    void setUpViewMenu();
    void setUpThemeMenu();
    void setUpBrokerMenu();
    void setUpHelpMenu();
    void setUpDevices();
    void restoreLayout();
    void saveSession();

    void refresh();
    void refreshDevices();
    void showSelection();
    void showDocument();
    void showBroker();
    void newDevice(const Profile &start);
    [[nodiscard]] Profile freshProfile() const;
    void duplicate(const QString &id);
    void removeDevices(const QStringList &ids);
    /// Opens them one after the other and tells of those that fail.
    void openAll(const QStringList &paths);
    void tell(const Error &error);
    void select(const QString &id);
    [[nodiscard]] DocumentPtr currentDocument();

    std::unique_ptr<Ui::MainWindow> m_ui;
    Fleet &m_fleet;
    const WindowServices m_services;
    WindowSettings m_settings;
    Theme m_theme;
    ProfileDocuments m_documents;
    BrokerActions m_broker;
    Models::DeviceTableModel m_devices;
    QTimer m_timer;
    QElapsedTimer m_sinceDevices;
    qint64 m_devicesCost = 0; ///< what the last look at the devices took, in ms

    DocumentFlow *m_flow;
    DeviceActions *m_actions;
    RecentMenu *m_recent;
    DeviceListPane *m_list;
    NoticeBar *m_notice;
    QStackedWidget *m_centre;
    QWidget *m_welcome;
    QWidget *m_nothingSelected;
    DevicePane *m_pane;
    LogPane *m_log;
    StatusFacts *m_facts;
};

} // namespace Standin::Gui
