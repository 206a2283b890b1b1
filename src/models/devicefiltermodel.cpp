// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicefiltermodel.h"

#include "models/devicetablemodel.h"
#include "models/naturalorder.h"

#include <chrono>

using namespace std::chrono_literals;

namespace Standin::Models {

namespace {

bool changesWithMessages(int column)
{
    return column == DeviceTableModel::LastMessageColumn || column == DeviceTableModel::ReceivedColumn ||
           column == DeviceTableModel::SentColumn;
}

} // namespace

DeviceFilterModel::DeviceFilterModel(DeviceTableModel &source, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_devices(source)
{
    setSortRole(DeviceTableModel::SortRole);
    setSourceModel(&source);
    connect(&m_resort, &QTimer::timeout, this, &DeviceFilterModel::invalidate);
}

void DeviceFilterModel::sort(int column, Qt::SortOrder order)
{
    const bool isLive = changesWithMessages(column);
    setDynamicSortFilter(!isLive);
    QSortFilterProxyModel::sort(column, order);
    if (isLive)
        m_resort.start(1s);
    else
        m_resort.stop();
}

void DeviceFilterModel::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void DeviceFilterModel::setState(std::optional<DeviceState> state)
{
    m_state = state;
    invalidateFilter();
}

bool DeviceFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const DeviceStatus &status = m_devices.status(sourceRow);
    if (m_state && status.state != *m_state)
        return false;
    return m_text.isEmpty() || status.id.contains(m_text, Qt::CaseInsensitive) ||
           status.profile.contains(m_text, Qt::CaseInsensitive) || status.broker.contains(m_text, Qt::CaseInsensitive);
}

bool DeviceFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const DeviceStatus &a = m_devices.status(left.row());
    const DeviceStatus &b = m_devices.status(right.row());
    switch (left.column()) {
    case DeviceTableModel::ClientIdColumn:
        return naturallyLess(a.id, b.id);
    case DeviceTableModel::ProfileColumn:
        return naturallyLess(a.profile, b.profile);
    case DeviceTableModel::BrokerColumn:
        return naturallyLess(a.broker, b.broker);
    case DeviceTableModel::LastMessageColumn:
        return a.lastAt < b.lastAt;
    case DeviceTableModel::ReceivedColumn:
        return a.received < b.received;
    case DeviceTableModel::SentColumn:
        return a.sent < b.sent;
    default:
        return QSortFilterProxyModel::lessThan(left, right);
    }
}

} // namespace Standin::Models
