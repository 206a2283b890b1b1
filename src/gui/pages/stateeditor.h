// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"

#include <QHash>
#include <QWidget>

#include <memory>

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

namespace Ui {
class StateEditor;
}

/// The state of a device as JSON. It follows the device until it is edited; edits that were not applied are kept while
/// another device is shown.
class StateEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit StateEditor(QWidget *parent = nullptr);
    ~StateEditor() override;

    /// The fleet must outlive the editor. Before anything else.
    void setFleet(Fleet &fleet) { m_fleet = &fleet; }
    void setStatus(const DeviceStatus &status);

private:
    void edited();
    void checked();
    void apply();
    void revert();
    void reset();

    std::unique_ptr<Ui::StateEditor> m_ui;
    Fleet *m_fleet = nullptr;
    QString m_device;
    JsonText m_values;                   ///< of the device
    QHash<QString, QByteArray> m_drafts; ///< texts not applied yet, by device
    bool m_filling = false;
};

} // namespace Standin::Gui
