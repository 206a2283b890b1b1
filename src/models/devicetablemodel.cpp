// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicetablemodel.h"

#include "fleet/fleet.h"
#include "models/payloadpreview.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Models {

namespace {

/// More separate ranges of changed rows than this are reported as one range.
constexpr qsizetype maxRuns = 32;

QString lastMessageText(const DeviceStatus &status)
{
    if (status.lastAt == 0)
        return {};
    const QString time = QDateTime::fromMSecsSinceEpoch(status.lastAt / 1000).toString(u"HH:mm:ss"_s);
    return time + (status.lastInbound ? u" ↓ "_s : u" ↑ "_s) + payloadPreview(status.lastPayload, 80);
}

QVariant displayValue(const DeviceStatus &status, int column)
{
    switch (column) {
    case DeviceTableModel::StateColumn:
        return toString(status.state);
    case DeviceTableModel::ClientIdColumn:
        return status.id;
    case DeviceTableModel::ProfileColumn:
        return status.profile;
    case DeviceTableModel::BrokerColumn:
        return status.broker;
    case DeviceTableModel::LastMessageColumn:
        return lastMessageText(status);
    case DeviceTableModel::ReceivedColumn:
        return status.received;
    case DeviceTableModel::SentColumn:
        return status.sent;
    default:
        return {};
    }
}

QList<std::pair<int, int>> runsOf(QList<int> rows)
{
    std::sort(rows.begin(), rows.end());
    QList<std::pair<int, int>> runs;
    for (const int row : std::as_const(rows)) {
        if (!runs.isEmpty() && row <= runs.last().second + 1)
            runs.last().second = row;
        else
            runs.append({row, row});
    }
    if (runs.size() > maxRuns)
        return {{runs.first().first, runs.last().second}};
    return runs;
}

} // namespace

DeviceTableModel::DeviceTableModel(const Fleet &fleet, QObject *parent)
    : QAbstractTableModel(parent)
    , m_fleet(fleet)
{
    refresh();
}

bool DeviceTableModel::refresh()
{
    const FleetChanges changes = m_fleet.changesSince(m_revision);
    m_revision = changes.revision;
    if (changes.listChanged)
        takeList(changes.devices);
    else
        takeChanges(changes.devices);
    return changes.listChanged || !changes.devices.isEmpty();
}

void DeviceTableModel::takeList(const QList<DeviceStatus> &devices)
{
    removeMissing(devices);
    const auto [kept, incoming] = std::mismatch(m_devices.cbegin(), m_devices.cend(), devices.cbegin(), devices.cend(),
                                                [](const auto &a, const auto &b) { return a.id == b.id; });
    const auto common = static_cast<int>(kept - m_devices.cbegin());
    if (common < m_devices.size())
        removeRange(common, static_cast<int>(m_devices.size()) - 1);
    std::copy(devices.cbegin(), incoming, m_devices.begin());
    if (common > 0)
        announce(0, common - 1);
    append(devices.sliced(common));
}

void DeviceTableModel::takeChanges(const QList<DeviceStatus> &devices)
{
    QList<int> changed;
    for (const DeviceStatus &status : devices) {
        if (const int row = rowOf(status.id); row >= 0) {
            m_devices[row] = status;
            changed.append(row);
        }
    }
    for (const auto &[first, last] : runsOf(std::move(changed)))
        announce(first, last);
}

void DeviceTableModel::removeMissing(const QList<DeviceStatus> &devices)
{
    QSet<QString> present;
    present.reserve(devices.size());
    for (const DeviceStatus &status : devices)
        present.insert(status.id);

    for (auto last = static_cast<int>(m_devices.size()) - 1; last >= 0; --last) {
        if (present.contains(m_devices.at(last).id))
            continue;
        int first = last;
        while (first > 0 && !present.contains(m_devices.at(first - 1).id))
            --first;
        removeRange(first, last);
        last = first;
    }
}

void DeviceTableModel::removeRange(int first, int last)
{
    beginRemoveRows({}, first, last);
    for (int row = first; row <= last; ++row)
        m_rows.remove(m_devices.at(row).id);
    m_devices.remove(first, last - first + 1);
    reindexFrom(first);
    endRemoveRows();
}

void DeviceTableModel::append(const QList<DeviceStatus> &devices)
{
    if (devices.isEmpty())
        return;
    const auto first = static_cast<int>(m_devices.size());
    beginInsertRows({}, first, first + static_cast<int>(devices.size()) - 1);
    m_devices.append(devices);
    reindexFrom(first);
    endInsertRows();
}

void DeviceTableModel::reindexFrom(int row)
{
    for (; row < m_devices.size(); ++row)
        m_rows.insert(m_devices.at(row).id, row);
}

/// In two parts without the client id column, which never changes: a proxy that is sorted by it does not sort again
/// then.
void DeviceTableModel::announce(int firstRow, int lastRow)
{
    emit dataChanged(index(firstRow, StateColumn), index(lastRow, StateColumn));
    emit dataChanged(index(firstRow, ProfileColumn), index(lastRow, SentColumn));
}

int DeviceTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_devices.size());
}

int DeviceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DeviceTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DeviceStatus &device = m_devices.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(device, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() >= ReceivedColumn)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case SortRole:
        return sortValue(device, index.column());
    case StatusRole:
        return QVariant::fromValue(device);
    default:
        return {};
    }
}

QVariant DeviceTableModel::sortValue(const DeviceStatus &status, int column) const
{
    switch (column) {
    case StateColumn:
        return static_cast<int>(status.state);
    case LastMessageColumn:
        return status.lastAt;
    default:
        return displayValue(status, column);
    }
}

QVariant DeviceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= ReceivedColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return tr("State");
    case ClientIdColumn:
        return tr("Client ID");
    case ProfileColumn:
        return tr("Profile");
    case BrokerColumn:
        return tr("Broker");
    case LastMessageColumn:
        return tr("Last message");
    case ReceivedColumn:
        return tr("In");
    case SentColumn:
        return tr("Out");
    default:
        return {};
    }
}

} // namespace Standin::Models
