// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/secret.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace Standin::Gui {

/// The two fields of a secret: its kind (`kindBox`) and the typed value (`valueEdit`). A secret that was typed in is
/// never shown again: the field stays empty. If nothing was typed in, the window asks for it on Connect.
class SecretEdit final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind {
        None,
        Typed,
        Environment,
        File,
        Keychain,
    };

    explicit SecretEdit(QWidget *parent = nullptr);

    void setSecret(const Secret &secret);
    /// The secret that was set, or that the user has entered since; an entered one has no recipient yet.
    [[nodiscard]] Secret secret() const;

private:
    [[nodiscard]] Kind kind() const;
    void adaptValueEdit();

    QComboBox *m_kindBox;
    QLineEdit *m_valueEdit;
    Secret m_kept; ///< the secret that was set; the empty field means its value
    bool m_isEntered = false;
};

} // namespace Standin::Gui
