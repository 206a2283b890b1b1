// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/devicestate.h"

#include <QSortFilterProxyModel>
#include <QTimer>

#include <optional>

namespace Standin::Models {

class DeviceTableModel;

/// The devices whose client id, profile or broker contains a text and that are in a given state. Client ids and names
/// are sorted in natural order; without sorting the order is that of the source.
class DeviceFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// The source must outlive the model.
    explicit DeviceFilterModel(DeviceTableModel &source, QObject *parent = nullptr);

    void setText(const QString &text);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    /// nullopt: any state.
    void setState(std::optional<DeviceState> state);
    /// Whether text or state is set.
    [[nodiscard]] bool isFiltering() const { return m_state || !m_text.isEmpty(); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    const DeviceTableModel &m_devices;
    QTimer m_resort;
    QString m_text;
    std::optional<DeviceState> m_state;
};

} // namespace Standin::Models
