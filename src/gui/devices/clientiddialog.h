// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDialog>

#include <functional>
#include <memory>

namespace Standin::Gui {

namespace Ui {
class ClientIdDialog;
}

/// Asks for the client id of one device: a duplicate, or one that is renamed.
class ClientIdDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Texts
    {
        QString title;
        QString explanation;
        QString button;
    };
    /// Executes the action. If it fails, the dialog stays open and shows the error.
    using Take = std::function<Result<>(const QString &clientId)>;

    ClientIdDialog(const Texts &texts, const QString &clientId, Take take, QWidget *parent);
    ~ClientIdDialog() override;

    /// Offers to connect the device at once.
    void offerToConnect();
    /// Whether this was offered and is checked.
    [[nodiscard]] bool connectsNow() const;

    void accept() override;

private:
    std::unique_ptr<Ui::ClientIdDialog> m_ui;
    const Take m_take;
    bool m_offersToConnect = false;
};

} // namespace Standin::Gui
