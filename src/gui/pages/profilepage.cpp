// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/profilepage.h"

#include "fleet/fleet.h"
#include "gui/documents/profiledocuments.h"
#include "gui/pages/profileform.h"
#include "gui/style/colors.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "gui/widgets/fileedit.h"
#include "gui/widgets/wheelguard.h"
#include "link/linkurl.h"
#include "profile/profilecheck.h"
#include "ui_profilepage.h"

#include <QScopedValueRollback>

#include <utility>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

ProfilePage::ProfilePage(const DevicePageContext &context, QWidget *parent)
    : DevicePage(u"ProfilePage"_s, tr("Pro&file"), lineIcon(u"profile"_s), parent)
    , m_ui(std::make_unique<Ui::ProfilePage>())
    , m_context(context)
{
    m_ui->setupUi(this);
    m_ui->verifyWarning->say(tr("Every certificate is accepted, so another program could take the place of the broker "
                                "and read all messages. Only for tests of the network."),
                             MessageLabel::Tone::Warning);
    ProfileForm::setUp(*m_ui);
    new WheelGuard(*this);
    watchFields();
    connect(m_ui->applyButton, &QPushButton::clicked, this, &ProfilePage::apply);
    connect(m_ui->revertButton, &QPushButton::clicked, this, &ProfilePage::revert);
    connect(m_ui->reconnectButton, &QPushButton::clicked, this, &ProfilePage::reconnect);
}

ProfilePage::~ProfilePage() = default;

void ProfilePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    int needed = m_ui->columns->spacing();
    for (int i = 0; i < m_ui->columns->count(); ++i)
        needed += m_ui->columns->itemAt(i)->minimumSize().width();
    const QMargins margins = m_ui->scrollContents->layout()->contentsMargins();
    const int available = width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent) - margins.left() - margins.right();
    m_ui->columns->setDirection(available < needed ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
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
    for (const auto *group : {m_ui->willGroup, m_ui->birthGroup})
        connect(group, &QGroupBox::toggled, this, &ProfilePage::edited);
    connect(m_ui->subscriptionsEdit, &SubscriptionsEdit::edited, this, &ProfilePage::edited);
}

void ProfilePage::setSelection(const QStringList &ids)
{
    m_ui->clientIdText->setText(ids.first());
}

void ProfilePage::setDocument(const DocumentPtr &document)
{
    const QScopedValueRollback filling(m_filling, true);
    const bool isAnotherDocument = std::exchange(m_document, document) != document;
    const bool hadDraft = std::exchange(m_hasDraft, document->draft.has_value());
    const Profile shown = document->draft.value_or(document->profile);
    const qsizetype count = document->devices.size();
    m_ui->sharedLabel->setText(tr("Shared by all %L1 devices of %2.").arg(count).arg(document->title()));
    m_ui->sharedLabel->setVisible(count > 1);
    for (auto *field : findChildren<FileEdit *>())
        field->setFolder(document->profile.baseDir);
    if (profileInFields() != shown) {
        ProfileForm::fill(*m_ui, shown);
        m_ui->messageLabel->clear();
        m_ui->reconnectButton->hide();
        mark(nullptr);
    }
    if (isAnotherDocument || (hadDraft && !document->draft))
        ProfileForm::fillSecrets(*m_ui, shown); // the entered secrets belong to another address, or were applied
    // "Not applied yet" or the error of Apply is no longer true.
    const auto tone = m_ui->messageLabel->tone();
    if (!document->draft && (tone == MessageLabel::Tone::Quiet || tone == MessageLabel::Tone::Bad)) {
        m_ui->messageLabel->clear();
        mark(nullptr);
    }
    adapt();
    m_ui->applyButton->setEnabled(document->draft.has_value());
    m_ui->revertButton->setEnabled(document->draft.has_value());
}

Profile ProfilePage::profileInFields() const
{
    return ProfileForm::read(*m_ui, m_document->profile);
}

void ProfilePage::edited()
{
    if (m_filling)
        return;
    adapt();
    const Profile now = profileInFields();
    const bool changed = now != m_document->profile;
    m_ui->applyButton->setEnabled(changed);
    m_ui->revertButton->setEnabled(changed);
    m_ui->reconnectButton->hide();
    m_context.documents.setDraft(m_document, changed ? std::optional(now) : std::nullopt);
    const auto checked = checkProfile(now);
    if (!checked) {
        showProblem(checked.error());
        return;
    }
    mark(nullptr);
    m_ui->messageLabel->say(changed ? tr("Not applied yet.") : QString(), MessageLabel::Tone::Quiet);
}

void ProfilePage::apply()
{
    const Profile before = m_document->profile;
    if (const auto applied = m_context.documents.applyDraft(m_document); !applied) {
        showProblem(applied.error());
        return;
    }
    showApplied(before.connectsLike(m_document->profile) ? 0 : onlineDevices().size());
}

void ProfilePage::revert()
{
    {
        const QScopedValueRollback filling(m_filling, true);
        ProfileForm::fill(*m_ui, m_document->profile);
    }
    edited();
}

void ProfilePage::reconnect()
{
    m_ui->reconnectButton->hide();
    m_ui->messageLabel->clear();
    m_context.reconnect(onlineDevices());
}

QStringList ProfilePage::onlineDevices() const
{
    QStringList online = m_document->devices;
    online.removeIf([this](const QString &id) {
        const auto status = m_context.fleet.status(id);
        return !status || status->state == DeviceState::Offline || status->state == DeviceState::Failed;
    });
    return online;
}

void ProfilePage::showApplied(qsizetype needsReconnect)
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
    for (QWidget *field : std::initializer_list<QWidget *>{
             m_ui->serverReferenceLabel, m_ui->serverReferenceBox, m_ui->strictBox, m_ui->retainHandlingLabel,
             m_ui->retainHandlingBox, m_ui->noLocalBox, m_ui->retainAsPublishedBox, m_ui->commandPropertiesLabel,
             m_ui->commandPropertiesEdit})
        field->setEnabled(hasProperties);
    m_ui->subscriptionsEdit->setOptionsEnabled(hasProperties);
    const QStringList fileOnly = namesWithoutField(m_document->profile);
    m_ui->connectionHint->setVisible(!fileOnly.isEmpty());
    m_ui->connectionHint->setText(tr("Set only in the profile file: %1.").arg(fileOnly.join(u", "_s)));
}

QStringList ProfilePage::namesWithoutField(const Profile &profile)
{
    const Connection &connection = profile.connection;
    QStringList names;
    if (!connection.proxy.url.isEmpty())
        names.append(tr("the proxy %1").arg(connection.proxy.url.toDisplayString()));
    for (const HttpHeader &header : connection.headers)
        names.append(tr("the WebSocket header %1").arg(header.name));
    return names;
}

} // namespace Standin::Gui
