// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicefiltermodel.h"

#include <QWidget>

#include <memory>

class QAction;

namespace Standin::Models {
class DeviceTableModel;
} // namespace Standin::Models

namespace Standin::Gui {

class DeviceActions;

namespace Ui {
class DeviceListPane;
}

/// The table of devices with its filters and buttons.
class DeviceListPane final : public QWidget
{
    Q_OBJECT

public:
    /// Model and actions must outlive the pane.
    DeviceListPane(Models::DeviceTableModel &model, DeviceActions &actions, QAction *newDevice,
                   QWidget *parent = nullptr);
    ~DeviceListPane() override;

    /// The selected devices, the current one first.
    [[nodiscard]] QStringList selection() const;
    /// Selects only this device, if the filters show it.
    void select(const QString &id);
    void focusFilter();

    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

signals:
    void selectionChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpButtons(DeviceActions &actions, QAction *newDevice);
    void setUpTable(DeviceActions &actions);
    void setUpFilters();
    void showCount();
    /// After a removal: selects the device at the position of the removed ones.
    void selectNeighbour();
    /// Makes the column of the states wide enough for every state.
    void fitStates();

    std::unique_ptr<Ui::DeviceListPane> m_ui;
    Models::DeviceTableModel &m_model;
    Models::DeviceFilterModel m_filtered;
    int m_lastRemovedRow = 0;
};

} // namespace Standin::Gui
