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

/// Asks for what a new device needs at least; the rest comes from the profile it starts from.
class NewDeviceDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Makes the devices; the dialog stays open and tells the error when that fails.
    using Make = std::function<Result<>(const Profile &)>;

    NewDeviceDialog(const Profile &start, Make make, QWidget *parent);
    ~NewDeviceDialog() override;

    /// Whether the devices are wanted online at once.
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
