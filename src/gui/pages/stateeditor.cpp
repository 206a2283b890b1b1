// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/stateeditor.h"

#include "fleet/fleet.h"
#include "fleet/whendone.h"
#include "gui/style/errorpresenter.h"
#include "ui_stateeditor.h"

#include <QScopedValueRollback>
#include <QShortcut>

namespace Standin::Gui {

namespace {

QByteArray textOfState(const JsonText &values)
{
    return PayloadEditor::indented(values.text().toByteArray());
}

} // namespace

StateEditor::StateEditor(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::StateEditor>())
{
    m_ui->setupUi(this);
    m_ui->stateJson->setCheck([](const QByteArray &text) -> std::optional<PayloadEditor::Fault> {
        if (const auto json = JsonText::parse(text); json && !json->isObject())
            return PayloadEditor::Fault{tr("expected an object: {\"name\": value}"), 0};
        return std::nullopt;
    });
    connect(m_ui->stateJson, &PayloadEditor::checked, this, &StateEditor::edited);
    connect(m_ui->applyStateButton, &QPushButton::clicked, this, &StateEditor::apply);
    connect(m_ui->revertStateButton, &QPushButton::clicked, this, &StateEditor::revert);
    connect(m_ui->resetDeviceButton, &QPushButton::clicked, this, &StateEditor::reset);
    auto *applyKeys = new QShortcut(Qt::CTRL | Qt::Key_Return, this);
    applyKeys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(applyKeys, &QShortcut::activated, m_ui->applyStateButton, &QPushButton::click);
}

StateEditor::~StateEditor() = default;

void StateEditor::setStatus(const DeviceStatus &status)
{
    const bool isSameDevice = status.id == m_device;
    if (isSameDevice && status.values == m_values)
        return;
    m_device = status.id;
    m_values = status.values;
    const bool hasDraft = m_drafts.contains(m_device);
    if (!isSameDevice || !hasDraft) {
        const QScopedValueRollback filling(m_filling, true);
        m_ui->stateJson->setPayload(m_drafts.value(m_device, textOfState(m_values)));
    }
    checked();
    if (isSameDevice && hasDraft)
        m_ui->stateResultLabel->say(tr("The device has changed it meanwhile; Revert shows it."),
                                    MessageLabel::Tone::Warning);
    else if (!isSameDevice && !hasDraft)
        m_ui->stateResultLabel->clear();
}

void StateEditor::edited()
{
    if (m_filling)
        return;
    const QByteArray text = m_ui->stateJson->payload();
    if (text == textOfState(m_values))
        m_drafts.remove(m_device);
    else
        m_drafts.insert(m_device, text);
    checked();
}

void StateEditor::checked()
{
    const bool isEdited = m_drafts.contains(m_device);
    const auto &problem = m_ui->stateJson->problem();
    m_ui->revertStateButton->setEnabled(isEdited);
    m_ui->applyStateButton->setEnabled(isEdited && !problem && !m_ui->stateJson->payload().trimmed().isEmpty());
    if (problem)
        m_ui->stateResultLabel->say(problem->text(), MessageLabel::Tone::Bad);
    else if (isEdited)
        m_ui->stateResultLabel->say(tr("Not applied yet."), MessageLabel::Tone::Quiet);
    else if (m_ui->stateResultLabel->tone() != MessageLabel::Tone::Good)
        m_ui->stateResultLabel->clear();
}

void StateEditor::apply()
{
    const auto values = JsonText::parse(m_ui->stateJson->payload());
    if (!values)
        return;
    const auto answered = [this, device = m_device, text = m_ui->stateJson->payload()](const Result<Cursor> &result) {
        if (result && m_drafts.value(device) == text)
            m_drafts.remove(device);
        if (device != m_device)
            return;
        checked();
        m_ui->stateResultLabel->say(result ? tr("Applied.") : ErrorPresenter::text(result.error()),
                                    result ? MessageLabel::Tone::Good : MessageLabel::Tone::Bad);
    };
    whenDone(m_fleet->perform(m_device, Order::SetState{.values = *values, .isAll = true}), this, answered);
}

void StateEditor::revert()
{
    m_drafts.remove(m_device);
    const QScopedValueRollback filling(m_filling, true);
    m_ui->stateJson->setPayload(textOfState(m_values));
    checked();
}

void StateEditor::reset()
{
    m_drafts.remove(m_device);
    const auto answered = [this, device = m_device](const Result<Cursor> &result) {
        if (device != m_device)
            return;
        revert();
        m_ui->stateResultLabel->say(result ? tr("The device is as its profile has it.")
                                           : ErrorPresenter::text(result.error()),
                                    result ? MessageLabel::Tone::Good : MessageLabel::Tone::Bad);
    };
    whenDone(m_fleet->perform(m_device, Order::Reset()), this, answered);
}

} // namespace Standin::Gui
