// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"

#include <QAbstractTableModel>
#include <QHash>

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Models {

/// One row per device, in the order in which they were added. It reads the fleet when refresh() is called; unchanged
/// devices keep their row, their indexes and so the selection.
class DeviceTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StateColumn,
        ClientIdColumn,
        ProfileColumn,
        BrokerColumn,
        LastMessageColumn,
        ReceivedColumn,
        SentColumn,
        ColumnCount
    };

    enum Role {
        SortRole = Qt::UserRole, ///< the raw value behind the text
        StatusRole,              ///< the DeviceStatus of the row
    };

    /// The fleet must outlive the model.
    explicit DeviceTableModel(const Fleet &fleet, QObject *parent = nullptr);

    /// Takes the changes of the fleet since the last call. Returns whether there were any.
    bool refresh();

    [[nodiscard]] const DeviceStatus &status(int row) const { return m_devices.at(row); }
    /// -1 for an unknown device.
    [[nodiscard]] int rowOf(const QString &id) const { return m_rows.value(id, -1); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    void takeList(const QList<DeviceStatus> &devices);
    void takeChanges(const QList<DeviceStatus> &devices);
    void removeMissing(const QList<DeviceStatus> &devices);
    void removeRange(int first, int last);
    void append(const QList<DeviceStatus> &devices);
    void reindexFrom(int row);
    void announce(int firstRow, int lastRow);
    [[nodiscard]] QVariant sortValue(const DeviceStatus &status, int column) const;

    const Fleet &m_fleet;
    QList<DeviceStatus> m_devices;
    QHash<QString, int> m_rows;
    quint64 m_revision = 0;
};

} // namespace Standin::Models
