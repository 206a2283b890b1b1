// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/step.h"
#include "scenario/record/valueplan.h"

namespace Standin::Scenarios {

/// Makes the steps of recorded actions (of a simplified session). Their devices are not yet set.
class RecordedSteps
{
public:
    /// They must outlive it.
    RecordedSteps(const RecordedSession &session, const DeviceEntries &devices, const KnownValues &known)
        : m_session(session)
        , m_devices(devices)
        , m_known(known)
    {}

    [[nodiscard]] Step stepOf(const RecordedAction &action, const ValuePlan &plan) const;
    [[nodiscard]] Step presetStep(const PresetReply &reply, const ValuePlan &plan, const QString &device) const;
    [[nodiscard]] static Step ruleStep(const Rules::Rule &rule);
    [[nodiscard]] static Step stateStep(const JsonText &values, bool isAll);

    /// The recorded devices that a rule is for.
    [[nodiscard]] QStringList devicesOf(const Rules::Rule &rule) const;
    /// What of an action has values that change; empty when nothing has.
    [[nodiscard]] static QByteArray payloadOf(const RecordedAction &action);

private:
    [[nodiscard]] Step made(const RecordedAction &action, const Order::Publish &order, const ValuePlan &plan) const;
    /// With the planned values, and expressions in place of client ids.
    [[nodiscard]] QByteArray payload(const QByteArray &text, const ValuePlan &plan, const QString &device) const;
    [[nodiscard]] QString textOf(const PlannedValue &planned) const;

    const RecordedSession &m_session;
    const DeviceEntries &m_devices;
    const KnownValues &m_known;
};

/// Sets the devices of a step that acts or expects.
void setDevices(Step &step, const DeviceNames &devices);

} // namespace Standin::Scenarios
