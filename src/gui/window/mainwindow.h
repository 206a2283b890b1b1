// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/documents/profiledocuments.h"
#include "gui/documents/windowsettings.h"
#include "gui/style/theme.h"
#include "gui/window/brokeractions.h"
#include "models/devicetablemodel.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <memory>

namespace Standin {
class Engine;
} // namespace Standin

namespace Standin::Gui {

class BrokerMenu;
class DeviceActions;
class DeviceFlow;
class DeviceListPane;
class DocumentFlow;
class FileActions;
class LogPane;
class NoticeBar;
class StatusFacts;
class ViewStack;
class WindowLayout;
struct EntryRequest;

namespace Ui {
class MainWindow;
}

/// The window: devices on the left, the views beside them, the log below. One timer reads the changes of fleet and
/// journal; long operations answer asynchronously, so the window never waits.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// Engine and settings must outlive the window.
    MainWindow(Engine &engine, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Adds the devices of a profile file and selects the first of them, or shows a scenario.
    Result<> openFile(const QString &path);
    /// Opens the files that were open when the window was last closed. A notice shows those that cannot be opened.
    void openLastFiles();
    /// The address of REST; an empty URL while it does not listen.
    void setRestUrl(const QUrl &url);
    /// REST is off, with the reason, which is also shown in a notice.
    void setRestFailure(const Error &why);
    /// Starts the local broker and the sample devices on it.
    void startSamples() { m_broker.startSamples(); }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void setUpPanes();
    void setUpMenus();
    void setUpDevices();
    void setUpBroker();

    /// A file was saved: shows a notice if it has the URL of the local broker, which changes with each start.
    void tellOfLocalBroker(const QString &path);
    /// The settings cannot be saved: shows that as soon as no other notice is shown.
    void tellOfSettings();
    void refresh();
    void refreshDevices();
    void showSelection();
    void showDocument();
    void handle(const EntryRequest &request);
    void select(const QString &id);

    std::unique_ptr<Ui::MainWindow> m_ui;
    Engine &m_engine;
    Fleet &m_fleet;
    WindowSettings m_settings;
    Theme m_theme;
    ProfileDocuments m_documents;
    BrokerActions m_broker;
    Models::DeviceTableModel m_devices;
    QTimer m_timer{this};
    QElapsedTimer m_sinceDevices;
    std::optional<Error> m_settingsError; ///< not shown yet
    qint64 m_devicesCost = 0;             ///< duration of the last refresh of the devices, in ms

    DocumentFlow *m_documentFlow;
    DeviceActions *m_actions;
    DeviceFlow *m_deviceFlow;
    DeviceListPane *m_list;
    NoticeBar *m_notice;
    ViewStack *m_views;
    LogPane *m_log;
    StatusFacts *m_facts;
    FileActions *m_files;
    BrokerMenu *m_brokerMenu;
    std::unique_ptr<WindowLayout> m_layout;
};

} // namespace Standin::Gui
