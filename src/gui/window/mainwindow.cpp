// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/mainwindow.h"

#include "engine/engine.h"
#include "gui/devices/deviceactions.h"
#include "gui/devices/deviceflow.h"
#include "gui/devices/devicelistpane.h"
#include "gui/documents/documentflow.h"
#include "gui/log/logpane.h"
#include "gui/style/icon.h"
#include "gui/widgets/noticebar.h"
#include "gui/window/brokermenu.h"
#include "gui/window/fileactions.h"
#include "gui/window/helpmenu.h"
#include "gui/window/statusfacts.h"
#include "gui/window/viewmenu.h"
#include "gui/window/viewstack.h"
#include "gui/window/windowlayout.h"
#include "gui/window/windowviews.h"
#include "ui_mainwindow.h"

#include <QCloseEvent>
#include <QMimeData>
#include <QTabBar>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Standin::Gui {

namespace {

constexpr auto refreshInterval = 50ms;

/// A refresh of thousands of changed devices takes time: it may use at most one part in this many of the time.
constexpr qint64 devicesShare = 8;

} // namespace

MainWindow::MainWindow(Engine &engine, QSettings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_engine(engine)
    , m_fleet(engine.fleet())
    , m_settings(settings)
    , m_documents(m_fleet)
    , m_broker(engine, m_documents, this)
    , m_devices(m_fleet)
    , m_documentFlow(new DocumentFlow(m_documents, m_settings, *this))
    , m_actions(new DeviceActions(m_fleet, this))
    , m_deviceFlow(new DeviceFlow({m_fleet, m_documents, *m_documentFlow, *m_actions, m_settings}, *this))
{
    m_theme.apply(m_settings.theme());
    if (const auto limits = m_settings.journalLimits())
        m_engine.journal().setLimits(*limits);
    m_ui->setupUi(this);
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setUpPanes();
    setUpMenus();
    setUpDevices();
    setUpBroker();
    m_layout = std::make_unique<WindowLayout>(m_settings,
                                              WindowLayout::Parts{*this, *m_ui->topSplitter, *m_ui->mainSplitter,
                                                                  *m_list, *m_views, *m_log, *m_ui->actionShowLog});
    m_layout->restore();
    showSelection();

    connect(&m_timer, &QTimer::timeout, this, &MainWindow::refresh);
    m_sinceDevices.start();
    m_timer.start(refreshInterval);
}

MainWindow::~MainWindow() = default;

void MainWindow::setUpPanes()
{
    m_list = new DeviceListPane(m_devices, *m_actions, m_ui->actionNewDevice);
    m_notice = new NoticeBar;
    m_views = new ViewStack;
    m_log = new LogPane(m_engine.journal(), m_engine.history(), m_engine.fleet());
    m_facts = new StatusFacts(m_fleet, *m_ui->statusBar);
    connect(m_facts, &StatusFacts::explained, this,
            [this](const QString &text) { m_notice->show(text, NoticeBar::Weight::Advisory); });
    const WindowViewContext context{
        .pages = {m_fleet, m_documents, [this](const QStringList &ids) { m_actions->reconnectDevices(ids); }},
        .devices = m_devices,
        .engine = m_engine,
        .settings = m_settings,
        .showInLog =
            [this](Cursor after, Cursor last) {
                m_ui->actionShowLog->setChecked(true);
                m_log->showEntries(after, last);
            },
        .newDevice = *m_ui->actionNewDevice,
        .openProfile = *m_ui->actionOpenProfile,
        .startSamples = *m_ui->actionStartSamples};
    for (auto &view : makeWindowViews(context))
        m_views->add(std::move(view));
    m_ui->menuBar->setCornerWidget(m_views->viewSwitch()); // height is scarce

    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (WindowView *view : m_views->views()) {
        if (QWidget *banner = view->banner())
            column->addWidget(banner);
    }
    column->addWidget(m_notice);
    column->addWidget(m_views, 1);
    m_ui->topSplitter->addWidget(m_list);
    m_ui->topSplitter->addWidget(right);
    m_ui->topSplitter->setSizes({720, 760});
    m_ui->mainSplitter->addWidget(m_log);
    m_ui->mainSplitter->setSizes({520, 280});
    m_ui->mainSplitter->setStretchFactor(0, 1);
    connect(m_views, &ViewStack::failed, m_notice, &NoticeBar::showError);
    connect(m_views, &ViewStack::closable, this, &QWidget::close);
    connect(m_log, &LogPane::requested, this, &MainWindow::handle);
    connect(&m_settings, &WindowSettings::notSaved, this, [this](const Error &error) { m_settingsError = error; });
}

void MainWindow::setUpMenus()
{
    m_files = new FileActions(*m_ui, {m_documents, *m_documentFlow, m_settings, *m_notice, *m_views}, *this);
    connect(m_files, &FileActions::opened, this, &MainWindow::select);
    connect(&m_documents, &ProfileDocuments::changed, this, &MainWindow::showDocument);
    m_actions->fill(*m_ui->menuDevice);
    new ViewMenu(*m_ui, {*m_views, *m_list, *m_log, m_theme, m_settings, m_engine.journal()}, this);
    new HelpMenu(*m_ui, *this);
}

void MainWindow::setUpDevices()
{
    connect(m_ui->actionNewDevice, &QAction::triggered, m_deviceFlow, &DeviceFlow::makeNew);
    connect(m_deviceFlow, &DeviceFlow::made, this, &MainWindow::select);
    connect(m_deviceFlow, &DeviceFlow::failed, m_notice, &NoticeBar::showError);
    connect(m_list, &DeviceListPane::selectionChanged, this, &MainWindow::showSelection);
    connect(&m_devices, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_documents.retain(m_fleet.ids());
        m_brokerMenu->refresh();
        showSelection();
    });
    connect(&m_devices, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first) {
        if (first == 0)
            m_list->select(m_devices.status(0).id);
        showSelection();
    });
}

void MainWindow::setUpBroker()
{
    m_brokerMenu = new BrokerMenu(*m_ui, m_broker, *m_facts, this);
    connect(&m_broker, &BrokerActions::changed, m_notice, &QWidget::hide);
    connect(&m_broker, &BrokerActions::changed, this, [this] { m_deviceFlow->setLocalBroker(m_broker.url()); });
    connect(m_documentFlow, &DocumentFlow::saved, this, &MainWindow::tellOfLocalBroker);
    connect(&m_broker, &BrokerActions::samplesAdded, this, &MainWindow::select);
    connect(&m_broker, &BrokerActions::failed, m_notice, &NoticeBar::showError);
}

void MainWindow::tellOfLocalBroker(const QString &path)
{
    const DocumentPtr document = m_documents.ownerOf(path, nullptr);
    if (document && document->profile.connection.url == m_broker.url())
        m_notice->show(tr("%1 is saved, with the address of the local broker. Its port changes with each start. To use "
                          "the file later, enter the URL of your own broker on the Profile page and save again.")
                           .arg(document->title()),
                       NoticeBar::Weight::Advisory);
}

void MainWindow::refresh()
{
    if (m_sinceDevices.elapsed() >= m_devicesCost * devicesShare)
        refreshDevices();
    if (m_log->isVisible())
        m_log->refresh();
    m_facts->refresh();
    tellOfSettings();
}

void MainWindow::tellOfSettings()
{
    if (!m_settingsError || !m_notice->isHidden())
        return;
    const QString file = m_settingsError->where;
    m_notice->show(
        m_settingsError->code == ErrorCode::FileDamaged
            ? tr("The settings of the window cannot be read: %1 has another format. Move it away, or start the "
                 "program with --settings and another file.")
                  .arg(file)
            : tr("The settings of the window, such as its layout and the open and recent files, are not saved: %1 "
                 "cannot be written. Make sure that the disk has room and that the file and its folder are writable; "
                 "or start the program with --settings and another file.")
                  .arg(file),
        NoticeBar::Weight::Advisory);
    m_settingsError.reset();
}

void MainWindow::refreshDevices()
{
    m_sinceDevices.start();
    if (m_devices.refresh())
        m_views->refresh();
    m_devicesCost = m_sinceDevices.elapsed();
}

void MainWindow::showSelection()
{
    const QStringList ids = m_list->selection();
    m_actions->setDevices(ids);
    m_log->setSelectedDevices(ids);
    m_views->setSelection(ids);
    showDocument();
}

void MainWindow::showDocument()
{
    const QStringList ids = m_list->selection();
    m_files->setCurrent(ids.isEmpty() ? nullptr : m_documents.of(ids.first()));
}

void MainWindow::handle(const EntryRequest &request)
{
    select(request.entry->device);
    m_views->accept(request);
}

void MainWindow::select(const QString &id)
{
    m_devices.refresh();
    m_list->select(id);
}

Result<> MainWindow::openFile(const QString &path)
{
    return m_files->open(path);
}

void MainWindow::openLastFiles()
{
    m_files->openLast();
}

void MainWindow::setRestUrl(const QUrl &url)
{
    m_facts->setRestUrl(url);
    m_log->setRestUrl(url);
}

void MainWindow::setRestFailure(const Error &why)
{
    m_facts->setRestFailure(why);
    if (m_notice->isHidden()) // the notice is about a file
        m_facts->explainRest();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_views->settle() || !m_documentFlow->settle(m_documents.modified())) {
        event->ignore();
        return;
    }
    m_layout->save();
    m_files->saveSession();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    m_files->openDropped(*event->mimeData());
}

} // namespace Standin::Gui
