// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/ruleform.h"

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "gui/widgets/wheelguard.h"
#include "match/operator.h"
#include "ui_ruleform.h"

#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

enum FieldIndex : size_t {
    NameField,
    DevicesField,
    TopicField,
    ConditionField,
    ReplyField,
    DelayField,
    PriorityField,
    TimesField,
};

/// As the user enters a value: JSON, or a text without quotes.
JsonText enteredValue(const QString &text)
{
    if (text.trimmed().isEmpty())
        return {};
    const auto json = JsonText::parse(text.toUtf8());
    return json ? json->compacted() : JsonText::string(text);
}

/// The inverse: a text that reads as JSON keeps its quotes.
QString shownValue(const JsonText &value)
{
    if (value.isString() && !value.toString().trimmed().isEmpty() && !JsonText::parse(value.toString().toUtf8()))
        return value.toString();
    return QString::fromUtf8(value.toCompact());
}

bool isSameValue(const JsonText &a, const JsonText &b)
{
    return a.isUndefined() == b.isUndefined() && (a.isUndefined() || a.toCompact() == b.toCompact());
}

/// Operators whose argument is only true or false.
bool standsAlone(const QString &name)
{
    return name == u"absent" || name == u"present";
}

std::function<bool(const JsonText &)> writerOf(QLineEdit &edit)
{
    return [&edit](const JsonText &value) {
        edit.setText(value.toString());
        return value.isUndefined() || value.isString();
    };
}

/// `usual`: the value of a rule without the key.
std::function<bool(const JsonText &)> writerOf(QSpinBox &box, int usual)
{
    return [&box, usual](const JsonText &value) {
        const auto number = value.isUndefined() ? std::optional<qint64>(usual) : value.toWholeNumber();
        if (!number || *number < box.minimum() || *number > box.maximum())
            return false;
        box.setValue(static_cast<int>(*number));
        return true;
    };
}

std::function<JsonText()> readerOf(const QSpinBox &box, int usual)
{
    return [&box, usual] { return box.value() == usual ? JsonText() : JsonText::whole(box.value()); };
}

} // namespace

RuleForm::RuleForm(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RuleForm>())
    , m_fields(TimesField + 1)
{
    m_ui->setupUi(this);
    new WheelGuard(*this);
    setUpTexts();
    setUpCondition();
    setUpReply();
    setUpNumbers();
    setRule({});
}

RuleForm::~RuleForm() = default;

void RuleForm::setUpTexts()
{
    const auto text = [this](FieldIndex index, const QStringList &path, QLineEdit &edit) {
        const auto read = [&edit] { return edit.text().isEmpty() ? JsonText() : JsonText::string(edit.text()); };
        m_fields[index] = {path, read, writerOf(edit), {&edit}};
        connect(&edit, &QLineEdit::textEdited, this, [this, index] { changed(index); });
    };
    text(NameField, {u"name"_s}, *m_ui->nameEdit);
    text(TopicField, {u"when"_s, u"topic"_s}, *m_ui->topicEdit);
    text(DevicesField, {u"devices"_s}, *m_ui->devicesEdit);
    m_fields[DevicesField].read = [this] {
        QStringList ids;
        for (const QString &id : m_ui->devicesEdit->text().split(u',')) {
            if (!id.trimmed().isEmpty())
                ids.append(id.trimmed());
        }
        return ids.isEmpty() ? JsonText() : ids.size() == 1 ? JsonText::string(ids.first()) : JsonBuilder::strings(ids);
    };
    m_fields[DevicesField].write = [this](const JsonText &value) {
        const JsonParts ids(value);
        QStringList shown;
        if (value.isString())
            shown.append(value.toString());
        for (qsizetype i = 0; i < ids.size(); ++i)
            shown.append(ids.value(i).toString());
        m_ui->devicesEdit->setText(shown.join(u", "_s));
        return isSameValue(m_fields[DevicesField].read(), value);
    };
}

void RuleForm::setUpCondition()
{
    m_ui->operatorBox->addItems(Match::Operator::names());
    m_fields[ConditionField] = {{u"when"_s, u"payload"_s},
                                [this] { return condition(); },
                                [this](const JsonText &value) { return showCondition(value); },
                                {m_ui->pointerEdit, m_ui->operatorBox, m_ui->valueEdit}};
    const auto edited = [this] { changed(ConditionField); };
    connect(m_ui->pointerEdit, &QLineEdit::textEdited, this, edited);
    connect(m_ui->valueEdit, &QLineEdit::textEdited, this, edited);
    connect(m_ui->operatorBox, &QComboBox::currentIndexChanged, this, edited);
}

JsonText RuleForm::condition() const
{
    if (m_ui->pointerEdit->text().isEmpty())
        return {};
    const QString test = m_ui->operatorBox->currentText();
    const JsonText value = enteredValue(m_ui->valueEdit->text());
    return JsonBuilder()
        .add(u"jsonPointer"_s, JsonText::string(m_ui->pointerEdit->text()))
        .add(test, standsAlone(test)     ? JsonText(QJsonValue(true))
                   : value.isUndefined() ? JsonText::string({})
                                         : value)
        .object();
}

bool RuleForm::showCondition(const JsonText &value)
{
    m_ui->pointerEdit->clear();
    m_ui->valueEdit->clear();
    if (value.isUndefined())
        return true;
    const JsonParts parts(value);
    const qsizetype pointer = parts.indexOf(u"jsonPointer");
    if (!value.isObject() || parts.size() != 2 || pointer < 0 || parts.value(pointer).toString().isEmpty())
        return false;
    const QString test = parts.key(1 - pointer);
    const JsonText argument = parts.value(1 - pointer);
    const int index = m_ui->operatorBox->findText(test);
    if (index < 0 || (standsAlone(test) && !argument.toBool()))
        return false;
    m_ui->pointerEdit->setText(parts.value(pointer).toString());
    m_ui->operatorBox->setCurrentIndex(index);
    const bool isEmptyText = argument.isString() && argument.toString().isEmpty();
    m_ui->valueEdit->setText(standsAlone(test) || isEmptyText ? QString() : shownValue(argument));
    return true;
}

void RuleForm::setUpReply()
{
    m_fields[ReplyField] = {{},
                            [this] { return enteredValue(JsonText::decoded(m_ui->replyEditor->payload())); },
                            [this](const JsonText &value) {
                                m_ui->replyEditor->setPayload(PayloadEditor::indented(shownValue(value).toUtf8()));
                                return true;
                            },
                            {m_ui->replyEditor}};
    connect(m_ui->replyEditor, &PayloadEditor::checked, this, [this] { changed(ReplyField); });
}

void RuleForm::setUpNumbers()
{
    const auto number = [this](FieldIndex index, const QStringList &path, QSpinBox &box, int usual) {
        m_fields[index] = {path, readerOf(box, usual), writerOf(box, usual), {&box}};
        connect(&box, &QSpinBox::valueChanged, this, [this, index] { changed(index); });
    };
    number(PriorityField, {u"priority"_s}, *m_ui->priorityBox, 5);
    number(DelayField, {}, *m_ui->delayBox, 0);
    number(TimesField, {u"limits"_s, u"times"_s}, *m_ui->timesBox, 0);
}

void RuleForm::changed(size_t field)
{
    if (m_filling)
        return;
    m_ui->valueEdit->setEnabled(!standsAlone(m_ui->operatorBox->currentText()));
    emit edited(m_fields[field].path, m_fields[field].read());
}

void RuleForm::findReply(const JsonText &rule)
{
    const JsonText then = rule.value(u"then");
    const JsonParts actions(then);
    qsizetype place = 0;
    while (place < actions.size() && actions.value(place).value(u"reply").isUndefined())
        ++place;
    const JsonText reply = then.element(place).value(u"reply");
    const JsonText sequence = rule.value(u"sequence");
    m_canHaveReply = rule.isObject() && (sequence.isUndefined() || sequence.isNull()) &&
                     (then.isUndefined() || then.isArray()) && (reply.isUndefined() || reply.isObject());
    m_hasReply = m_canHaveReply && reply.isObject();
    const QStringList at = {u"then"_s, QString::number(place), u"reply"_s};
    m_fields[ReplyField].path = at + QStringList{u"payload"_s};
    m_fields[DelayField].path = at + QStringList{u"delayMs"_s};
}

void RuleForm::show(Field &field, const JsonText &rule)
{
    JsonText value = rule;
    for (const QString &key : std::as_const(field.path))
        value = value.child(key);
    const bool canShow = isSameValue(field.read(), value) || field.write(value);
    for (QWidget *widget : std::as_const(field.widgets))
        widget->setEnabled(canShow);
}

void RuleForm::setRule(const JsonText &rule)
{
    const QScopedValueRollback filling(m_filling, true);
    m_ui->ruleFields->setEnabled(rule.isObject());
    if (!rule.isObject())
        return;
    findReply(rule);
    for (Field &field : m_fields)
        show(field, rule);
    const bool isOneCondition = m_ui->pointerEdit->isEnabled();
    m_ui->conditionHint->say(isOneCondition ? QString() : tr("The JSON has other conditions than fit here."),
                             MessageLabel::Tone::Quiet);
    m_ui->conditionHint->setVisible(!isOneCondition);
    if (isOneCondition)
        m_ui->valueEdit->setEnabled(!standsAlone(m_ui->operatorBox->currentText()));
    if (!m_canHaveReply)
        m_ui->replyEditor->setEnabled(false);
    if (!m_hasReply)
        m_ui->delayBox->setEnabled(false);
    m_ui->replyHint->say(m_canHaveReply ? QString() : tr("The JSON has steps, which do not fit here."),
                         MessageLabel::Tone::Quiet);
    m_ui->replyHint->setVisible(!m_canHaveReply);
}

} // namespace Standin::Gui
