// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QMap>
#include <QStringList>

class QLineEdit;

namespace Standin::Gui {

/// Asks for the passwords that a profile names but does not contain, one field each.
class SecretsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `places`: JSON pointers (missingSecrets()); `profile`: the name of the profile.
    SecretsDialog(const QString &profile, const QStringList &places, QWidget *parent);

    /// The typed secrets by place, without empty ones.
    [[nodiscard]] QMap<QString, QString> values() const;

private:
    QMap<QString, QLineEdit *> m_fields;
};

} // namespace Standin::Gui
