// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/payloaddialog.h"

#include "gui/pages/presetmatch.h"
#include "gui/pages/templatemenu.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "gui/widgets/confirmation.h"
#include "ui_payloaddialog.h"

#include <QPointer>
#include <QPushButton>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

PayloadDialog::PayloadDialog(Task task, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PayloadDialog>())
    , m_task(std::move(task))
{
    m_ui->setupUi(this);
    setWindowTitle(m_task.title);
    resize(620, 420);
    m_ui->payloadHint->setText(m_task.hint);
    m_ui->payloadButtonBox->button(QDialogButtonBox::Save)->setText(m_task.action);
    connect(m_ui->payloadButtonBox, &QDialogButtonBox::accepted, this, &PayloadDialog::accept);
    connect(m_ui->payloadButtonBox, &QDialogButtonBox::rejected, this, &PayloadDialog::reject);
    if (m_task.kind == Kind::Object)
        m_ui->payloadLabel->setText(tr("&State as JSON"));
    const bool hasMatch = m_task.kind == Kind::PresetReply;
    m_ui->presetMatchLabel->setVisible(hasMatch);
    m_ui->presetMatchEdit->setVisible(hasMatch);
    m_ui->presetMatchEdit->setText(PresetMatch::toText(m_task.before.match));
    m_matchFirst = m_ui->presetMatchEdit->text();
    setUpEditor();
    checked();
}

PayloadDialog::~PayloadDialog() = default;

PayloadDialog *PayloadDialog::edit(Task task, QWidget *parent)
{
    auto *dialog = new PayloadDialog(std::move(task), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

void PayloadDialog::setUpEditor()
{
    PayloadEditor *editor = m_ui->payloadEditor;
    m_ui->payloadInsertButton->setVisible(m_task.kind != Kind::Object);
    m_ui->payloadInsertButton->setIcon(lineIcon(u"template"_s));
    m_ui->payloadInsertButton->setMenu(new TemplateMenu(*editor, TemplateMenu::Purpose::Reply, this));
    m_ui->payloadFormatButton->setIcon(lineIcon(u"format"_s));
    connect(m_ui->payloadFormatButton, &QPushButton::clicked, editor, &PayloadEditor::reindent);
    auto *saveKeys = new QShortcut(Qt::CTRL | Qt::Key_Return, this);
    saveKeys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(saveKeys, &QShortcut::activated, m_ui->payloadButtonBox->button(QDialogButtonBox::Save),
            &QPushButton::click);
    editor->setPayload(PayloadEditor::indented(m_task.before.payload));
    m_shownFirst = editor->payload();
    if (m_task.kind == Kind::Object) {
        editor->setCheck([](const QByteArray &text) -> std::optional<PayloadEditor::Fault> {
            if (const auto json = JsonText::parse(text); json && !json->isObject())
                return PayloadEditor::Fault{tr("expected an object: {\"name\": value}"), 0};
            return std::nullopt;
        });
    }
    connect(editor, &PayloadEditor::checked, this, &PayloadDialog::checked);
    connect(editor, &QsciScintilla::textChanged, m_ui->payloadResultLabel, &QLabel::clear);
    connect(m_ui->presetMatchEdit, &QLineEdit::textChanged, m_ui->payloadResultLabel, &QLabel::clear);
    editor->setFocus();
}

void PayloadDialog::checked()
{
    const PayloadEditor &editor = *m_ui->payloadEditor;
    const auto &problem = editor.problem();
    const bool isObject = m_task.kind == Kind::Object;
    m_ui->payloadFormatButton->setEnabled(!problem);
    m_ui->payloadButtonBox->button(QDialogButtonBox::Save)
        ->setEnabled(!isObject || (!problem && !editor.payload().trimmed().isEmpty()));
    if (!problem)
        m_ui->payloadProblemLabel->clear();
    else if (isObject || editor.looksLikeJson())
        m_ui->payloadProblemLabel->say(problem->text(), MessageLabel::Tone::Bad);
    else
        m_ui->payloadProblemLabel->say(tr("Not JSON: it is sent as plain text."), MessageLabel::Tone::Quiet);
}

void PayloadDialog::warn(const QString &text)
{
    m_ui->payloadResultLabel->say(text, MessageLabel::Tone::Warning);
}

std::optional<PayloadDialog::Entered> PayloadDialog::entered()
{
    const auto match = PresetMatch::fromText(m_ui->presetMatchEdit->text());
    if (match)
        return Entered{m_ui->payloadEditor->payload(), *match};
    m_ui->payloadResultLabel->say(ErrorPresenter::text(match.error()), MessageLabel::Tone::Bad);
    m_ui->presetMatchEdit->setFocus();
    return std::nullopt;
}

void PayloadDialog::accept()
{
    const auto now = entered();
    if (!now)
        return;
    m_ui->payloadButtonBox->setEnabled(false);
    m_task.save(*now, [self = QPointer(this)](const Result<> &result) {
        if (self)
            self->answered(result);
    });
}

void PayloadDialog::answered(const Result<> &result)
{
    m_ui->payloadButtonBox->setEnabled(true);
    if (result)
        QDialog::accept();
    else
        m_ui->payloadResultLabel->say(ErrorPresenter::text(result.error()), MessageLabel::Tone::Bad);
}

void PayloadDialog::reject()
{
    const Confirmation question{
        .title = windowTitle(), .text = tr("Discard what you have entered?"), .details = {}, .action = tr("Discard")};
    if (!isModified() || question.ask(*this))
        QDialog::reject();
}

bool PayloadDialog::isModified() const
{
    return m_ui->payloadEditor->payload() != m_shownFirst || m_ui->presetMatchEdit->text() != m_matchFirst;
}

} // namespace Standin::Gui
