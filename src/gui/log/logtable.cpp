// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/logtable.h"

#include "gui/log/entrydelegate.h"
#include "gui/log/entryfacts.h"
#include "gui/style/tablelook.h"
#include "models/journalfiltermodel.h"
#include "models/journalmodel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

LogTable::LogTable(QWidget *parent)
    : QTableView(parent)
    , m_newButton(new QToolButton(this))
{
    m_newButton->setObjectName(u"newEntriesButton"_s);
    m_newButton->setToolTip(tr("Show the newest entries and follow them"));
    m_newButton->setCursor(Qt::ArrowCursor);
    m_newButton->hide();
    connect(m_newButton, &QToolButton::clicked, this, [this] { setFollowing(true); });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        setFollowing(verticalScrollBar()->sliderPosition() == verticalScrollBar()->maximum());
        showNew();
        if (verticalScrollBar()->sliderPosition() == verticalScrollBar()->minimum())
            emit topReached();
    });
}

void LogTable::setEntries(Models::JournalFilterModel &entries)
{
    m_entries = &entries;
    // Connected before the view and its selection, and again after them.
    connect(&entries, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_changing = true; });
    connect(&entries, &QAbstractItemModel::modelAboutToBeReset, this, &LogTable::keepView);
    setModel(&entries);
    connect(&entries, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        m_changing = false;
        if (!m_following)
            verticalScrollBar()->setValue(verticalScrollBar()->value() - (last - first + 1));
    });
    connect(&entries, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        if (first == 0 && last + 1 < model()->rowCount())
            rowsComeInFront(last + 1);
    });
    connect(&entries, &QAbstractItemModel::modelReset, this, &LogTable::restoreView);
    setItemDelegate(new EntryDelegate(entries, this));
    setUpColumns();
}

void LogTable::setUpColumns()
{
    applyTableLook(*this, 6, {13, 14, 11, 24, 29, 26});
    stretchPayload();
}

void LogTable::stretchPayload()
{
    for (int column = 0; column < Models::JournalModel::ColumnCount; ++column)
        horizontalHeader()->setSectionResizeMode(
            column, column == Models::JournalModel::PayloadColumn ? QHeaderView::Stretch : QHeaderView::Interactive);
}

void LogTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    if (m_changing || selected.isEmpty())
        return;
    setFollowing(false); // an entry that the user reads must not move
    chooseCurrent();
}

void LogTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_changing)
        chooseCurrent();
}

void LogTable::chooseCurrent()
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && selectionModel()->isSelected(current))
        choose(m_entries->entry(current.row()));
}

void LogTable::choose(const EntryPtr &entry)
{
    if (entry == m_chosen)
        return;
    m_chosen = entry;
    emit chosenChanged(entry);
}

/// The model is about to be reset: the view will lose its selection and its position.
void LogTable::keepView()
{
    m_changing = true;
    const int top = rowAt(0);
    m_top = top < 0 ? 0 : m_entries->entry(top)->seq - 1;
}

void LogTable::restoreView()
{
    const int row = m_chosen ? m_entries->rowOf(*m_chosen) : -1;
    if (row >= 0)
        selectionModel()->setCurrentIndex(model()->index(row, 0),
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (m_following)
        scrollToBottom();
    else if (row >= 0)
        scrollTo(model()->index(row, 0), PositionAtCenter);
    else if (const int top = m_entries->rowAfter(m_top); top < model()->rowCount())
        scrollTo(model()->index(top, 0), PositionAtTop);
    m_changing = false;
    offerNew();
}

void LogTable::selectEntries(Cursor after, Cursor last)
{
    const int first = m_entries->rowAfter(after);
    const int end = m_entries->rowAfter(last);
    if (first >= end)
        return;
    setFollowing(false);
    const QModelIndex top = model()->index(first, 0);
    const QModelIndex bottom = model()->index(end - 1, 0);
    selectionModel()->setCurrentIndex(bottom, QItemSelectionModel::NoUpdate);
    selectionModel()->select(QItemSelection(top, bottom),
                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(bottom);
    scrollTo(top);
}

void LogTable::setFollowing(bool following)
{
    if (following)
        scrollToBottom();
    if (following == m_following)
        return;
    m_following = following;
    showNew();
    emit followingChanged(following);
}

void LogTable::showNew()
{
    if (!isVisible())
        return;
    if (m_following)
        scrollToBottom();
    if (const int last = lastWholeRow(); last >= 0)
        m_seen = std::max(m_seen, m_entries->entry(last)->seq);
    offerNew();
}

/// A part of a row does not count: when rows are added, the view aligns its first row instead of its last one, at the
/// next layout, and a part of the first new row appears although nobody has scrolled.
int LogTable::lastWholeRow() const
{
    const int row = m_following ? -1 : rowAt(viewport()->height() - 1);
    if (row < 0)
        return model()->rowCount() - 1;
    return rowViewportPosition(row) + rowHeight(row) > viewport()->height() ? row - 1 : row;
}

/// Older entries were added: the visible rows do not move.
void LogTable::rowsComeInFront(int count)
{
    if (m_following)
        return;
    updateGeometries(); // for the range of the scroll bar
    verticalScrollBar()->setValue(verticalScrollBar()->value() + count);
}

void LogTable::offerNew()
{
    const int count = model()->rowCount() - m_entries->rowAfter(m_seen);
    m_newButton->setVisible(count > 0 && !m_following);
    m_newButton->setText(tr("%L1 new ↓").arg(count));
    m_newButton->adjustSize();
    const QRect area = viewport()->geometry();
    m_newButton->move(area.center().x() - m_newButton->width() / 2, area.bottom() - m_newButton->height() - 4);
}

void LogTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (m_entries)
        showNew();
}

void LogTable::copySelected() const
{
    QList<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < maxCopiedRows; ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QString text;
    for (const int row : std::as_const(rows)) {
        const QString line = EntryFacts::line(*m_entries->entry(row));
        if (!text.isEmpty() && text.size() + line.size() > maxCopiedCharacters)
            break;
        text += line + u'\n';
    }
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

QByteArray LogTable::columnState() const
{
    return horizontalHeader()->saveState();
}

void LogTable::restoreColumns(const QByteArray &state)
{
    horizontalHeader()->restoreState(state);
    stretchPayload(); // the saved state contains which column was stretched
}

} // namespace Standin::Gui
