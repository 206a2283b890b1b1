// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/devicelistpane.h"

#include "gui/devices/deviceactions.h"
#include "gui/devices/devicedelegate.h"
#include "gui/devices/statechip.h"
#include "gui/style/displaytext.h"
#include "gui/style/icon.h"
#include "gui/style/tablelook.h"
#include "models/devicetablemodel.h"
#include "ui_devicelistpane.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// The largest number of attempts that fits the column of the states.
constexpr int manyAttempts = 999;

int widestState(const QFontMetrics &metrics)
{
    QList<DeviceStatus> all;
    for (const DeviceState state : {DeviceState::Online, DeviceState::Connecting, DeviceState::Failed}) {
        all.emplaceBack();
        all.last().state = state;
    }
    for (const QString &mode : offlineModeNames()) {
        all.emplaceBack();
        all.last().offlineMode = offlineModeFromString(mode);
    }
    all.emplaceBack();
    all.last().state = DeviceState::Reconnecting;
    all.last().attempt = manyAttempts;
    int widest = 0;
    for (const DeviceStatus &status : std::as_const(all))
        widest = qMax(widest, metrics.horizontalAdvance(DisplayText::state(status)));
    return widest;
}

} // namespace

DeviceListPane::DeviceListPane(Models::DeviceTableModel &model, DeviceActions &actions, QAction *newDevice,
                               QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DeviceListPane>())
    , m_model(model)
    , m_filtered(model)
{
    m_ui->setupUi(this);
    setUpButtons(actions, newDevice);
    setUpTable(actions);
    setUpFilters();
    showCount();
}

DeviceListPane::~DeviceListPane() = default;

void DeviceListPane::setUpButtons(DeviceActions &actions, QAction *newDevice)
{
    m_ui->newButton->setDefaultAction(newDevice);
    m_ui->connectButton->setDefaultAction(actions.connectAction());
    m_ui->offlineButton->setDefaultAction(actions.offlineAction());
    m_ui->offlineButton->setMenu(actions.offlineMenu());
    m_ui->reconnectButton->setDefaultAction(actions.reconnectAction());
    m_ui->duplicateButton->setDefaultAction(actions.duplicateAction());
    m_ui->removeButton->setDefaultAction(actions.removeAction());
}

void DeviceListPane::setUpTable(DeviceActions &actions)
{
    QTableView *table = m_ui->table;
    table->setModel(&m_filtered);
    table->setItemDelegate(new DeviceDelegate(table));
    applyTableLook(*table, 9, {0, 12, 10, 15, 0, 5, 5});
    QHeaderView *header = table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(Models::DeviceTableModel::LastMessageColumn, QHeaderView::Stretch);
    fitStates();
    // Counters beside the names: a narrow pane cuts off the least important columns.
    header->moveSection(header->visualIndex(Models::DeviceTableModel::ReceivedColumn), 2);
    header->moveSection(header->visualIndex(Models::DeviceTableModel::SentColumn), 3);
    header->moveSection(header->visualIndex(Models::DeviceTableModel::LastMessageColumn), 4);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    table->setSortingEnabled(true);
    table->addAction(actions.removeAction());

    auto *menu = new QMenu(this);
    actions.fill(*menu);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QWidget::customContextMenuRequested, this, [this, menu](const QPoint &at) {
        if (m_ui->table->indexAt(at).isValid())
            menu->popup(m_ui->table->viewport()->mapToGlobal(at));
    });
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DeviceListPane::selectionChanged);
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DeviceListPane::showCount);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DeviceListPane::selectionChanged);
    connect(table, &QAbstractItemView::doubleClicked, actions.connectAction(), &QAction::trigger);
}

void DeviceListPane::setUpFilters()
{
    m_ui->filterEdit->addAction(lineIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_ui->stateBox->addItem(tr("Any state"));
    for (const DeviceState state : {DeviceState::Online, DeviceState::Connecting, DeviceState::Reconnecting,
                                    DeviceState::Failed, DeviceState::Offline})
        m_ui->stateBox->addItem(QIcon(stateDot(state, palette(), devicePixelRatio())), DisplayText::state(state),
                                QVariant::fromValue(state));

    connect(m_ui->filterEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered.setText(text);
        showCount();
    });
    connect(m_ui->stateBox, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant state = m_ui->stateBox->currentData();
        m_filtered.setState(state.isValid() ? std::optional(state.value<DeviceState>()) : std::nullopt);
        showCount();
    });
    // Of both models: the rows of one are counted while the other has not changed yet.
    for (const QAbstractItemModel *model :
         {static_cast<QAbstractItemModel *>(&m_model), static_cast<QAbstractItemModel *>(&m_filtered)}) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &DeviceListPane::showCount);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &DeviceListPane::showCount);
        connect(model, &QAbstractItemModel::modelReset, this, &DeviceListPane::showCount);
    }
    connect(&m_filtered, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first) { m_lastRemovedRow = first; });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &DeviceListPane::selectNeighbour);
}

void DeviceListPane::fitStates()
{
    const int margin = style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, m_ui->table) + 1;
    const int beside = stateDotWidth + 6 * margin;
    QHeaderView *header = m_ui->table->horizontalHeader();
    const int needed = widestState(m_ui->table->fontMetrics()) + beside;
    header->resizeSection(Models::DeviceTableModel::StateColumn,
                          qMax(needed, header->sectionSize(Models::DeviceTableModel::StateColumn)));
}

void DeviceListPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitStates();
}

void DeviceListPane::showCount()
{
    const int shown = m_filtered.rowCount();
    const int all = m_model.rowCount();
    QString text =
        !m_filtered.isFiltering() ? tr("Devices: %L1").arg(all) : tr("Devices: %L1 of %L2 shown").arg(shown).arg(all);
    if (const qsizetype selected = m_ui->table->selectionModel()->selectedRows().size(); selected > 1)
        text += tr(" · %L1 selected").arg(selected);
    m_ui->countLabel->setText(text);
}

void DeviceListPane::selectNeighbour()
{
    if (m_filtered.rowCount() == 0 || m_ui->table->selectionModel()->hasSelection())
        return;
    const QModelIndex row = m_filtered.index(qMin(m_lastRemovedRow, m_filtered.rowCount() - 1), 0);
    select(m_model.status(m_filtered.mapToSource(row).row()).id);
}

QStringList DeviceListPane::selection() const
{
    const QItemSelectionModel *selected = m_ui->table->selectionModel();
    const QModelIndex current = selected->currentIndex();
    QStringList ids;
    const QModelIndexList rows = selected->selectedRows(Models::DeviceTableModel::ClientIdColumn);
    ids.reserve(rows.size());
    for (const QModelIndex &row : rows) {
        const QString &id = m_model.status(m_filtered.mapToSource(row).row()).id;
        if (row.row() == current.row())
            ids.prepend(id);
        else
            ids.append(id);
    }
    return ids;
}

void DeviceListPane::select(const QString &id)
{
    // The first column, because the view scrolls sideways to the given one.
    const QModelIndex row =
        m_filtered.mapFromSource(m_model.index(m_model.rowOf(id), Models::DeviceTableModel::StateColumn));
    if (!row.isValid())
        return;
    // Not selectRow(): with Ctrl held it would undo an existing selection.
    m_ui->table->selectionModel()->setCurrentIndex(row,
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_ui->table->scrollTo(row);
}

void DeviceListPane::focusFilter()
{
    m_ui->filterEdit->setFocus();
    m_ui->filterEdit->selectAll();
}

QByteArray DeviceListPane::layoutState() const
{
    return m_ui->table->horizontalHeader()->saveState();
}

void DeviceListPane::restoreLayout(const QByteArray &state)
{
    QHeaderView *header = m_ui->table->horizontalHeader();
    header->restoreState(state);
    header->setSectionResizeMode(Models::DeviceTableModel::LastMessageColumn, QHeaderView::Stretch);
    fitStates();
}

} // namespace Standin::Gui
