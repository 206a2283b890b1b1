// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/devicestate.h"

#include <QSortFilterProxyModel>
#include <QTimer>

#include <optional>

namespace Standin::Models {

class DeviceTableModel;

/// The devices whose client id, profile or broker holds a text and that are in a given state. Sorts client ids and
/// names as a person would; unsorted, the order of the source stays.
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
    /// Whether text or state are set.
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
