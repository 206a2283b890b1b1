// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilepage.h"

#include "gui/colors.h"
#include "gui/errorpresenter.h"
#include "gui/profilecheck.h"
#include "gui/profiledocument.h"
#include "gui/profileform.h"
#include "gui/wheelguard.h"
#include "ui_profilepage.h"

#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace Standin {

namespace {

constexpr int twoColumnsWidth = 700;

} // namespace

ProfilePage::ProfilePage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfilePage>())
{
    m_ui->setupUi(this);
    m_ui->passwordKindBox->addItems({tr("None"), tr("Typed in"), tr("Environment variable"), tr("File")});
    m_ui->subscriptionTable->setHorizontalHeaderLabels({tr("Topic filter"), tr("QoS")});
    ProfileForm::setUp(*m_ui);
    new WheelGuard(*this);
    watchFields();
    setUpSubscriptions();
    connect(m_ui->applyButton, &QPushButton::clicked, this, &ProfilePage::applied);
    connect(m_ui->revertButton, &QPushButton::clicked, this, [this] {
        {
            const QScopedValueRollback filling(m_filling, true);
            m_password = m_applied.connection.password;
            ProfileForm::fill(*m_ui, m_applied);
        }
        edited();
    });
    connect(m_ui->reconnectButton, &QPushButton::clicked, this, [this] {
        m_ui->reconnectButton->hide();
        m_ui->messageLabel->clear();
        emit reconnectRequested();
    });
}

ProfilePage::~ProfilePage() = default;

void ProfilePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < twoColumnsWidth;
    m_ui->columns->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void ProfilePage::watchFields()
{
    for (const auto *field : m_ui->scrollContents->findChildren<QLineEdit *>())
        connect(field, &QLineEdit::textChanged, this, &ProfilePage::edited);
    for (const auto *field : m_ui->scrollContents->findChildren<QComboBox *>())
        connect(field, &QComboBox::currentIndexChanged, this, &ProfilePage::edited);
    for (const auto *field : m_ui->scrollContents->findChildren<QSpinBox *>())
        connect(field, &QSpinBox::valueChanged, this, &ProfilePage::edited);
    for (const auto *field : m_ui->scrollContents->findChildren<QCheckBox *>())
        connect(field, &QCheckBox::toggled, this, &ProfilePage::edited);
    connect(m_ui->willGroup, &QGroupBox::toggled, this, &ProfilePage::edited);
    connect(m_ui->subscriptionTable, &QTableWidget::cellChanged, this, &ProfilePage::edited);
    connect(m_ui->passwordKindBox, &QComboBox::activated, m_ui->passwordEdit, &QLineEdit::clear);
}

void ProfilePage::setUpSubscriptions()
{
    QTableWidget *table = m_ui->subscriptionTable;
    connect(m_ui->addSubscriptionButton, &QPushButton::clicked, this, [table] {
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 1, new QTableWidgetItem(u"1"_s));
        table->setItem(row, 0, new QTableWidgetItem(u"fw/${clientId}/#"_s));
        table->setCurrentCell(row, 0);
        table->editItem(table->item(row, 0));
    });
    connect(m_ui->removeSubscriptionButton, &QPushButton::clicked, this, [this, table] {
        table->removeRow(table->currentRow());
        edited();
    });
}

void ProfilePage::setDevice(const QString &id, const ProfileDocument &document)
{
    const QScopedValueRollback filling(m_filling, true);
    const Profile shown = document.draft.value_or(document.profile);
    const auto count = static_cast<int>(document.devices.size());
    m_ui->clientIdText->setText(id);
    m_ui->sharedLabel->setText(tr("Shared by all %L1 devices of %2.").arg(count).arg(document.title()));
    m_ui->sharedLabel->setVisible(count > 1);
    m_applied = document.profile;
    if (profileInFields() != shown) {
        m_password = shown.connection.password;
        ProfileForm::fill(*m_ui, shown);
        m_ui->messageLabel->clear();
        m_ui->reconnectButton->hide();
        mark(nullptr);
    }
    // "Not applied yet", or what kept it from being applied: neither is true any longer.
    const auto tone = m_ui->messageLabel->tone();
    if (!document.draft && (tone == MessageLabel::Tone::Quiet || tone == MessageLabel::Tone::Bad)) {
        m_ui->messageLabel->clear();
        mark(nullptr);
    }
    adaptPasswordEdit();
    m_ui->applyButton->setEnabled(document.draft.has_value());
    m_ui->revertButton->setEnabled(document.draft.has_value());
}

Profile ProfilePage::profileInFields() const
{
    return ProfileForm::read(*m_ui, m_applied, m_password);
}

void ProfilePage::edited()
{
    if (m_filling)
        return;
    adaptPasswordEdit();
    const Profile now = profileInFields();
    const bool changed = now != m_applied;
    m_ui->applyButton->setEnabled(changed);
    m_ui->revertButton->setEnabled(changed);
    m_ui->reconnectButton->hide();
    emit drafted(changed ? std::optional(now) : std::nullopt);
    const auto checked = checkProfile(now);
    if (!checked) {
        showProblem(checked.error());
        return;
    }
    mark(nullptr);
    m_ui->messageLabel->say(changed ? tr("Not applied yet.") : QString(), MessageLabel::Tone::Quiet);
}

void ProfilePage::showApplied(int needsReconnect)
{
    m_ui->reconnectButton->setVisible(needsReconnect > 0);
    if (needsReconnect > 0)
        m_ui->messageLabel->say(
            needsReconnect == 1
                ? tr("Applied. It takes effect when the device connects again.")
                : tr("Applied. It takes effect when the %L1 devices now online connect again.").arg(needsReconnect),
            MessageLabel::Tone::Warning);
    else
        m_ui->messageLabel->say(tr("Applied."), MessageLabel::Tone::Good);
}

void ProfilePage::showProblem(const Error &error)
{
    m_ui->messageLabel->say(ErrorPresenter::what(error), MessageLabel::Tone::Bad);
    mark(ProfileForm::fieldAt(*m_ui, error.where));
}

void ProfilePage::mark(QWidget *field)
{
    if (m_marked)
        m_marked->setPalette({});
    m_marked = field;
    if (!field)
        return;
    QPalette marked;
    marked.setColor(QPalette::Text, Colors::bad(palette()));
    field->setPalette(marked);
}

void ProfilePage::adaptPasswordEdit()
{
    const auto kind = static_cast<ProfileForm::PasswordKind>(m_ui->passwordKindBox->currentIndex());
    const bool typed = kind == ProfileForm::PasswordKind::Typed;
    m_ui->passwordEdit->setEnabled(kind != ProfileForm::PasswordKind::None);
    m_ui->passwordEdit->setEchoMode(typed ? QLineEdit::Password : QLineEdit::Normal);
    switch (kind) {
    case ProfileForm::PasswordKind::None:
        m_ui->passwordEdit->setPlaceholderText({});
        break;
    case ProfileForm::PasswordKind::Typed:
        m_ui->passwordEdit->setPlaceholderText(m_password.value.isEmpty() ? tr("Never saved") : tr("Unchanged"));
        break;
    case ProfileForm::PasswordKind::Environment:
        m_ui->passwordEdit->setPlaceholderText(tr("Its name"));
        break;
    case ProfileForm::PasswordKind::File:
        m_ui->passwordEdit->setPlaceholderText(tr("Its path"));
        break;
    }
}

} // namespace Standin
