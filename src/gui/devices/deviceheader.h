// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"

#include <QWidget>

#include <memory>

namespace Standin::Gui {

namespace Ui {
class DeviceHeader;
}

/// The strip that says which device the pages are about, how it is, and what to do where something is wrong.
class DeviceHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit DeviceHeader(QWidget *parent = nullptr);
    ~DeviceHeader() override;

    void setStatus(const DeviceStatus &status);
    /// How many are selected, the shown one among them.
    void setSelectedCount(qsizetype count);
    /// The document's name, and whether it holds unsaved changes.
    void setDocument(const QString &title, bool modified);

private:
    std::unique_ptr<Ui::DeviceHeader> m_ui;
};

} // namespace Standin::Gui
