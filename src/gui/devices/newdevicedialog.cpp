// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/newdevicedialog.h"

#include "gui/style/errorpresenter.h"
#include "gui/widgets/wheelguard.h"
#include "profile/profilecheck.h"
#include "profile/secretrecipients.h"
#include "ui_newdevicedialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int namedIds = 3;

} // namespace

NewDeviceDialog::NewDeviceDialog(const Profile &start, Make make, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::NewDeviceDialog>())
    , m_start(start)
    , m_make(std::move(make))
{
    m_ui->setupUi(this);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setText(tr("Create"));
    m_ui->versionBox->addItems(mqttVersionNames());
    new WheelGuard(*this);
    m_ui->nameEdit->setText(start.name);
    m_ui->clientIdEdit->setText(start.clientId);
    m_ui->countBox->setValue(start.count);
    m_ui->urlEdit->setText(start.connection.url.toString());
    m_ui->versionBox->setCurrentText(toString(start.connection.version));
    m_ui->usernameEdit->setText(start.connection.username);
    connect(m_ui->urlEdit, &QLineEdit::textChanged, this, &NewDeviceDialog::showPassword);
    connect(m_ui->clientIdEdit, &QLineEdit::textChanged, this, &NewDeviceDialog::showClientIds);
    connect(m_ui->countBox, &QSpinBox::valueChanged, this, &NewDeviceDialog::showClientIds);
    // The message was about the previous contents of the fields.
    for (const auto *field : findChildren<QLineEdit *>())
        connect(field, &QLineEdit::textChanged, m_ui->messageLabel, &QLabel::clear);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &NewDeviceDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &NewDeviceDialog::reject);
    showClientIds();
    showPassword();
}

NewDeviceDialog::~NewDeviceDialog() = default;

bool NewDeviceDialog::connectsNow() const
{
    return m_ui->connectNowBox->isChecked();
}

void NewDeviceDialog::accept()
{
    const Profile wanted = profile();
    if (const auto checked = checkProfile(wanted); !checked) {
        m_ui->messageLabel->say(ErrorPresenter::what(checked.error()), MessageLabel::Tone::Bad);
        return;
    }
    if (const auto made = m_make(wanted); !made) {
        m_ui->messageLabel->say(ErrorPresenter::text(made.error()), MessageLabel::Tone::Bad);
        return;
    }
    QDialog::accept();
}

void NewDeviceDialog::showClientIds()
{
    const QString pattern = m_ui->clientIdEdit->text();
    const int count = m_ui->countBox->value();
    if (count > 1 && !pattern.contains(u"${")) {
        m_ui->clientIdHint->setText(tr("Each device needs a client ID of its own: put ${index} into it."));
        return;
    }
    QStringList ids;
    for (int index = 0; index < qMin(count, namedIds); ++index)
        ids.append(QString(pattern).replace(u"${index}"_s, QString::number(index)));
    if (count > namedIds)
        ids.append(u"…"_s);
    m_ui->clientIdHint->setText(tr("Makes %1", "list of client ids").arg(ids.join(u", "_s)));
}

void NewDeviceDialog::showPassword()
{
    m_ui->passwordEdit->setPlaceholderText(profile().connection.password.isSet() ? tr("As before") : QString());
}

Profile NewDeviceDialog::profile() const
{
    Profile profile = m_start;
    profile.name = m_ui->nameEdit->text().trimmed();
    profile.clientId = m_ui->clientIdEdit->text().trimmed();
    profile.count = m_ui->countBox->value();
    profile.connection.url = QUrl(m_ui->urlEdit->text().trimmed(), QUrl::StrictMode);
    profile.connection.version =
        mqttVersionFromString(m_ui->versionBox->currentText()).value_or(m_start.connection.version);
    profile.connection.username = m_ui->usernameEdit->text();
    if (!m_ui->passwordEdit->text().isEmpty())
        profile.connection.password = {.value = m_ui->passwordEdit->text(), .env = {}, .file = {}};
    else if (SecretRecipients::addressOf(profile.connection) != SecretRecipients::addressOf(m_start.connection))
        profile.connection.password = {}; // it is for the other broker
    return profile;
}

} // namespace Standin::Gui
