// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/publishpage.h"

#include "base/clock.h"
#include "fleet/fleet.h"
#include "gui/documents/profiledocuments.h"
#include "gui/pages/templatemenu.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "gui/widgets/wheelguard.h"
#include "template/templatescope.h"
#include "ui_publishpage.h"

#include <QInputDialog>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

const QByteArray firstPayload = R"({
  "time": "${isoNow()}",
  "value": "${randomInt(1, 100)}"
})";

/// The scope to render a topic with the values that the page knows.
TemplateScope scopeOf(const DeviceStatus &status)
{
    static const SystemClock clock;
    TemplateScope scope(clock, 0);
    scope.clientId = status.id;
    scope.index = status.index;
    scope.topics = {status.reportTopic, status.commandTopic, status.replyTopic};
    return scope;
}

} // namespace

PublishPage::PublishPage(const DevicePageContext &context, QWidget *parent)
    : DevicePage(u"PublishPage"_s, tr("&Publish"), lineIcon(u"send"_s), parent)
    , m_ui(std::make_unique<Ui::PublishPage>())
    , m_context(context)
{
    m_ui->setupUi(this);
    for (const QString &topic : {u"${topics.report}"_s, u"${topics.reply}"_s})
        m_ui->topicBox->addItem(topic);
    m_ui->qosBox->addItem(tr("0: at most once"));
    m_ui->qosBox->addItem(tr("1: at least once"));
    m_ui->qosBox->addItem(tr("2: exactly once"));
    m_ui->qosBox->setCurrentIndex(Address().qos);
    m_ui->sendButton->setIcon(lineIcon(u"send"_s));
    m_ui->saveMessageButton->setIcon(lineIcon(u"add"_s));
    setUpEditor();
    setUpSavedMessages();
    new WheelGuard(*this);

    auto *sendKeys = new QShortcut(Qt::CTRL | Qt::Key_Return, this);
    sendKeys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(sendKeys, &QShortcut::activated, m_ui->sendButton, &QPushButton::click);
    connect(m_ui->sendButton, &QPushButton::clicked, this, [this] { send({m_status.id}, publication(), {}); });
    connect(m_ui->sendToSelectedButton, &QPushButton::clicked, this, [this] { send(m_selection, publication(), {}); });
    connect(m_ui->topicBox, &QComboBox::editTextChanged, this, &PublishPage::showResolvedTopic);
    // The shown result is that of the unedited message.
    connect(m_ui->topicBox, &QComboBox::editTextChanged, m_ui->resultLabel, &QLabel::clear);
    connect(m_ui->editor, &QsciScintilla::textChanged, m_ui->resultLabel, &QLabel::clear);
}

PublishPage::~PublishPage() = default;

void PublishPage::setUpEditor()
{
    m_ui->insertButton->setIcon(lineIcon(u"template"_s));
    m_ui->insertButton->setMenu(new TemplateMenu(*m_ui->editor, TemplateMenu::Purpose::Message, this));
    m_ui->formatButton->setIcon(lineIcon(u"format"_s));
    connect(m_ui->formatButton, &QPushButton::clicked, m_ui->editor, &PayloadEditor::reindent);
    connect(m_ui->editor, &PayloadEditor::checked, this, &PublishPage::showProblem);
    m_ui->editor->setPayload(firstPayload);
    showProblem();
}

void PublishPage::setUpSavedMessages()
{
    auto *bar = m_ui->savedMessages;
    bar->setTabNeighbours(m_ui->sendToSelectedButton, m_ui->saveMessageButton);
    connect(m_ui->saveMessageButton, &QPushButton::clicked, this, &PublishPage::saveMessage);
    connect(bar, &SavedMessagesBar::loadRequested, this, &PublishPage::load);
    connect(bar, &SavedMessagesBar::sendRequested, this, [this](const SavedMessage &message) {
        send(m_selection, {message.topic, message.payload, message.qos, message.retain}, message.name);
    });
    connect(bar, &SavedMessagesBar::replaceRequested, this, [this](int index) {
        QList<SavedMessage> changed = messages();
        changed[index] = savedMessage(changed.at(index).name);
        setMessages(changed);
    });
    connect(bar, &SavedMessagesBar::removeRequested, this, [this](int index) {
        QList<SavedMessage> changed = messages();
        changed.removeAt(index);
        setMessages(changed);
    });
}

void PublishPage::setStatus(const DeviceStatus &status)
{
    if (status.id != m_status.id)
        m_ui->resultLabel->clear();
    m_status = status;
    showResolvedTopic();
}

void PublishPage::setSelection(const QStringList &ids)
{
    if (m_selection.value(0) != ids.first())
        exchangeAddress(m_selection.value(0), ids.first());
    m_selection = ids;
    m_ui->savedMessages->setDeviceCount(ids.size());
    m_ui->sendToSelectedButton->setVisible(ids.size() > 1);
    m_ui->sendToSelectedButton->setText(tr("Send from all %L1 se&lected").arg(ids.size()));
}

void PublishPage::exchangeAddress(const QString &before, const QString &after)
{
    const Address current{m_ui->topicBox->currentText(), m_ui->qosBox->currentIndex(), m_ui->retainBox->isChecked()};
    if (!before.isEmpty() && current != Address())
        m_addresses.insert(before, current);
    else
        m_addresses.remove(before);
    m_addresses.removeIf([this](const auto &entry) { return !m_context.fleet.contains(entry.key()); });
    const Address next = m_addresses.value(after);
    m_ui->topicBox->setEditText(next.topic);
    m_ui->qosBox->setCurrentIndex(next.qos);
    m_ui->retainBox->setChecked(next.retain);
}

void PublishPage::setDocument(const DocumentPtr &document)
{
    m_document = document;
    m_ui->savedMessages->setMessages(messages());
}

void PublishPage::setMessages(const QList<SavedMessage> &messages)
{
    Profile profile = m_document->profile;
    profile.messages = messages;
    if (const auto set = m_context.documents.setProfile(m_document, profile); !set)
        emit failed(set.error());
}

void PublishPage::send(const QStringList &ids, const Publication &publication, const QString &name)
{
    if (publication.topic.isEmpty()) {
        m_ui->resultLabel->say(tr("Enter a topic to send to first."), MessageLabel::Tone::Bad);
        return;
    }
    m_ui->resultLabel->say(tr("Sending …"), MessageLabel::Tone::Quiet);
    Bulk::perform(m_context.fleet, ids, Order::Publish{publication}, this,
                  [this, publication, name](const Bulk::Outcome &outcome) { showOutcome(outcome, publication, name); });
}

void PublishPage::showOutcome(const Bulk::Outcome &outcome, const Publication &publication, const QString &name)
{
    const QString prefix = name.isEmpty() ? QString() : tr("“%1”: ").arg(name);
    if (outcome.firstError && outcome.asked == 1) {
        m_ui->resultLabel->say(prefix + ErrorPresenter::text(*outcome.firstError), MessageLabel::Tone::Bad);
    } else if (outcome.firstError) {
        m_ui->resultLabel->say(prefix + tr("%L1 of %L2 sent. %3: %4")
                                            .arg(outcome.done)
                                            .arg(outcome.asked)
                                            .arg(outcome.firstFailed, ErrorPresenter::text(*outcome.firstError)),
                               MessageLabel::Tone::Bad);
    } else {
        const QString what = publication.qos == 0
                                 ? tr("sent; QoS 0 has no acknowledgement")
                                 : tr("acknowledged by the broker after %L1 ms").arg(outcome.elapsedMs);
        const QString count = outcome.asked == 1 ? QString() : tr("%L1 messages ").arg(outcome.asked);
        QString text = prefix + count + what + u'.';
        text[0] = text.at(0).toUpper();
        m_ui->resultLabel->say(text, MessageLabel::Tone::Good);
    }
}

void PublishPage::showProblem()
{
    const auto &problem = m_ui->editor->problem();
    m_ui->formatButton->setEnabled(!problem);
    if (!problem) {
        m_ui->problemLabel->clear();
        return;
    }
    if (m_ui->editor->looksLikeJson())
        m_ui->problemLabel->say(tr("%1 It can still be sent unchanged.").arg(problem->text()), MessageLabel::Tone::Bad);
    else
        m_ui->problemLabel->say(tr("Not JSON: it is sent as plain text."), MessageLabel::Tone::Quiet);
}

void PublishPage::showResolvedTopic()
{
    const QString topic = m_ui->topicBox->currentText();
    TemplateScope scope = scopeOf(m_status);
    const QString result = renderNames(topic, scope);
    m_ui->resolvedLabel->setText(result == topic ? QString() : tr("→ %1").arg(result));
}

void PublishPage::load(const SavedMessage &message)
{
    m_ui->topicBox->setEditText(message.topic);
    m_ui->qosBox->setCurrentIndex(message.qos);
    m_ui->retainBox->setChecked(message.retain);
    m_ui->editor->setPayload(message.payload);
    m_ui->editor->setFocus();
}

void PublishPage::saveMessage()
{
    bool confirmed = false;
    const QString name = QInputDialog::getText(this, tr("Save Message"), tr("Text on the button:"), QLineEdit::Normal,
                                               tr("Message %1").arg(messages().size() + 1), &confirmed)
                             .trimmed();
    if (confirmed && !name.isEmpty())
        setMessages(messages() + QList{savedMessage(name)});
}

Publication PublishPage::publication() const
{
    return {m_ui->topicBox->currentText().trimmed(), m_ui->editor->payload(),
            static_cast<quint8>(m_ui->qosBox->currentIndex()), m_ui->retainBox->isChecked()};
}

SavedMessage PublishPage::savedMessage(const QString &name) const
{
    const Publication now = publication();
    return {name, now.topic, now.payload, now.qos.value_or(SavedMessage().qos), now.retain};
}

} // namespace Standin::Gui
