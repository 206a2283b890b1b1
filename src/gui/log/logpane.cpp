// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/logpane.h"

#include "gui/log/entrydelegate.h"
#include "gui/log/entrydetails.h"
#include "gui/style/displaytext.h"
#include "gui/style/icon.h"
#include "ui_logpane.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

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
    connect(m_ui->followButton, &QToolButton::toggled, this, [this](bool follow) {
        if (follow)
            m_ui->table->scrollToBottom();
    });
    connect(m_ui->pauseButton, &QToolButton::toggled, this, [this](bool paused) {
        m_model.setPaused(paused);
        showCount();
    });
    connect(m_ui->clearButton, &QToolButton::clicked, this, [this] {
        choose(nullptr);
        m_model.clear();
        showCount();
    });
}

void LogPane::setUpTable()
{
    QTableView *table = m_ui->table;
    table->setModel(&m_filtered);
    table->setItemDelegate(new EntryDelegate(m_filtered, table));
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    QHeaderView *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int unit = fontMetrics().horizontalAdvance(u'0');
    const int widths[] = {13, 14, 11, 24, 29, 26};
    for (int column = 0; column < Models::JournalModel::ColumnCount; ++column)
        header->resizeSection(column, widths[column] * unit);
    stretchNotes();

    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        // Rows that fall out of the ring take the current one along; its details stay.
        if (row.isValid() && m_ui->table->selectionModel()->isRowSelected(row.row()))
            choose(m_filtered.entry(row.row()));
    });
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this](const QItemSelection &selected) {
                if (selected.isEmpty() || m_restoring)
                    return;
                // Who looks at an entry wants it to stay where it is.
                m_ui->followButton->setChecked(false);
                choose(m_filtered.entry(selected.indexes().first().row()));
            });
    connect(&m_filtered, &QAbstractItemModel::modelReset, this, &LogPane::restoreChosen);
    connect(table->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        const QScrollBar *bar = m_ui->table->verticalScrollBar();
        m_ui->followButton->setChecked(bar->sliderPosition() == bar->maximum());
    });
}

void LogPane::stretchNotes()
{
    QHeaderView *header = m_ui->table->horizontalHeader();
    for (int column = 0; column < Models::JournalModel::ColumnCount; ++column)
        header->setSectionResizeMode(column, column == Models::JournalModel::NoteColumn ? QHeaderView::Stretch
                                                                                        : QHeaderView::Interactive);
}

void LogPane::choose(const EntryPtr &entry)
{
    if (entry == m_chosen)
        return;
    m_chosen = entry;
    m_details->setEntry(entry);
}

/// Another filter makes the view forget its selection.
void LogPane::restoreChosen()
{
    const int row = m_chosen ? m_filtered.rowOf(*m_chosen) : -1;
    if (row < 0)
        return;
    const QScopedValueRollback restoring(m_restoring, true);
    m_ui->table->selectRow(row);
}

void LogPane::setUpContextMenu()
{
    auto *menu = new QMenu(this);
    const auto add = [&](const QString &name, const QString &icon, const QString &text, auto act) {
        QAction *action = menu->addAction(lineIcon(icon), text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, act] {
            if (const EntryPtr entry = currentEntry())
                act(*this, entry);
        });
        return action;
    };
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
        const EntryPtr entry = currentEntry();
        if (!entry)
            return;
        preset->setEnabled(entry->isMessage());
        menu->popup(m_ui->table->viewport()->mapToGlobal(at));
    });
}

void LogPane::refresh()
{
    const bool follow = m_ui->followButton->isChecked();
    const QPersistentModelIndex top =
        follow ? QPersistentModelIndex() : QPersistentModelIndex(m_ui->table->indexAt(QPoint(0, 0)));
    const quint64 droppedBefore = m_model.dropped();
    m_model.refresh();
    if (follow)
        m_ui->table->scrollToBottom();
    else if (m_model.dropped() != droppedBefore && top.isValid())
        m_ui->table->scrollTo(top, QAbstractItemView::PositionAtTop);
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
    m_ui->countLabel->setText(text);
}

EntryPtr LogPane::currentEntry() const
{
    const QModelIndexList rows = m_ui->table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_filtered.entry(rows.first().row());
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
    return m_ui->table->horizontalHeader()->saveState();
}

void LogPane::restoreColumns(const QByteArray &state)
{
    m_ui->table->horizontalHeader()->restoreState(state);
    stretchNotes(); // the state brings along which column was stretched when it was saved
}

} // namespace Standin::Gui
