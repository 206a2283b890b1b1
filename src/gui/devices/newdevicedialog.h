// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/profile.h"

#include <QDialog>

#include <functional>
#include <memory>

namespace Standin::Gui {

namespace Ui {
class NewDeviceDialog;
}

/// Asks for the required settings of a new device; the other settings are those of the base profile.
class NewDeviceDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Makes the devices. If this fails, the dialog stays open and shows the error.
    using Make = std::function<Result<>(const Profile &)>;

    NewDeviceDialog(const Profile &start, Make make, QWidget *parent);
    ~NewDeviceDialog() override;

    /// Whether the devices are to be connected at once.
    [[nodiscard]] bool connectsNow() const;

    void accept() override;

private:
    void showClientIds();
    void showPassword();
    [[nodiscard]] Profile profile() const;

    std::unique_ptr<Ui::NewDeviceDialog> m_ui;
    const Profile m_start;
    const Make m_make;
};

} // namespace Standin::Gui
