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
{}

void Reset::perform(Engine &engine, const ResetParts &parts, QObject *parent, Finished finished)
{
    if (parts.rules)
        engine.rules().reset();
    auto *reset = new Reset(engine, parts, parent, std::move(finished));
    QMetaObject::invokeMethod(
        reset, [reset] { reset->start(); }, Qt::QueuedConnection);
}

void Reset::start()
{
    const auto order = orderToDevices();
    if (!order) {
        finish({});
        return;
    }
    Fleet &fleet = m_engine.fleet();
    Bulk::perform(fleet, fleet.ids(), *order, this, [this](const Bulk::Outcome &outcome) {
        // A device that somebody else has removed meanwhile needs no reset.
        const bool isFault = outcome.firstError && outcome.firstError->code != ErrorCode::UnknownDevice;
        finish(isFault ? Result<>(Failure(*outcome.firstError)) : Result<>());
    });
}

std::optional<Order> Reset::orderToDevices() const
{
    if (m_parts.devices)
        return Order::Remove();
    if (m_parts.state)
        return Order::Reset{.presetReplies = m_parts.presetReplies};
    if (m_parts.presetReplies)
        return Order::ClearPresetReplies();
    return std::nullopt;
}

void Reset::finish(const Result<> &outcome)
{
    if (m_parts.profiles)
        m_engine.profiles().forgetUnused();
    deleteLater();
    m_finished(outcome);
}

} // namespace Standin
