// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/clientiddialog.h"

#include "gui/style/errorpresenter.h"
#include "ui_clientiddialog.h"

#include <QPushButton>

namespace Standin::Gui {

ClientIdDialog::ClientIdDialog(const Texts &texts, const QString &clientId, Take take, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ClientIdDialog>())
    , m_take(std::move(take))
{
    m_ui->setupUi(this);
    setWindowTitle(texts.title);
    m_ui->explanationLabel->setText(texts.explanation);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setText(texts.button);
    m_ui->connectNowBox->hide();
    m_ui->clientIdEdit->setText(clientId);
    m_ui->clientIdEdit->selectAll();
    connect(m_ui->clientIdEdit, &QLineEdit::textChanged, m_ui->messageLabel, &QLabel::clear);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &ClientIdDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &ClientIdDialog::reject);
}

ClientIdDialog::~ClientIdDialog() = default;

void ClientIdDialog::offerToConnect()
{
    m_offersToConnect = true;
    m_ui->connectNowBox->show();
}

bool ClientIdDialog::connectsNow() const
{
    return m_offersToConnect && m_ui->connectNowBox->isChecked();
}

void ClientIdDialog::accept()
{
    if (const auto taken = m_take(m_ui->clientIdEdit->text().trimmed()); !taken)
        m_ui->messageLabel->say(ErrorPresenter::text(taken.error()), MessageLabel::Tone::Bad);
    else
        QDialog::accept();
}

} // namespace Standin::Gui
