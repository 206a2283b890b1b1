// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/staterow.h"

#include "fleet/fleet.h"
#include "fleet/whendone.h"
#include "gui/pages/payloaddialog.h"
#include "gui/style/errorpresenter.h"

#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

StateRow::StateRow(Fleet &fleet, QWidget *parent)
    : PayloadRow(u"state"_s, tr("State"), tr("Change the values that rules read (when.state, ${state.NAME}) and set"),
                 parent)
    , m_fleet(fleet)
{
    const QToolButton *resetButton =
        addButton(u"resetDeviceButton"_s, tr("Rese&t"),
                  tr("Begin the next test: the state of the profile, no preset replies, no delayed actions, and rules "
                     "count their limits anew. The device stays online or offline."));
    connect(resetButton, &QToolButton::clicked, this, &StateRow::reset);
    connect(this, &PayloadRow::editRequested, this, &StateRow::edit);
}

void StateRow::setStatus(const DeviceStatus &status)
{
    const bool isSameDevice = status.id == m_device;
    if (isSameDevice && status.values == m_values)
        return;
    if (m_dialog && status.id == m_edited)
        m_dialog->warn(tr("The device has changed its state meanwhile. Apply replaces that."));
    m_device = status.id;
    m_values = status.values;
    showPayload(m_values.text().toByteArray(), u"{}"_s);
    if (!isSameDevice)
        say({}, MessageLabel::Tone::Quiet);
}

void StateRow::edit()
{
    m_edited = m_device;
    m_dialog = PayloadDialog::edit(
        {.kind = PayloadDialog::Kind::Object,
         .title = tr("State of %1").arg(m_device),
         .hint = tr("An object of values that rules read (when.state, ${state.NAME}) and set (setState)."),
         .action = tr("Apply"),
         .before = {m_values.text().toByteArray(), {}},
         .save =
             [this, device = m_device](const PayloadDialog::Entered &entered, const PayloadDialog::Answered &answered) {
                 const auto values = JsonText::parse(entered.payload);
                 if (!values)
                     return answered(Failure(values.error()));
                 m_edited.clear(); // the next change is its own
                 whenDone(m_fleet.perform(device, Order::SetState{.values = *values, .isAll = true}), this,
                          [answered](const Result<Cursor> &result) { answered(result.map([](Cursor) {})); });
             }},
        this);
}

void StateRow::reset()
{
    const auto answered = [this, device = m_device](const Result<Cursor> &result) {
        if (device != m_device)
            return;
        say(result ? tr("The device is as its profile has it.") : ErrorPresenter::text(result.error()),
            result ? MessageLabel::Tone::Good : MessageLabel::Tone::Bad);
    };
    whenDone(m_fleet.perform(m_device, Order::Reset()), this, answered);
}

} // namespace Standin::Gui
