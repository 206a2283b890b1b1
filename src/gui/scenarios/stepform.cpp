// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/stepform.h"

#include "base/offlinemode.h"
#include "gui/pages/jsonplace.h"
#include "gui/style/stepwords.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/payloadeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

/// A field for the value at a path inside of the step.
struct StepForm::Field
{
    enum class Type { Text, Device, Number, Json, Choice, Flag };

    QString label;
    QStringList path;
    Type type = Type::Text;
    QStringList choices = {};
};

struct StepForm::Shown
{
    Field field;
    QWidget *editor = nullptr;
};

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

/// Makes the fields of one kind of step.
struct StepForm::Fields
{
    using Type = Field::Type;

    [[nodiscard]] Field field(const QString &label, const QString &key, Type type = Type::Text,
                              const QStringList &choices = {}) const
    {
        return {label, key.isEmpty() ? QStringList{kind} : QStringList{kind} + key.split(u'/'), type, choices};
    }
    [[nodiscard]] Field device() const { return field(tr("Device"), u"device"_s, Type::Device); }
    [[nodiscard]] Field topic() const { return field(tr("Topic"), u"topic"_s); }
    [[nodiscard]] Field payload() const { return field(tr("Payload"), u"payload"_s, Type::Json); }
    [[nodiscard]] Field within() const { return field(tr("Within (ms)"), u"withinMs"_s, Type::Number); }
    [[nodiscard]] Field since() const { return field(tr("Since step"), u"since"_s); }
    [[nodiscard]] Field capture() const { return field(tr("Capture"), u"capture"_s, Type::Json); }
    [[nodiscard]] Field fails() const { return field(tr("Must fail with"), u"fails"_s); }

    [[nodiscard]] QList<Field> ofActions() const
    {
        if (kind == u"connect" || kind == u"reconnect")
            return {device(), fails()};
        if (kind == u"offline")
            return {device(), field(tr("Mode"), u"mode"_s, Type::Choice, QStringList{QString()} + offlineModeNames())};
        if (kind == u"publish")
            return {device(),
                    field(tr("Saved message"), u"message"_s),
                    topic(),
                    payload(),
                    field(tr("QoS"), u"qos"_s, Type::Choice, {QString(), u"0"_s, u"1"_s, u"2"_s}),
                    field(tr("Retain"), u"retain"_s, Type::Flag),
                    fails()};
        if (kind == u"preset")
            return {device(), payload(), field(tr("Only for"), u"match"_s, Type::Json)};
        if (kind == u"rule")
            return {device(), field(tr("Rule name"), u"name"_s), field(tr("When"), u"when"_s, Type::Json),
                    field(tr("Then"), u"then"_s, Type::Json)};
        if (kind == u"setState")
            return {device(), field(tr("Values"), u"values"_s, Type::Json)};
        return {};
    }

    [[nodiscard]] QList<Field> ofExpectations() const
    {
        const QList<Field> message{
            device(), field(tr("Message is"), u"kind"_s, Type::Choice, {QString(), u"in"_s, u"out"_s}), topic(),
            field(tr("JSON contains"), u"json"_s, Type::Json), field(tr("Payload pattern"), u"payload"_s, Type::Json)};
        if (kind == u"expect")
            return message + QList<Field>{field(tr("Exactly"), u"count"_s, Type::Number),
                                          field(tr("At least"), u"atLeast"_s, Type::Number),
                                          field(tr("At most"), u"atMost"_s, Type::Number),
                                          within(),
                                          since(),
                                          capture()};
        if (kind == u"expectNone")
            return message + QList<Field>{field(tr("For (ms)"), u"forMs"_s, Type::Number), since()};
        if (kind == u"expectOrder")
            return {device(), field(tr("Messages"), u"messages"_s, Type::Json), within(), since(), capture()};
        if (kind == u"expectState")
            return {device(),
                    field(tr("State"), u"state"_s, Type::Choice,
                          {u"online"_s, u"offline"_s, u"connecting"_s, u"reconnecting"_s, u"failed"_s}),
                    field(tr("Error"), u"error"_s), field(tr("Reason code"), u"reasonCode"_s, Type::Number), within()};
        return {};
    }

    /// Of the system under test.
    [[nodiscard]] QList<Field> ofPeers() const
    {
        if (kind == u"http")
            return {field(tr("Method"), u"method"_s),
                    field(tr("URL"), u"url"_s),
                    field(tr("Headers"), u"headers"_s, Type::Json),
                    field(tr("JSON body"), u"json"_s, Type::Json),
                    field(tr("Expected answer"), u"expect"_s, Type::Json),
                    capture(),
                    within()};
        const Field name = field(tr("Probe"), u"name"_s);
        if (kind == u"probe" && !value.value(u"publish").isUndefined())
            return {name, field(tr("Topic"), u"publish/topic"_s),
                    field(tr("Payload"), u"publish/payload"_s, Type::Json)};
        if (kind == u"probe" && !value.value(u"expect").isUndefined())
            return {name, field(tr("Topic"), u"expect/topic"_s),
                    field(tr("JSON contains"), u"expect/json"_s, Type::Json),
                    field(tr("Within (ms)"), u"expect/withinMs"_s, Type::Number)};
        return {};
    }

    [[nodiscard]] QList<Field> ofControl() const
    {
        if (kind == u"repeat")
            return {field(tr("Times"), u"times"_s, Type::Number), field(tr("Counter variable"), u"as"_s)};
        if (kind == u"forEachDevice")
            return {device(), field(tr("At the same time"), u"parallel"_s, Type::Flag)};
        if (kind == u"include")
            return {field(tr("File"), u"file"_s), field(tr("Variables"), u"vars"_s, Type::Json)};
        if (kind == u"wait")
            return {field(tr("Milliseconds"), {}, value.isNumber() ? Type::Number : Type::Json)};
        if (kind == u"capture" || kind == u"probe")
            return {field(StepWords::kind(kind), {}, Type::Json)};
        return {};
    }

    [[nodiscard]] QList<Field> all() const
    {
        for (const QList<Field> &fields : {ofActions(), ofExpectations(), ofPeers()}) {
            if (!fields.isEmpty())
                return fields;
        }
        return ofControl();
    }

    QString kind;
    JsonText value;
};

void StepForm::setStep(const QString &kind, const JsonText &step, const QStringList &devices)
{
    m_step = step;
    if (!step.isUndefined())
        m_step = JsonPlace::with(step, {kind}, longForm(kind, step.value(kind)));
    m_kind = kind;
    QList<Field> fields = Fields{kind, m_step.value(kind)}.all();
    if (!step.isUndefined()) {
        fields.prepend(Field{tr("Name"), {u"name"_s}});
        fields.append(Field{tr("Only when"), {u"when"_s}});
        fields.append(Field{tr("Time limit (ms)"), {u"timeoutMs"_s}, Field::Type::Number});
        fields.append(Field{tr("Go on after a failure"), {u"continueOnFailure"_s}, Field::Type::Flag});
    }
    QString key = kind;
    for (const Field &field : std::as_const(fields))
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

void StepForm::build(const QList<Field> &fields, const QStringList &devices)
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setContentsMargins(6, 4, 6, 4);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_fault = new MessageLabel;
    m_fault->setObjectName(u"stepFormFault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    m_shown.clear();
    for (const Field &field : fields) {
        m_shown.append(Shown{field, makeEditor(field, devices)});
        form->addRow(field.label, m_shown.last().editor);
    }
    form->addRow(m_fault);
    if (fields.isEmpty())
        form->addRow(new QLabel(tr("Choose a step to edit it.")));
    setWidget(page);
}

QWidget *StepForm::makeEditor(const Field &field, const QStringList &devices)
{
    const qsizetype index = m_shown.size();
    const QString name = u"field_"_s + field.path.last();
    const auto changed = [this, index](const QString &text) { edit(index, text); };
    QWidget *editor = nullptr;
    if (field.type == Field::Type::Json) {
        auto *json = new PayloadEditor;
        json->setFixedHeight(fontMetrics().height() * 5);
        connect(json, &PayloadEditor::textChanged, this,
                [changed, json] { changed(QString::fromUtf8(json->payload())); });
        editor = json;
    } else if (field.type == Field::Type::Flag) {
        auto *box = new QCheckBox;
        connect(box, &QCheckBox::toggled, this, [changed](bool on) { changed(on ? u"true"_s : QString()); });
        editor = box;
    } else if (field.type == Field::Type::Choice || field.type == Field::Type::Device) {
        auto *box = new QComboBox;
        box->setEditable(field.type == Field::Type::Device);
        box->addItems(field.type == Field::Type::Device ? devices : field.choices);
        connect(box, &QComboBox::currentTextChanged, this, changed);
        editor = box;
    } else {
        auto *line = new QLineEdit;
        connect(line, &QLineEdit::textEdited, this, changed);
        editor = line;
    }
    editor->setObjectName(name);
    return editor;
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
        if (!choice->isEditable() && choice->findText(text) < 0)
            choice->addItem(text);
        choice->setCurrentText(text);
    } else if (auto *line = qobject_cast<QLineEdit *>(shown.editor); line->text() != text) {
        line->setText(text);
    }
}

void StepForm::edit(qsizetype index, const QString &text)
{
    if (m_isShowing)
        return;
    const Field &field = m_shown.at(index).field;
    const QString trimmed = text.trimmed();
    const bool isJson = field.type == Field::Type::Json || field.type == Field::Type::Flag ||
                        field.type == Field::Type::Number || trimmed.startsWith(u'{') || trimmed.startsWith(u'[') ||
                        field.path.last() == u"qos" || trimmed == u"true";
    JsonText value;
    if (!trimmed.isEmpty() && isJson) {
        const auto parsed = JsonText::parse(trimmed.toUtf8());
        const bool isWanted = parsed && (field.type != Field::Type::Number || parsed->isNumber());
        m_fault->setVisible(!isWanted);
        if (!isWanted) {
            m_fault->say(tr("%1: this is not %2 yet.", "field, a number or JSON")
                             .arg(field.label, field.type == Field::Type::Number ? tr("a number") : tr("JSON")),
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
