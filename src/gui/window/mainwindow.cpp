// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/mainwindow.h"

#include "fleet/bulk.h"
#include "gui/devices/deviceactions.h"
#include "gui/devices/devicelistpane.h"
#include "gui/devices/devicepane.h"
#include "gui/devices/newdevicedialog.h"
#include "gui/documents/documentflow.h"
#include "gui/documents/recentmenu.h"
#include "gui/log/logpane.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "gui/widgets/noticebar.h"
#include "gui/window/shortcutsdialog.h"
#include "gui/window/statusfacts.h"
#include "gui/window/welcomepanel.h"
#include "ui_mainwindow.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Standin::Gui {

namespace {

constexpr auto refreshInterval = 50ms;

/// Thousands of devices that all change take a while to look at: at most one part in that many of the time goes there.
constexpr qint64 devicesShare = 8;

/// The client id with the next higher number that no device has yet: "gw-4" after "gw-3", "pump-2" after "pump".
QString freeIdAfter(const QString &id, const Fleet &fleet)
{
    static const QRegularExpression trailingNumber(u"[0-9]{1,9}$"_s);
    const QString digits = trailingNumber.match(id).captured();
    const QString stem = digits.isEmpty() ? id + u'-' : id.chopped(digits.size());
    int number = digits.isEmpty() ? 1 : digits.toInt();
    QString next;
    do {
        next = stem + QString::number(++number).rightJustified(digits.size(), u'0');
    } while (fleet.contains(next));
    return next;
}

} // namespace

MainWindow::MainWindow(Fleet &fleet, WindowServices services, QSettings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_fleet(fleet)
    , m_services(std::move(services))
    , m_settings(settings)
    , m_documents(fleet)
    , m_broker(fleet, m_documents, m_services, this)
    , m_devices(fleet)
    , m_flow(new DocumentFlow(m_documents, m_settings, *this))
    , m_actions(new DeviceActions(fleet, this))
{
    m_theme.apply(m_settings.theme());
    m_ui->setupUi(this);
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setUpPanes();
    setUpIcons();
    setUpFileMenu();
    setUpViewMenu();
    setUpThemeMenu();
    setUpBrokerMenu();
    setUpHelpMenu();
    setUpDevices();
    restoreLayout();
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
    m_centre = new QStackedWidget;
    m_welcome = new WelcomePanel(m_broker.isOffered());
    m_pane = new DevicePane(m_fleet, m_documents);
    m_log = new LogPane(m_fleet.journal());
    m_facts = new StatusFacts(m_fleet, *m_ui->statusBar);
    auto *hint = new QLabel(tr("Choose a device on the left."));
    hint->setAlignment(Qt::AlignCenter);
    m_nothingSelected = hint;
    for (QWidget *page : {m_welcome, m_nothingSelected, static_cast<QWidget *>(m_pane)})
        m_centre->addWidget(page);

    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_centre, 1);
    m_ui->topSplitter->addWidget(m_list);
    m_ui->topSplitter->addWidget(right);
    m_ui->topSplitter->setSizes({660, 820});
    m_ui->mainSplitter->addWidget(m_log);
    m_ui->mainSplitter->setSizes({520, 280});
    m_ui->mainSplitter->setStretchFactor(0, 1);
    connect(m_log, &LogPane::presetReplyRequested, this, [this](const EntryPtr &entry) {
        select(entry->device);
        m_pane->proposePreset(*entry);
    });
}

void MainWindow::setUpIcons()
{
    const std::pair<QAction *, QString> icons[] = {
        {m_ui->actionNewDevice, u"add"_s},      {m_ui->actionOpenProfile, u"open"_s},  {m_ui->actionSave, u"save"_s},
        {m_ui->actionStartBroker, u"broker"_s}, {m_ui->actionFindDevice, u"search"_s}, {m_ui->actionShowLog, u"log"_s},
        {m_ui->actionAbout, u"info"_s},
    };
    for (const auto &[action, icon] : icons)
        action->setIcon(lineIcon(icon));
}

void MainWindow::setUpFileMenu()
{
    m_recent = new RecentMenu(*m_ui->menuRecent, m_settings);
    const auto openChosen = [this] { openAll(m_flow->askForProfiles()); };
    auto *welcome = static_cast<WelcomePanel *>(m_welcome);
    connect(welcome, &WelcomePanel::newDeviceRequested, m_ui->actionNewDevice, &QAction::trigger);
    connect(welcome, &WelcomePanel::openProfileRequested, m_ui->actionOpenProfile, &QAction::trigger);
    connect(welcome, &WelcomePanel::samplesRequested, &m_broker, &BrokerActions::startSamples);
    connect(m_ui->actionNewDevice, &QAction::triggered, this, [this] { newDevice(freshProfile()); });
    connect(m_ui->actionOpenProfile, &QAction::triggered, this, openChosen);
    connect(m_recent, &RecentMenu::chosen, this, [this](const QString &path) { openAll({path}); });
    connect(m_ui->actionSave, &QAction::triggered, this, [this] { m_flow->save(currentDocument()); });
    connect(m_ui->actionSaveAs, &QAction::triggered, this, [this] { m_flow->saveAs(currentDocument()); });
    connect(m_ui->actionQuit, &QAction::triggered, this, &QWidget::close);
    connect(m_flow, &DocumentFlow::failed, this, &MainWindow::tell);
    connect(m_flow, &DocumentFlow::saved, m_recent, &RecentMenu::add);
    connect(m_flow, &DocumentFlow::saved, m_notice, &QWidget::hide);
    connect(&m_documents, &ProfileDocuments::changed, this, &MainWindow::showDocument);
}

void MainWindow::setUpViewMenu()
{
    const std::pair<QAction *, DevicePane::Page> pages[] = {{m_ui->actionPublishPage, DevicePane::Publish},
                                                            {m_ui->actionRepliesPage, DevicePane::Replies},
                                                            {m_ui->actionProfilePage, DevicePane::ProfileSettings}};
    for (const auto &[action, page] : pages)
        connect(action, &QAction::triggered, m_pane, [this, shown = page] { m_pane->showPage(shown); });
    connect(m_ui->actionFindDevice, &QAction::triggered, m_list, &DeviceListPane::focusFilter);
    connect(m_ui->actionFindInLog, &QAction::triggered, m_log, [this] {
        m_ui->actionShowLog->setChecked(true);
        m_log->focusFilter();
    });
    connect(m_ui->actionShowLog, &QAction::toggled, m_log, &QWidget::setVisible);
}

void MainWindow::setUpThemeMenu()
{
    auto *group = new QActionGroup(this);
    const std::pair<QAction *, Theme::Choice> themes[] = {{m_ui->actionThemeSystem, Theme::Choice::System},
                                                          {m_ui->actionThemeLight, Theme::Choice::Light},
                                                          {m_ui->actionThemeDark, Theme::Choice::Dark}};
    for (const auto &[action, choice] : themes) {
        group->addAction(action);
        action->setChecked(choice == m_theme.choice());
        connect(action, &QAction::triggered, this, [this, chosen = choice] {
            m_theme.apply(chosen);
            m_settings.setTheme(chosen);
        });
    }
}

void MainWindow::setUpBrokerMenu()
{
    m_ui->menuBroker->menuAction()->setVisible(m_broker.isOffered());
    m_ui->actionStopBroker->setEnabled(false);
    connect(m_ui->actionStartBroker, &QAction::triggered, &m_broker, &BrokerActions::start);
    connect(m_ui->actionStartSamples, &QAction::triggered, &m_broker, &BrokerActions::startSamples);
    connect(m_ui->actionStopBroker, &QAction::triggered, &m_broker, &BrokerActions::stop);
    connect(&m_broker, &BrokerActions::failed, this, &MainWindow::tell);
    connect(&m_broker, &BrokerActions::samplesAdded, this, [this](const QString &first) {
        select(first);
        showBroker();
    });
    connect(&m_broker, &BrokerActions::changed, this, [this] {
        m_notice->hide();
        showBroker();
    });
    m_ui->menuBroker->setToolTipsVisible(true);
}

void MainWindow::showBroker()
{
    const bool runs = !m_broker.url().isEmpty();
    const bool hasSamples = m_broker.hasSamples();
    m_ui->actionStartBroker->setEnabled(!runs);
    m_ui->actionStopBroker->setEnabled(runs);
    m_ui->actionStartSamples->setEnabled(!hasSamples);
    m_ui->actionStartSamples->setToolTip(hasSamples ? tr("The sample devices are here already.") : QString());
    m_facts->setLocalBroker(m_broker.url());
}

void MainWindow::setUpHelpMenu()
{
    connect(m_ui->actionShortcuts, &QAction::triggered, this, [this] { ShortcutsDialog(*this).exec(); });
    connect(m_ui->actionAbout, &QAction::triggered, this, [this] {
        QMessageBox::about(this, tr("About Standin"),
                           tr("<h3>Standin %1</h3><p>Stand-in IoT devices for testing MQTT back ends.</p>"
                              "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                               .arg(QCoreApplication::applicationVersion()));
    });
}

void MainWindow::setUpDevices()
{
    m_actions->fill(*m_ui->menuDevice);
    connect(m_actions, &DeviceActions::duplicateRequested, this, &MainWindow::duplicate);
    connect(m_actions, &DeviceActions::removeRequested, this, &MainWindow::removeDevices);
    connect(m_list, &DeviceListPane::selectionChanged, this, &MainWindow::showSelection);
    connect(&m_devices, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_documents.retain(m_fleet.ids());
        showBroker();
        showSelection();
    });
    connect(&m_devices, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first) {
        if (first == 0)
            m_list->select(m_devices.status(0).id);
        showSelection();
    });
}

void MainWindow::refresh()
{
    if (m_sinceDevices.elapsed() >= m_devicesCost * devicesShare)
        refreshDevices();
    if (m_log->isVisible())
        m_log->refresh();
    m_facts->setRestUrl(m_services.restUrl ? m_services.restUrl() : QUrl());
    m_facts->refresh();
}

void MainWindow::refreshDevices()
{
    m_sinceDevices.start();
    if (m_devices.refresh())
        m_pane->refresh();
    m_devicesCost = m_sinceDevices.elapsed();
}

void MainWindow::showSelection()
{
    const QStringList ids = m_list->selection();
    m_actions->setDevices(ids);
    m_log->setSelectedDevices(ids);
    if (!ids.isEmpty())
        m_pane->setSelection(ids);
    if (m_devices.rowCount() == 0)
        m_centre->setCurrentWidget(m_welcome);
    else
        m_centre->setCurrentWidget(ids.isEmpty() ? m_nothingSelected : m_pane);
    for (QAction *action : {m_ui->actionPublishPage, m_ui->actionRepliesPage, m_ui->actionProfilePage})
        action->setEnabled(!ids.isEmpty());
    showDocument();
}

void MainWindow::showDocument()
{
    const DocumentPtr document = currentDocument();
    m_ui->actionSave->setEnabled(document && (document->isModified() || document->path.isEmpty()));
    m_ui->actionSaveAs->setEnabled(document != nullptr);
    setWindowTitle(document ? tr("%1[*] – Standin").arg(document->title()) : tr("Standin"));
    setWindowModified(document && document->isModified());
}

DocumentPtr MainWindow::currentDocument()
{
    const QStringList ids = m_list->selection();
    return ids.isEmpty() ? nullptr : m_documents.of(ids.first());
}

void MainWindow::newDevice(const Profile &start)
{
    DocumentPtr made;
    NewDeviceDialog dialog(
        start,
        [&](const Profile &profile) -> Result<> {
            auto document = m_documents.create(profile, ProfileDocuments::Origin::New);
            if (!document)
                return Failure(document.error());
            made = *document;
            return {};
        },
        this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    select(made->devices.first());
    if (dialog.connectsNow())
        m_actions->connectDevices(made->devices);
}

/// The default profile, with a client id that is still free, for the local broker when that runs.
Profile MainWindow::freshProfile() const
{
    Profile profile;
    if (m_fleet.contains(u"device-0"_s))
        profile.clientId = freeIdAfter(u"device-0"_s, m_fleet);
    if (!m_broker.url().isEmpty())
        profile.connection.url = m_broker.url();
    return profile;
}

void MainWindow::duplicate(const QString &id)
{
    const auto profile = m_fleet.profile(id);
    if (!profile) {
        tell(profile.error());
        return;
    }
    Profile copy = *profile;
    copy.clientId = freeIdAfter(id, m_fleet);
    copy.count = 1;
    newDevice(copy);
}

void MainWindow::removeDevices(const QStringList &ids)
{
    const auto online = std::count_if(ids.cbegin(), ids.cend(), [this](const QString &id) {
        const int row = m_devices.rowOf(id);
        return row >= 0 && m_devices.status(row).state != DeviceState::Offline;
    });
    if (!m_flow->confirmRemoval(ids, static_cast<int>(online)))
        return;
    Bulk::perform(m_fleet, ids, Order::Remove(), this);
}

Result<> MainWindow::openProfile(const QString &path)
{
    const auto opened = m_documents.open(path);
    if (!opened)
        return Failure(opened.error());
    m_recent->add(opened->document->path);
    if (!opened->warnings.isEmpty())
        m_notice->show(tr("%1 was opened, but:\n%2", "file name, warnings")
                           .arg(opened->document->title(), opened->warnings.join(u'\n')),
                       NoticeBar::Weight::Advisory);
    select(opened->document->devices.value(0));
    return {};
}

void MainWindow::openAll(const QStringList &paths)
{
    if (!paths.isEmpty())
        m_notice->hide(); // it was about something earlier
    for (const QString &path : paths) {
        if (const auto opened = openProfile(path); !opened)
            tell(opened.error());
    }
}

void MainWindow::openLastFiles()
{
    openAll(m_settings.openFiles());
}

void MainWindow::tell(const Error &error)
{
    m_notice->show(ErrorPresenter::text(error), NoticeBar::Weight::Serious);
}

void MainWindow::select(const QString &id)
{
    m_devices.refresh();
    m_list->select(id);
}

void MainWindow::restoreLayout()
{
    restoreGeometry(m_settings.layout(u"window"_s));
    m_ui->topSplitter->restoreState(m_settings.layout(u"topSplitter"_s));
    m_ui->mainSplitter->restoreState(m_settings.layout(u"mainSplitter"_s));
    m_list->restoreLayout(m_settings.layout(u"devices"_s));
    m_log->restoreLayout(m_settings.layout(u"log"_s));
    m_log->restoreColumns(m_settings.layout(u"logColumns"_s));
    m_ui->actionShowLog->setChecked(m_settings.layout(u"logShown"_s) != "no");
}

void MainWindow::saveSession()
{
    m_settings.setLayout(u"window"_s, saveGeometry());
    m_settings.setLayout(u"topSplitter"_s, m_ui->topSplitter->saveState());
    m_settings.setLayout(u"mainSplitter"_s, m_ui->mainSplitter->saveState());
    m_settings.setLayout(u"devices"_s, m_list->layoutState());
    m_settings.setLayout(u"log"_s, m_log->layoutState());
    m_settings.setLayout(u"logColumns"_s, m_log->columnState());
    m_settings.setLayout(u"logShown"_s, m_ui->actionShowLog->isChecked() ? "yes" : "no");
    QStringList files;
    for (const DocumentPtr &document : m_documents.all()) {
        if (!document->path.isEmpty())
            files.append(document->path);
    }
    m_settings.setOpenFiles(files);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_flow->settle(m_documents.modified())) {
        event->ignore();
        return;
    }
    saveSession();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls())
        paths.append(url.toLocalFile());
    openAll(paths);
}

} // namespace Standin::Gui
