// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "gui/pages/payloadrow.h"

#include <QPointer>

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

class PayloadDialog;

/// The state of a device, which rules read and change.
class StateRow final : public PayloadRow
{
    Q_OBJECT

public:
    /// The fleet must outlive the row.
    explicit StateRow(Fleet &fleet, QWidget *parent = nullptr);

    void setStatus(const DeviceStatus &status);

private:
    void edit();
    void reset();

    Fleet &m_fleet;
    QString m_device;
    JsonText m_values; ///< of the device
    QPointer<PayloadDialog> m_dialog;
    QString m_edited; ///< the device that the dialog is about
};

} // namespace Standin::Gui
