// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/stepform.h"

#include "gui/pages/jsonplace.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/payloadeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// The long form of values that may be given as a device name or a number alone.
JsonText longForm(const QString &kind, const JsonText &value)
{
    const bool isDevice = value.isString() || value.isArray();
    if (isDevice && (kind == u"connect" || kind == u"offline" || kind == u"reconnect"))
        return JsonPlace::with(JsonText::emptyObject(), {u"device"_s}, value);
    if (value.isString() && kind == u"include")
        return JsonPlace::with(JsonText::emptyObject(), {u"file"_s}, value);
    if (value.isString() && kind == u"http") {
        const QStringList words = value.toString().split(u' ');
        return JsonPlace::with(JsonPlace::with(JsonText::emptyObject(), {u"method"_s}, JsonText::string(words.first())),
                               {u"url"_s}, JsonText::string(words.mid(1).join(u' ')));
    }
    return value;
}

} // namespace

StepForm::StepForm(QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setStep({}, {}, {});
}

StepForm::~StepForm() = default;

void StepForm::setStep(const QString &kind, const JsonText &step, const QStringList &devices)
{
    m_step = step;
    if (!step.isUndefined())
        m_step = JsonPlace::with(step, {kind}, longForm(kind, step.value(kind)));
    m_kind = kind;
    const QList<StepField> fields = StepFields::of(step.isUndefined() ? QString() : kind, m_step.value(kind));
    QString key = kind;
    for (const StepField &field : fields)
        key += u' ' + field.path.join(u'/');
    if (key != m_key || devices != m_devices || !m_fault) {
        m_key = key;
        m_devices = devices;
        build(fields, devices);
    }
    m_isShowing = true;
    for (const Shown &shown : std::as_const(m_shown))
        show(shown);
    m_isShowing = false;
}

void StepForm::build(const QList<StepField> &fields, const QStringList &devices)
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(6, 4, 6, 4);
    auto *form = new QFormLayout;
    column->addLayout(form);
    column->addStretch(1);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_fault = new MessageLabel;
    m_fault->setObjectName(u"stepFormFault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    m_shown.clear();
    for (const StepField &field : fields) {
        m_shown.append(Shown{field, makeEditor(field, devices)});
        auto *label = new QLabel(field.label);
        label->setToolTip(field.tip);
        label->setBuddy(m_shown.last().editor);
        form->addRow(label, m_shown.last().editor);
    }
    form->addRow(m_fault);
    if (fields.isEmpty())
        form->addRow(new QLabel(tr("Choose a step to edit it.")));
    setWidget(page);
}

QWidget *StepForm::makeEditor(const StepField &field, const QStringList &devices)
{
    const qsizetype index = m_shown.size();
    const QString name = u"field_"_s + field.path.last();
    const auto changed = [this, index](const QString &text) { edit(index, text); };
    QWidget *editor = nullptr;
    if (field.type == StepField::Type::Json) {
        auto *json = new PayloadEditor;
        json->setFixedHeight(fontMetrics().height() * 5);
        connect(json, &PayloadEditor::textChanged, this,
                [changed, json] { changed(QString::fromUtf8(json->payload())); });
        editor = json;
    } else if (field.type == StepField::Type::Flag) {
        auto *box = new QCheckBox;
        connect(box, &QCheckBox::toggled, this, [changed](bool on) { changed(on ? u"true"_s : QString()); });
        editor = box;
    } else if (field.type == StepField::Type::Choice || field.type == StepField::Type::Device) {
        editor = makeBox(field, devices, changed);
    } else {
        auto *line = new QLineEdit;
        line->setPlaceholderText(field.usual);
        connect(line, &QLineEdit::textEdited, this, changed);
        editor = line;
    }
    editor->setObjectName(name);
    editor->setToolTip(field.tip);
    return editor;
}

QComboBox *StepForm::makeBox(const StepField &field, const QStringList &devices,
                             const std::function<void(const QString &)> &changed)
{
    auto *box = new QComboBox;
    if (field.type == StepField::Type::Device) {
        box->setEditable(true);
        box->addItems(devices);
        box->lineEdit()->setPlaceholderText(field.usual);
        connect(box, &QComboBox::currentTextChanged, this, changed);
        return box;
    }
    for (const auto &[value, word] : field.choices)
        box->addItem(word, value);
    connect(box, &QComboBox::currentIndexChanged, this, [box, changed] { changed(box->currentData().toString()); });
    return box;
}

void StepForm::show(const Shown &shown) const
{
    JsonText value = m_step;
    for (const QString &key : shown.field.path)
        value = value.child(key);
    const QString text = value.isUndefined() ? QString() : value.toPlainText();
    if (auto *json = qobject_cast<PayloadEditor *>(shown.editor)) {
        const auto now = JsonText::parse(json->payload());
        if (value.isUndefined() ? !json->payload().trimmed().isEmpty() : !now || now->toCompact() != value.toCompact())
            json->setPayload(value.isUndefined() ? QByteArray() : PayloadEditor::indented(value.toCompact()));
    } else if (auto *box = qobject_cast<QCheckBox *>(shown.editor)) {
        box->setChecked(value.toBool());
    } else if (auto *choice = qobject_cast<QComboBox *>(shown.editor)) {
        if (choice->isEditable())
            return choice->setCurrentText(text);
        if (choice->findData(text) < 0)
            choice->addItem(text, text);
        choice->setCurrentIndex(choice->findData(text));
    } else if (auto *line = qobject_cast<QLineEdit *>(shown.editor); line->text() != text) {
        line->setText(text);
    }
}

void StepForm::edit(qsizetype index, const QString &text)
{
    if (m_isShowing)
        return;
    const StepField &field = m_shown.at(index).field;
    const QString trimmed = text.trimmed();
    const bool isJson = field.type == StepField::Type::Json || field.type == StepField::Type::Flag ||
                        field.type == StepField::Type::Number || trimmed.startsWith(u'{') || trimmed.startsWith(u'[') ||
                        field.path.last() == u"qos" || trimmed == u"true";
    JsonText value;
    if (!trimmed.isEmpty() && isJson) {
        const auto parsed = JsonText::parse(trimmed.toUtf8());
        const bool isWanted = parsed && (field.type != StepField::Type::Number || parsed->isNumber());
        m_fault->setVisible(!isWanted);
        if (!isWanted) {
            m_fault->say(tr("%1: this is not %2 yet.", "field, a number or JSON")
                             .arg(field.label, field.type == StepField::Type::Number ? tr("a number") : tr("JSON")),
                         MessageLabel::Tone::Bad);
            return;
        }
        value = *parsed;
    } else if (!trimmed.isEmpty()) {
        value = JsonText::string(text);
    }
    m_fault->hide();
    JsonText changed = JsonPlace::with(m_step, field.path, value);
    if (changed.value(m_kind).isUndefined()) // the kind stays, also when its last key has gone
        changed = JsonPlace::with(changed, {m_kind}, JsonText::emptyObject());
    if (changed == m_step)
        return;
    m_step = changed;
    emit edited(m_step, field.path.join(u'/'));
}

} // namespace Standin::Gui
