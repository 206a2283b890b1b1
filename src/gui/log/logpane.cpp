// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/logpane.h"

#include "base/jsontext.h"
#include "fleet/fleet.h"
#include "gui/log/entrycommand.h"
#include "gui/log/entrydetails.h"
#include "gui/log/logfilters.h"
#include "gui/log/loghistory.h"
#include "gui/style/displaytext.h"
#include "gui/style/icon.h"
#include "journal/history/history.h"
#include "ui_logpane.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// With a history the entries of earlier runs are not missing, also while it cannot be read.
Cursor startOf(const JournalReader &journal, const History &history)
{
    return history.status().path.isEmpty() ? 0 : journal.oldest() - 1;
}

} // namespace

LogPane::LogPane(const JournalReader &journal, const History &history, const Fleet &fleet, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::LogPane>())
    , m_model(journal, &DisplayText::event, startOf(journal, history))
    , m_filtered(m_model)
    , m_journal(history)
    , m_fleet(fleet)
    , m_details(new EntryDetails(fleet))
{
    m_ui->setupUi(this);
    m_details->setObjectName(u"entryDetails"_s);
    m_ui->splitter->addWidget(m_details);
    m_ui->splitter->setStretchFactor(0, 1);
    m_ui->splitter->setSizes({960, 400});
    m_filters = new LogFilters(*m_ui, m_filtered, this);
    m_history = new LogHistory({history, m_model, m_filtered, *m_ui->olderButton}, this);
    connect(m_filters, &LogFilters::changed, this, &LogPane::showCount);
    setUpButtons();
    setUpTable();
    setUpContextMenu();
    setUpExport();
    showCount();
}

LogPane::~LogPane() = default;

void LogPane::setUpButtons()
{
    m_ui->followButton->setIcon(lineIcon(u"follow"_s));
    m_ui->pauseButton->setIcon(lineIcon(u"pause"_s));
    m_ui->clearButton->setIcon(lineIcon(u"clear"_s));
    m_ui->followButton->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    m_ui->pauseButton->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    m_ui->clearButton->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_K);
    connect(m_ui->followButton, &QToolButton::toggled, m_ui->table, &LogTable::setFollowing);
    connect(m_ui->table, &LogTable::followingChanged, m_ui->followButton, &QToolButton::setChecked);
    connect(m_ui->pauseButton, &QToolButton::toggled, this, [this](bool paused) {
        m_model.setPaused(paused);
        showCount();
    });
    connect(m_ui->clearButton, &QToolButton::clicked, this, &LogPane::clear);
}

void LogPane::clear()
{
    m_ui->table->forgetChosen();
    m_model.clear();
    m_history->cleared();
    showCount();
}

void LogPane::setUpTable()
{
    m_ui->table->setEntries(m_filtered);
    connect(m_ui->table, &LogTable::chosenChanged, m_details, &EntryDetails::setEntry);
    connect(m_ui->table, &LogTable::topReached, m_history, &LogHistory::search);
}

void LogPane::setUpContextMenu()
{
    auto *menu = new QMenu(this);
    const auto add = [&](const QString &name, const QString &icon, const QString &text, auto act) {
        QAction *action = menu->addAction(lineIcon(icon), text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, act] {
            if (const EntryPtr entry = m_ui->table->chosen())
                act(*this, entry);
        });
        return action;
    };
    QAction *copyRows = add(u"actionCopyEntries"_s, u"duplicate"_s, tr("&Copy entries"),
                            [](LogPane &pane, const EntryPtr &) { pane.m_ui->table->copySelected(); });
    copyRows->setShortcut(QKeySequence::Copy);
    copyRows->setShortcutContext(Qt::WidgetShortcut);
    m_ui->table->addAction(copyRows);
    add(u"actionCopyPayload"_s, u"duplicate"_s, tr("Copy &payload"), [](LogPane &, const EntryPtr &entry) {
        QGuiApplication::clipboard()->setText(JsonText::decoded(entry->payload));
    });
    add(u"actionCopyTopic"_s, u"duplicate"_s, tr("Copy &topic"),
        [](LogPane &, const EntryPtr &entry) { QGuiApplication::clipboard()->setText(entry->topic); });
    QAction *publish = add(u"actionCopyAsPublish"_s, u"duplicate"_s, tr("Copy as &mosquitto_pub"),
                           [](LogPane &pane, const EntryPtr &entry) {
                               const QUrl broker = pane.brokerOf(entry->device);
                               QGuiApplication::clipboard()->setText(EntryCommand::mosquittoPub(*entry, broker));
                           });
    QAction *curl =
        add(u"actionCopyAsCurl"_s, u"duplicate"_s, tr("Copy as c&url"), [](LogPane &pane, const EntryPtr &entry) {
            QGuiApplication::clipboard()->setText(EntryCommand::curl(*entry, pane.m_restUrl));
        });
    menu->addSeparator();
    QAction *preset = add(u"actionPresetFromEntry"_s, u"reply"_s, tr("Make preset &reply from this…"),
                          [](LogPane &pane, const EntryPtr &entry) {
                              emit pane.requested({EntryRequest::Kind::PresetReply, entry});
                          });

    QAction *rule =
        add(u"actionRuleFromEntry"_s, u"rule"_s, tr("Make ru&le from this…"), [](LogPane &pane, const EntryPtr &entry) {
            emit pane.requested({EntryRequest::Kind::Rule, entry});
        });
    QAction *dryRun =
        add(u"actionDryRunEntry"_s, u"rule"_s, tr("&Dry run of the rules…"), [](LogPane &pane, const EntryPtr &entry) {
            emit pane.requested({EntryRequest::Kind::DryRun, entry});
        });

    menu->addSeparator();
    QAction *expect = add(u"actionExpectEntry"_s, u"scenario"_s, tr("&Expect this message in the scenario"),
                          [](LogPane &pane, const EntryPtr &entry) {
                              emit pane.requested({EntryRequest::Kind::ExpectStep, entry});
                          });
    QAction *resend = add(u"actionSendEntryAsStep"_s, u"scenario"_s, tr("&Send this again as a step of the scenario"),
                          [](LogPane &pane, const EntryPtr &entry) {
                              emit pane.requested({EntryRequest::Kind::SendStep, entry});
                          });

    m_ui->table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_ui->table, &QWidget::customContextMenuRequested, this,
            [this, menu, publish, curl, preset, rule, dryRun, expect, resend](const QPoint &at) {
                const EntryPtr &entry = m_ui->table->chosen();
                if (!entry || !m_ui->table->indexAt(at).isValid())
                    return;
                publish->setEnabled(!EntryCommand::mosquittoPub(*entry, brokerOf(entry->device)).isEmpty());
                curl->setEnabled(!EntryCommand::curl(*entry, m_restUrl).isEmpty());
                preset->setEnabled(entry->isMessage());
                rule->setEnabled(entry->event == EntryEvent::MessageReceived);
                dryRun->setEnabled(entry->event == EntryEvent::MessageReceived);
                expect->setEnabled(entry->isMessage());
                resend->setEnabled(entry->isMessage());
                menu->popup(m_ui->table->viewport()->mapToGlobal(at));
            });
}

QUrl LogPane::brokerOf(const QString &device) const
{
    const auto status = m_fleet.status(device);
    const auto profile = m_fleet.profile(device);
    if (!status || !profile)
        return {};
    QUrl url = profile->connection.url;
    if (!status->broker.isEmpty())
        url.setAuthority(status->broker);
    return url;
}

void LogPane::setUpExport()
{
    auto *menu = new QMenu(this);
    QAction *shown = menu->addAction(tr("What the &filters show…"), this, &LogPane::exportShown);
    QAction *all = menu->addAction(tr("&Everything…"), this, &LogPane::exportAll);
    shown->setObjectName(u"actionExportShown"_s);
    all->setObjectName(u"actionExportAll"_s);
    m_ui->exportButton->setIcon(lineIcon(u"export"_s));
    m_ui->exportButton->setMenu(menu);
    connect(m_ui->exportBar, &ExportBar::runningChanged, this, [this, menu](bool isRunning) {
        for (QAction *action : menu->actions())
            action->setEnabled(!isRunning);
    });
}

void LogPane::exportShown()
{
    auto terms = m_ui->exportBar->askForFile();
    if (!terms)
        return;
    terms->after = std::min(m_model.start(), m_filtered.coveredFrom() - 1);
    terms->last = m_model.cursor();
    terms->accepts = [filter = m_filtered.filter()](const Entry &e) { return filter.accepts(e); };
    m_ui->exportBar->start(m_journal, *terms);
}

void LogPane::exportAll()
{
    if (const auto terms = m_ui->exportBar->askForFile())
        m_ui->exportBar->start(m_journal, *terms);
}

void LogPane::refresh()
{
    m_model.refresh();
    m_history->refresh();
    m_ui->table->showNew();
    showCount();
}

void LogPane::setSelectedDevices(const QStringList &ids)
{
    m_filters->setSelectedDevices(ids);
}

void LogPane::showCount()
{
    const auto checked = static_cast<quint64>(m_model.rowCount()) + m_filtered.olderChecked();
    QString text =
        tr("%L1 shown of %L2, %L3 dropped").arg(m_filtered.rowCount()).arg(checked).arg(m_history->dropped());
    text += m_history->note();
    if (m_model.isPaused())
        text += tr(" · paused, %L1 waiting").arg(m_model.waiting());
    if (m_filtered.isSearching())
        text += tr(" · searching, %1 %").arg(m_filtered.searched());
    m_ui->countLabel->setText(text);
}

void LogPane::showEntries(Cursor after, Cursor last)
{
    refresh();
    m_ui->table->selectEntries(after, last);
}

void LogPane::focusFilter()
{
    m_filters->focusText();
}

QByteArray LogPane::layoutState() const
{
    return m_ui->splitter->saveState();
}

void LogPane::restoreLayout(const QByteArray &state)
{
    m_ui->splitter->restoreState(state);
}

QByteArray LogPane::columnState() const
{
    return m_ui->table->columnState();
}

void LogPane::restoreColumns(const QByteArray &state)
{
    m_ui->table->restoreColumns(state);
}

} // namespace Standin::Gui
