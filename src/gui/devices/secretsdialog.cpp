// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/secretsdialog.h"

#include "gui/style/displaytext.h"
#include "gui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

SecretsDialog::SecretsDialog(const QString &profile, const QStringList &places, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"SecretsDialog"_s);
    setWindowTitle(tr("Passwords"));
    auto *explanation = new TextLabel;
    explanation->setText(
        tr("%1 does not contain these secrets. They are kept until the window is closed.").arg(profile));
    auto *form = new QFormLayout;
    for (const QString &place : places) {
        auto *field = new QLineEdit;
        field->setEchoMode(QLineEdit::Password);
        field->setMinimumWidth(fontMetrics().averageCharWidth() * 32);
        field->setAccessibleName(DisplayText::secret(place));
        form->addRow(DisplayText::secret(place), field);
        m_fields.insert(place, field);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Connect"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(explanation);
    column->addLayout(form);
    column->addWidget(buttons);
}

QMap<QString, QString> SecretsDialog::values() const
{
    QMap<QString, QString> values;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        if (const QString text = (*field)->text(); !text.isEmpty())
            values.insert(field.key(), text);
    }
    return values;
}

} // namespace Standin::Gui
