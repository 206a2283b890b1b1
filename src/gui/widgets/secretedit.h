// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/secret.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace Standin::Gui {

/// The two fields of a secret: its kind (`kindBox`), and what is typed for it (`valueEdit`). A secret that was typed in
/// is never shown again: the empty field stands for it. Where nothing was typed in, it is asked for on Connect.
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
    /// What was set, or what a user has entered since: that is given anew, so it has no recipient yet.
    [[nodiscard]] Secret secret() const;

private:
    [[nodiscard]] Kind kind() const;
    void adaptValueEdit();

    QComboBox *m_kindBox;
    QLineEdit *m_valueEdit;
    Secret m_kept; ///< what was set; its value is what the empty field stands for
    bool m_isEntered = false;
};

} // namespace Standin::Gui
