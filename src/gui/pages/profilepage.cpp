// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/profilepage.h"

#include "gui/documents/profiledocument.h"
#include "gui/pages/profileform.h"
#include "gui/style/colors.h"
#include "gui/style/errorpresenter.h"
#include "gui/widgets/fileedit.h"
#include "gui/widgets/wheelguard.h"
#include "link/linkurl.h"
#include "profile/profilecheck.h"
#include "ui_profilepage.h"

#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int twoColumnsWidth = 740;

} // namespace

ProfilePage::ProfilePage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfilePage>())
{
    m_ui->setupUi(this);
    m_ui->subscriptionTable->setHorizontalHeaderLabels({tr("Topic filter"), tr("QoS")});
    m_ui->verifyWarning->say(tr("Any certificate will do, so anybody can pose as the broker and read along. "
                                "For a test of the network only."),
                             MessageLabel::Tone::Warning);
    ProfileForm::setUp(*m_ui);
    new WheelGuard(*this);
    watchFields();
    setUpSubscriptions();
    connect(m_ui->applyButton, &QPushButton::clicked, this, &ProfilePage::applied);
    connect(m_ui->revertButton, &QPushButton::clicked, this, [this] {
        {
            const QScopedValueRollback filling(m_filling, true);
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
    for (const auto *field : m_ui->scrollContents->findChildren<QDoubleSpinBox *>())
        connect(field, &QDoubleSpinBox::valueChanged, this, &ProfilePage::edited);
    for (const auto *field : m_ui->scrollContents->findChildren<QCheckBox *>())
        connect(field, &QCheckBox::toggled, this, &ProfilePage::edited);
    connect(m_ui->willGroup, &QGroupBox::toggled, this, &ProfilePage::edited);
    connect(m_ui->subscriptionTable, &QTableWidget::cellChanged, this, &ProfilePage::edited);
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
    for (auto *field : findChildren<FileEdit *>())
        field->setFolder(m_applied.baseDir);
    if (profileInFields() != shown) {
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
    adapt();
    m_ui->applyButton->setEnabled(document.draft.has_value());
    m_ui->revertButton->setEnabled(document.draft.has_value());
}

Profile ProfilePage::profileInFields() const
{
    return ProfileForm::read(*m_ui, m_applied);
}

void ProfilePage::edited()
{
    if (m_filling)
        return;
    adapt();
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

void ProfilePage::adapt()
{
    const bool isEncrypted = LinkUrl::isEncrypted(QUrl(m_ui->urlEdit->text().trimmed()));
    m_ui->tlsFields->setEnabled(isEncrypted);
    m_ui->tlsHint->setVisible(!isEncrypted);
    m_ui->verifyWarning->setVisible(isEncrypted && !m_ui->verifyPeerBox->isChecked());
    const bool hasProperties = m_ui->versionBox->currentText() == toString(MqttVersion::V5_0);
    m_ui->sessionExpiryLabel->setEnabled(hasProperties);
    m_ui->sessionExpiryBox->setEnabled(hasProperties);
    m_ui->willDelayLabel->setEnabled(hasProperties && m_ui->willGroup->isChecked());
    m_ui->willDelayBox->setEnabled(hasProperties && m_ui->willGroup->isChecked());
    const QStringList fileOnly = namesWithoutField(m_applied.connection);
    m_ui->connectionHint->setVisible(!fileOnly.isEmpty());
    m_ui->connectionHint->setText(tr("Set in the profile file alone: %1.").arg(fileOnly.join(u", "_s)));
}

QStringList ProfilePage::namesWithoutField(const Connection &connection)
{
    QStringList names;
    if (!connection.proxy.url.isEmpty())
        names.append(tr("the proxy %1").arg(connection.proxy.url.toDisplayString()));
    for (const HttpHeader &header : connection.headers)
        names.append(tr("the WebSocket header %1").arg(header.name));
    return names;
}

} // namespace Standin::Gui
