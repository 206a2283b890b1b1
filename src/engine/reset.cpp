// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/reset.h"

#include "engine/engine.h"
#include "fleet/bulk.h"
#include "rules/rulebook.h"

namespace Standin {

Reset::Reset(Engine &engine, const ResetParts &parts, QObject *parent, Finished finished)
    : QObject(parent)
    , m_engine(engine)
    , m_parts(parts)
    , m_finished(std::move(finished))
{
    if (parts.devices)
        m_orders.append(Order::Remove());
    else if (parts.state)
        m_orders.append(Order::Reset{.presetReplies = parts.presetReplies});
    else if (parts.presetReplies)
        m_orders.append(Order::ClearPresetReplies());
}

void Reset::perform(Engine &engine, const ResetParts &parts, QObject *parent, Finished finished)
{
    if (parts.rules)
        engine.rules().reset();
    auto *reset = new Reset(engine, parts, parent, std::move(finished));
    QMetaObject::invokeMethod(
        reset, [reset] { reset->goOn(); }, Qt::QueuedConnection);
}

void Reset::goOn()
{
    if (m_orders.isEmpty()) {
        if (m_parts.profiles)
            m_engine.profiles().forgetUnused();
        deleteLater();
        m_finished(m_outcome);
        return;
    }
    Fleet &fleet = m_engine.fleet();
    Bulk::perform(fleet, fleet.ids(), m_orders.takeFirst(), this, [this](const Bulk::Outcome &outcome) {
        // A device that somebody else has removed meanwhile needs no reset.
        const bool isFault = outcome.firstError && outcome.firstError->code != ErrorCode::UnknownDevice;
        if (isFault && m_outcome)
            m_outcome = Failure(*outcome.firstError);
        goOn();
    });
}

} // namespace Standin
