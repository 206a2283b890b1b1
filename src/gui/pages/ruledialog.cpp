// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/ruledialog.h"

#include "gui/pages/jsonplace.h"
#include "gui/pages/ruleform.h"
#include "gui/pages/templatemenu.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "gui/widgets/confirmation.h"
#include "ui_ruledialog.h"

#include <QPushButton>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// The text of a larger rule is not taken into the fields.
constexpr qsizetype mostForFields = 64 * 1024;

Result<Rules::Rule> ruleFrom(const QByteArray &text)
{
    const auto json = JsonText::parse(text);
    if (!json)
        return Failure(json.error());
    return Rules::Rule::fromJson(*json);
}

} // namespace

RuleDialog::RuleDialog(Task task, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RuleDialog>())
    , m_task(std::move(task))
    , m_edit({}, {})
{
    m_ui->setupUi(this);
    setWindowTitle(m_task.title);
    m_ui->ruleSplitter->setSizes({400, 460});
    resize(900, 600);
    connect(m_ui->ruleButtonBox, &QDialogButtonBox::accepted, this, &RuleDialog::accept);
    connect(m_ui->ruleButtonBox, &QDialogButtonBox::rejected, this, &RuleDialog::reject);
    setUpPlace();
    setUpEditor();
}

RuleDialog::~RuleDialog() = default;

void RuleDialog::setUpPlace()
{
    m_ui->placeBox->addItem(tr("the program, until it ends"));
    m_ui->placeBox->addItem(tr("the profile, and its file"));
    m_ui->placeBox->setCurrentIndex(static_cast<int>(m_task.place));
    m_ui->placeBox->setEnabled(m_task.isNew);
    const auto hint = [this] {
        m_ui->placeHint->say(place() == RuleEdits::Place::Profile ? tr("For the devices of the profile.")
                                                                  : tr("For all devices that the rule names."),
                             MessageLabel::Tone::Quiet);
    };
    connect(m_ui->placeBox, &QComboBox::currentIndexChanged, this, hint);
    hint();
}

void RuleDialog::setUpEditor()
{
    PayloadEditor *editor = m_ui->ruleEditor;
    m_ui->ruleInsertButton->setIcon(lineIcon(u"template"_s));
    m_ui->ruleInsertButton->setMenu(new TemplateMenu(*editor, TemplateMenu::Purpose::Reply, this));
    m_ui->ruleFormatButton->setIcon(lineIcon(u"format"_s));
    connect(m_ui->ruleFormatButton, &QPushButton::clicked, editor, &PayloadEditor::reindent);
    connect(editor, &PayloadEditor::checked, this, &RuleDialog::checked);
    connect(m_ui->ruleForm, &RuleForm::edited, this, &RuleDialog::edit);
    connect(m_ui->placeBox, &QComboBox::currentIndexChanged, editor, &PayloadEditor::check);
    auto *saveKeys = new QShortcut(Qt::CTRL | Qt::Key_Return, this);
    connect(saveKeys, &QShortcut::activated, m_ui->ruleButtonBox->button(QDialogButtonBox::Save), &QPushButton::click);
    editor->setPayload(m_task.text);
    editor->setCheck([this](const QByteArray &text) { return faultIn(text); });
}

RuleEdits::Place RuleDialog::place() const
{
    return static_cast<RuleEdits::Place>(m_ui->placeBox->currentIndex());
}

std::optional<PayloadEditor::Fault> RuleDialog::faultIn(const QByteArray &text) const
{
    const auto rule = ruleFrom(text);
    const auto checked = rule ? m_task.check(*rule, place()) : Result<>(Failure(rule.error()));
    if (checked)
        return std::nullopt;
    return PayloadEditor::Fault{ErrorPresenter::what(checked.error()),
                                JsonPlace::offsetOf(text, checked.error().where)};
}

void RuleDialog::edit(const QStringList &path, const JsonText &value)
{
    const QByteArray text = m_ui->ruleEditor->payload();
    const auto before = JsonText::parse(text);
    if (!before)
        return;
    const JsonText after = JsonPlace::with(*before, path, value);
    m_ui->ruleEditor->setPayload(m_edit.applied(text, *before, after.isUndefined() ? JsonText::emptyObject() : after));
}

void RuleDialog::checked()
{
    const QByteArray text = m_ui->ruleEditor->payload();
    const auto &problem = m_ui->ruleEditor->problem();
    m_ui->ruleButtonBox->button(QDialogButtonBox::Save)->setEnabled(!problem && !text.trimmed().isEmpty());
    m_ui->ruleProblemLabel->say(problem ? problem->text() : QString(), MessageLabel::Tone::Bad);
    const auto json = JsonText::parse(text);
    m_ui->ruleForm->setRule(json && text.size() <= mostForFields ? *json : JsonText());
    m_ui->ruleFormatButton->setEnabled(json.has_value());
}

void RuleDialog::accept()
{
    const auto rule = ruleFrom(m_ui->ruleEditor->payload());
    const auto saved = rule ? m_task.save(*rule, place()) : Result<>(Failure(rule.error()));
    if (saved)
        QDialog::accept();
    else
        m_ui->ruleProblemLabel->say(ErrorPresenter::text(saved.error()), MessageLabel::Tone::Bad);
}

void RuleDialog::reject()
{
    const Confirmation question{.title = windowTitle(),
                                .text = tr("Discard the changes of this rule?"),
                                .details = {},
                                .action = tr("Discard")};
    if (!isModified() || question.ask(*this))
        QDialog::reject();
}

bool RuleDialog::isModified() const
{
    return m_ui->ruleEditor->payload() != m_task.text;
}

} // namespace Standin::Gui
