// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/repliespage.h"

#include "fleet/bulk.h"
#include "gui/documents/profiledocuments.h"
#include "gui/pages/presetmatch.h"
#include "gui/pages/templatemenu.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "rules/presetreply.h"
#include "ui_repliespage.h"

#include <QScopedValueRollback>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

const QByteArray firstPreset = R"({
  "code": 0,
  "requestTime": "${requestTime}",
  "result": {}
})";

} // namespace

RepliesPage::RepliesPage(const DevicePageContext &context, QWidget *parent)
    : DevicePage(u"RepliesPage"_s, tr("&Replies"), lineIcon(u"reply"_s), parent)
    , m_ui(std::make_unique<Ui::RepliesPage>())
    , m_context(context)
{
    m_ui->setupUi(this);
    setUpEditor(*m_ui->presetEditor, *m_ui->presetInsertButton, *m_ui->presetFormatButton, *m_ui->presetProblemLabel);
    setUpEditor(*m_ui->defaultEditor, *m_ui->defaultInsertButton, *m_ui->defaultFormatButton,
                *m_ui->defaultProblemLabel);
    setUpPresets();
    setUpDefaultReply();
}

RepliesPage::~RepliesPage() = default;

void RepliesPage::setUpEditor(PayloadEditor &editor, QPushButton &insert, QPushButton &format, MessageLabel &problem)
{
    insert.setIcon(lineIcon(u"template"_s));
    insert.setMenu(new TemplateMenu(editor, TemplateMenu::Purpose::Reply, this));
    format.setIcon(lineIcon(u"format"_s));
    connect(&format, &QPushButton::clicked, &editor, &PayloadEditor::reindent);
    connect(&editor, &PayloadEditor::checked, this, [&editor, &format, &problem] {
        format.setEnabled(!editor.problem());
        if (!editor.problem())
            problem.clear();
        else if (editor.looksLikeJson())
            problem.say(editor.problem()->text(), MessageLabel::Tone::Bad);
        else
            problem.say(tr("Not JSON: it is sent as plain text."), MessageLabel::Tone::Quiet);
    });
}

void RepliesPage::setUpPresets()
{
    m_ui->presetEditor->setPayload(firstPreset);
    setUpQueue();
    connect(m_ui->addPresetButton, &QPushButton::clicked, this, &RepliesPage::addPreset);
    connect(m_ui->presetEditor, &QsciScintilla::textChanged, m_ui->presetResultLabel, &QLabel::clear);
    connect(m_ui->presetMatchEdit, &QLineEdit::textChanged, m_ui->presetResultLabel, &QLabel::clear);
    auto *addKeys = new QShortcut(Qt::CTRL | Qt::Key_Return, m_ui->presetSide);
    addKeys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(addKeys, &QShortcut::activated, m_ui->addPresetButton, &QPushButton::click);
    connect(m_ui->clearPresetsButton, &QPushButton::clicked, this, [this] {
        m_context.fleet.perform(m_status.id, Order::ClearPresetReplies());
        m_ui->presetResultLabel->clear();
    });
}

void RepliesPage::setUpQueue()
{
    m_ui->presetQueue->setFleet(m_context.fleet);
    connect(m_ui->presetQueue, &PresetQueue::loadRequested, this, [this](const PresetReply &reply) {
        m_ui->presetMatchEdit->setText(PresetMatch::toText(reply.match));
        m_ui->presetEditor->setPayload(PayloadEditor::indented(reply.payload));
        m_ui->presetEditor->setFocus();
        m_ui->presetResultLabel->say(tr("Change it, then press Replace."), MessageLabel::Tone::Quiet);
    });
    connect(m_ui->presetQueue, &PresetQueue::replaceRequested, this, [this] {
        if (const auto reply = enteredPreset())
            m_ui->presetQueue->replace(*reply);
    });
    connect(m_ui->presetQueue, &PresetQueue::failed, this, [this](const Error &error) {
        m_ui->presetResultLabel->say(ErrorPresenter::text(error), MessageLabel::Tone::Bad);
    });
}

void RepliesPage::setUpDefaultReply()
{
    connect(m_ui->defaultEditor, &QsciScintilla::textChanged, this, &RepliesPage::draftDefaultReply);
    connect(m_ui->applyDefaultButton, &QPushButton::clicked, this, &RepliesPage::applyDefaultReply);
    connect(m_ui->revertDefaultButton, &QPushButton::clicked, this,
            [this] { m_ui->defaultEditor->setPayload(PayloadEditor::indented(m_document->profile.reply)); });
}

void RepliesPage::draftDefaultReply()
{
    if (m_filling)
        return;
    const QByteArray text = m_ui->defaultEditor->payload();
    const bool changed = text != PayloadEditor::indented(m_document->profile.reply);
    m_ui->applyDefaultButton->setEnabled(changed);
    m_ui->revertDefaultButton->setEnabled(changed);
    m_ui->defaultResultLabel->clear();
    m_context.documents.setReplyDraft(m_document, changed ? std::optional(text) : std::nullopt);
}

void RepliesPage::applyDefaultReply()
{
    Profile profile = m_document->profile;
    profile.reply = m_document->replyDraft.value_or(profile.reply);
    if (const auto set = m_context.documents.setProfile(m_document, profile); !set) {
        m_ui->defaultResultLabel->say(ErrorPresenter::text(set.error()), MessageLabel::Tone::Bad);
        return;
    }
    m_context.documents.setReplyDraft(m_document, std::nullopt);
    m_ui->defaultResultLabel->say(tr("Applied. It is used from now on."), MessageLabel::Tone::Good);
}

void RepliesPage::setStatus(const DeviceStatus &status)
{
    const bool isUsedUp = status.presetReplies.isEmpty() && m_ui->presetResultLabel->tone() == MessageLabel::Tone::Good;
    if (status.id != m_status.id || status.presetReplies.size() < m_status.presetReplies.size() || isUsedUp)
        m_ui->presetResultLabel->clear();
    m_status = status;
    m_ui->presetQueue->setStatus(status);
    m_ui->presetQueue->setVisible(!status.presetReplies.isEmpty());
    m_ui->presetEmptyLabel->setVisible(status.presetReplies.isEmpty());
    m_ui->clearPresetsButton->setEnabled(!status.presetReplies.isEmpty());
}

void RepliesPage::setSelection(const QStringList &ids)
{
    m_selection = ids;
    const QString hint = tr("Each answers one command, in this order, before the default reply is used.");
    m_ui->presetHint->setText(
        ids.size() > 1 ? hint + u' ' + tr("Replies are added for all %L1 selected devices.").arg(ids.size()) : hint);
}

void RepliesPage::setDocument(const DocumentPtr &document)
{
    m_document = document;
    const std::optional<QByteArray> &draft = document->replyDraft;
    const QByteArray shown = draft.value_or(PayloadEditor::indented(document->profile.reply));
    m_ui->applyDefaultButton->setEnabled(draft.has_value());
    m_ui->revertDefaultButton->setEnabled(draft.has_value());
    if (shown == m_ui->defaultEditor->payload())
        return;
    const QScopedValueRollback filling(m_filling, true);
    m_ui->defaultEditor->setPayload(shown);
    m_ui->defaultResultLabel->clear();
}

bool RepliesPage::accepts(EntryRequest::Kind kind) const
{
    return kind == EntryRequest::Kind::PresetReply;
}

void RepliesPage::accept(const EntryRequest &request)
{
    const Entry &entry = *request.entry;
    m_ui->presetEditor->setPayload(PayloadEditor::indented(Rules::presetReplyFrom(entry.payload, entry.correlation)));
    m_ui->presetEditor->setFocus();
    m_ui->presetResultLabel->say(tr("Edit it, then add it."), MessageLabel::Tone::Quiet);
}

std::optional<PresetReply> RepliesPage::enteredPreset()
{
    const auto match = PresetMatch::fromText(m_ui->presetMatchEdit->text());
    if (match)
        return PresetReply{.payload = m_ui->presetEditor->payload(), .match = *match};
    m_ui->presetResultLabel->say(ErrorPresenter::text(match.error()), MessageLabel::Tone::Bad);
    m_ui->presetMatchEdit->setFocus();
    return std::nullopt;
}

void RepliesPage::addPreset()
{
    const auto reply = enteredPreset();
    if (!reply)
        return;
    Bulk::perform(
        m_context.fleet, m_selection, Order::AddPresetReply{*reply}, this, [this](const Bulk::Outcome &outcome) {
            if (outcome.firstError)
                m_ui->presetResultLabel->say(ErrorPresenter::text(*outcome.firstError), MessageLabel::Tone::Bad);
            else if (outcome.asked > 1)
                m_ui->presetResultLabel->say(tr("Added for %L1 devices.").arg(outcome.asked), MessageLabel::Tone::Good);
            else
                m_ui->presetResultLabel->say(tr("Added to the queue."), MessageLabel::Tone::Good);
        });
}

} // namespace Standin::Gui
