// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"

#include <QWidget>

#include <memory>

namespace Standin::Gui {

namespace Ui {
class DeviceHeader;
}

/// The header of the pages: the current device, its state, and advice for errors.
class DeviceHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit DeviceHeader(QWidget *parent = nullptr);
    ~DeviceHeader() override;

    void setStatus(const DeviceStatus &status);
    /// Number of selected devices, including the shown one.
    void setSelectedCount(qsizetype count);
    /// The document's name, and whether it has unsaved changes.
    void setDocument(const QString &title, bool modified);

private:
    std::unique_ptr<Ui::DeviceHeader> m_ui;
};

} // namespace Standin::Gui
