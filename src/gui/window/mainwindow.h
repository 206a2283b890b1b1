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

/// The window: devices on the left, the views beside them, the log below. One timer pulls what is new from fleet and
/// journal; what takes time answers later; so the window never waits.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// Engine and settings must outlive the window.
    MainWindow(Engine &engine, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Adds the devices of a profile file and selects the first of them.
    Result<> openProfile(const QString &path);
    /// Opens the files that were open when the window was last closed. What cannot be opened is told in a notice.
    void openLastFiles();
    /// Where REST listens; an empty URL while it does not.
    void setRestUrl(const QUrl &url);
    /// REST is off, and why; told in a notice, too.
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

    /// A file was saved: it may name the local broker, which is not there later.
    void tellOfLocalBroker(const QString &path);
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
    qint64 m_devicesCost = 0; ///< what the last look at the devices took, in ms

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
