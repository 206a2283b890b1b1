// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/deviceorders.h"

namespace Standin::Scenarios {

/// The steps that act on devices: connect, offline, reconnect, publish, preset, setState. Each becomes an order for
/// each of the devices; the step has passed when all have done it, or failed to do it as `fails` says.
class OrderStep final : public StepRun
{
public:
    /// What the step is for one device.
    using MakeOrder = std::function<Result<Order>(const QString &device)>;

    OrderStep(RunContext &run, const Step &step, const Trail &trail, int depth);

private:
    void begin() override;
    void abandon(Stop why) override;

    /// What the kind of step needs: its devices, its order, and whether it must fail.
    void prepare(const Connect &step);
    void prepare(const Reconnect &step);
    void prepare(const GoOffline &step);
    void prepare(const Publish &step);
    void prepare(const Preset &step);
    void prepare(const SetState &step);
    template <typename Other>
    void prepare(const Other &)
    {}

    void noteOrder(const Order &order);
    void noteMessage(const QString &device);
    void judge(const QList<DeviceOrders::Answer> &answers);
    void judgeFailing(const QList<DeviceOrders::Answer> &answers);

    DeviceNames m_names;
    MakeOrder m_makeOrder;
    std::optional<Failing> m_fails;
    std::unique_ptr<DeviceOrders> m_orders;
};

/// Whether an error means that there is no broker at all: the verdict is then Verdict::BrokerUnreachable.
[[nodiscard]] bool isUnreachable(const Error &error);

} // namespace Standin::Scenarios
