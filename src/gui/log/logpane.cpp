// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/logpane.h"

#include "gui/log/entrydetails.h"
#include "gui/style/displaytext.h"
#include "gui/style/icon.h"
#include "ui_logpane.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

enum DeviceChoice {
    AllDevices,
    SelectedDevices,
};

} // namespace

LogPane::LogPane(const JournalReader &journal, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::LogPane>())
    , m_model(journal, &DisplayText::event)
    , m_filtered(m_model)
    , m_details(new EntryDetails)
{
    m_ui->setupUi(this);
    m_details->setObjectName(u"entryDetails"_s);
    m_ui->splitter->addWidget(m_details);
    m_ui->splitter->setStretchFactor(0, 1);
    m_ui->splitter->setSizes({960, 400});
    setUpKinds();
    setUpFilters();
    setUpButtons();
    setUpTable();
    setUpContextMenu();
    showCount();
}

LogPane::~LogPane() = default;

void LogPane::setUpKinds()
{
    setUpKind(*m_ui->inButton, EntryKind::In);
    setUpKind(*m_ui->outButton, EntryKind::Out);
    setUpKind(*m_ui->lifecycleButton, EntryKind::Lifecycle);
    setUpKind(*m_ui->protocolButton, EntryKind::Protocol);
    setUpKind(*m_ui->faultButton, EntryKind::Fault);
}

void LogPane::setUpKind(QToolButton &button, EntryKind kind)
{
    button.setText(DisplayText::kind(kind));
    button.setIcon(lineIcon(toString(kind)));
    button.setToolTip(tr("Show entries of this kind: %1").arg(DisplayText::kind(kind)));
    connect(&button, &QToolButton::toggled, this, [this, kind](bool shown) {
        m_filtered.setKindShown(kind, shown);
        showCount();
    });
}

void LogPane::setUpFilters()
{
    m_ui->deviceBox->addItem(tr("All devices"));
    m_ui->deviceBox->addItem(tr("Selected devices"));
    m_ui->textEdit->addAction(lineIcon(u"search"_s), QLineEdit::LeadingPosition);
    connect(m_ui->deviceBox, &QComboBox::currentIndexChanged, this, &LogPane::applyDeviceFilter);
    connect(m_ui->topicEdit, &QLineEdit::textChanged, this, [this](const QString &filter) {
        m_filtered.setTopicFilter(filter);
        showCount();
    });
    connect(m_ui->textEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered.setText(text);
        showCount();
    });
}

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
    connect(m_ui->clearButton, &QToolButton::clicked, this, [this] {
        m_ui->table->forgetChosen();
        m_model.clear();
        showCount();
    });
}

void LogPane::setUpTable()
{
    m_ui->table->setEntries(m_filtered);
    connect(m_ui->table, &LogTable::chosenChanged, m_details, &EntryDetails::setEntry);
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
        QGuiApplication::clipboard()->setText(QString::fromUtf8(entry->payload));
    });
    add(u"actionCopyTopic"_s, u"duplicate"_s, tr("Copy &topic"),
        [](LogPane &, const EntryPtr &entry) { QGuiApplication::clipboard()->setText(entry->topic); });
    menu->addSeparator();
    QAction *preset = add(u"actionPresetFromEntry"_s, u"reply"_s, tr("&Make preset reply from this…"),
                          [](LogPane &pane, const EntryPtr &entry) {
                              emit pane.requested({EntryRequest::Kind::PresetReply, entry});
                          });

    m_ui->table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_ui->table, &QWidget::customContextMenuRequested, this, [this, menu, preset](const QPoint &at) {
        const EntryPtr &entry = m_ui->table->chosen();
        if (!entry || !m_ui->table->indexAt(at).isValid())
            return;
        preset->setEnabled(entry->isMessage());
        menu->popup(m_ui->table->viewport()->mapToGlobal(at));
    });
}

void LogPane::refresh()
{
    m_model.refresh();
    m_ui->table->showNew();
    showCount();
}

void LogPane::setSelectedDevices(const QStringList &ids)
{
    m_selectedDevices = ids;
    applyDeviceFilter();
}

void LogPane::applyDeviceFilter()
{
    if (m_ui->deviceBox->currentIndex() == SelectedDevices)
        m_filtered.setDevices(QSet<QString>(m_selectedDevices.cbegin(), m_selectedDevices.cend()));
    else
        m_filtered.setDevices(std::nullopt);
    showCount();
}

void LogPane::showCount()
{
    QString text =
        tr("%L1 shown of %L2, %L3 dropped").arg(m_filtered.rowCount()).arg(m_model.rowCount()).arg(m_model.dropped());
    if (m_model.isPaused())
        text += tr(" · paused, %L1 waiting").arg(m_model.waiting());
    if (m_filtered.isSearching())
        text += tr(" · searching, %1 %").arg(m_filtered.searched());
    m_ui->countLabel->setText(text);
}

void LogPane::focusFilter()
{
    m_ui->textEdit->setFocus();
    m_ui->textEdit->selectAll();
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
