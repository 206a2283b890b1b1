// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ruletablemodel.h"

#include "fleet/fleet.h"
#include "models/ruletext.h"

#include <QHash>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Models {

RuleTableModel::RuleTableModel(const Fleet &fleet, QObject *parent)
    : QAbstractTableModel(parent)
    , m_fleet(fleet)
{}

void RuleTableModel::setDevice(const QString &id)
{
    if (id == m_device)
        return refresh();
    // Devices of a profile share one set, but not all of its rules.
    m_device = id;
    m_rules = m_fleet.rulesOf(m_device).value_or(DeviceRules());
    take(rowsNow());
}

void RuleTableModel::refresh()
{
    const DeviceRules now = m_fleet.rulesOf(m_device).value_or(DeviceRules());
    if (now.set == m_rules.set && now.ofProfile == m_rules.ofProfile) {
        refreshCounts();
        return;
    }
    m_rules = now;
    take(rowsNow());
}

QList<RuleTableModel::Row> RuleTableModel::rowsNow() const
{
    QList<Row> rows;
    if (!m_rules.set)
        return rows;
    QHash<const Rules::CompiledRule *, qsizetype> places;
    if (m_rules.ofProfile) {
        for (const Rules::CompiledRulePtr &rule : *m_rules.ofProfile)
            places.insert(rule.get(), places.size());
    }
    for (const Rules::CompiledRulePtr &rule : m_rules.set->rules()) {
        if (rule->isFor(m_device))
            rows.append({.compiled = rule,
                         .inProfile = places.value(rule.get(), -1),
                         .matched = rule->counters->matched,
                         .fired = rule->counters->fired});
    }
    return rows;
}

void RuleTableModel::take(QList<Row> rows)
{
    if (std::ranges::equal(rows, m_rows, {}, &Row::key, &Row::key)) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void RuleTableModel::refreshCounts()
{
    int first = -1;
    int last = -1;
    for (int i = 0; i < rowCount(); ++i) {
        Row &row = m_rows[i];
        const quint64 matched = row.compiled->counters->matched;
        const quint64 fired = row.compiled->counters->fired;
        if (matched == row.matched && fired == row.fired)
            continue;
        row.matched = matched;
        row.fired = fired;
        first = first < 0 ? i : first;
        last = i;
    }
    if (first >= 0)
        emit dataChanged(index(first, MatchedColumn), index(last, FiredColumn));
}

int RuleTableModel::rowOf(const std::pair<bool, QString> &key) const
{
    const auto found = std::ranges::find(m_rows, key, &Row::key);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

bool RuleTableModel::canMove(int row, int by) const
{
    const int other = row + by;
    if (row < 0 || row >= rowCount() || other < 0 || other >= rowCount())
        return false;
    return m_rows.at(row).isOfProfile() == m_rows.at(other).isOfProfile() &&
           m_rows.at(row).rule().priority == m_rows.at(other).rule().priority;
}

int RuleTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RuleTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const int column = index.column();
    const bool isNumber = column == PriorityColumn || column == MatchedColumn || column == FiredColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::CheckStateRole:
        if (column == NameColumn)
            return static_cast<int>(row.rule().isEnabled ? Qt::Checked : Qt::Unchecked);
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QString RuleTableModel::text(const Row &row, int column) const
{
    switch (column) {
    case NameColumn:
        return RuleText::name(row.rule());
    case PriorityColumn:
        return QString::number(row.rule().priority);
    case WhenColumn:
        return RuleText::when(row.rule());
    case ThenColumn:
        return RuleText::then(row.rule());
    case MatchedColumn:
        return QLocale().toString(row.matched);
    case FiredColumn:
        return QLocale().toString(row.fired);
    default:
        return row.isOfProfile() ? tr("profile") : tr("program");
    }
}

QVariant RuleTableModel::toolTip(const Row &row, int column)
{
    const auto plain = [](const QString &text) { return u"<qt>%1</qt>"_s.arg(text.toHtmlEscaped()); };
    switch (column) {
    case NameColumn:
        return plain(row.rule().name.isEmpty() || row.rule().id.isEmpty()
                         ? RuleText::name(row.rule())
                         : u"%1 (%2)"_s.arg(RuleText::name(row.rule()), row.rule().id));
    case WhenColumn:
        return plain(RuleText::when(row.rule()));
    case ThenColumn:
        return plain(RuleText::then(row.rule()));
    case SourceColumn:
        return row.isOfProfile() ? tr("A rule of the profile, for the devices of that profile")
                                 : tr("A rule of this window, REST or a rules file; it ends with the program");
    default:
        return {};
    }
}

QVariant RuleTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == MatchedColumn)
        return tr("Messages that met the conditions, of all devices");
    if (role == Qt::ToolTipRole && section == FiredColumn)
        return tr("Of these, as often as the limits of the rule allowed");
    if (role == Qt::ToolTipRole && section == PriorityColumn)
        return tr("1 is tried first");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Rule");
    case PriorityColumn:
        return tr("Priority");
    case WhenColumn:
        return tr("Waits for");
    case ThenColumn:
        return tr("Does");
    case MatchedColumn:
        return tr("Matched");
    case FiredColumn:
        return tr("Fired");
    default:
        return tr("From");
    }
}

Qt::ItemFlags RuleTableModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == NameColumn ? flags | Qt::ItemIsUserCheckable : flags;
}

bool RuleTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != NameColumn || role != Qt::CheckStateRole)
        return false;
    emit enabledRequested(index.row(), value.toInt() == Qt::Checked);
    return true;
}

} // namespace Standin::Models
