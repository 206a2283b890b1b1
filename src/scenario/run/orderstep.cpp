// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/orderstep.h"

#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

bool isUnreachable(const Error &error)
{
    return error.code == ErrorCode::HostNotFound || error.code == ErrorCode::ConnectionRefused ||
           error.code == ErrorCode::NetworkUnreachable || error.code == ErrorCode::ConnectTimeout;
}

OrderStep::OrderStep(RunContext &run, const Step &step, const Trail &trail, int depth)
    : StepRun(run, step, trail, depth)
{
    std::visit([this](const auto &kind) { prepare(kind); }, step.kind);
}

void OrderStep::prepare(const Connect &step)
{
    m_names = step.devices;
    m_fails = step.fails;
    m_makeOrder = [](const QString &) -> Result<Order> { return Order::Connect(); };
}

void OrderStep::prepare(const Reconnect &step)
{
    m_names = step.devices;
    m_fails = step.fails;
    m_makeOrder = [](const QString &) -> Result<Order> { return Order::Reconnect(); };
}

void OrderStep::prepare(const GoOffline &step)
{
    m_names = step.devices;
    m_makeOrder = [mode = step.mode](const QString &) -> Result<Order> { return Order::GoOffline{mode}; };
}

void OrderStep::prepare(const Publish &step)
{
    m_names = step.devices;
    m_fails = step.fails;
    m_makeOrder = [this, &step](const QString &device) -> Result<Order> {
        if (!step.message.isEmpty())
            return m_run.devices.savedMessage(device, step.message).map([](const Publication &publication) {
                return Order(Order::Publish{publication});
            });
        ScenarioScope scope = scopeOf(device);
        Publication publication = step.publication;
        const auto topic = scope.forDevice(publication.topic);
        const auto payload = scope.forDevice(publication.payload);
        if (!topic || !payload)
            return Failure(topic ? payload.error() : topic.error());
        publication.topic = *topic;
        publication.payload = *payload;
        return Order(Order::Publish{publication});
    };
}

void OrderStep::prepare(const Preset &step)
{
    m_names = step.devices;
    m_makeOrder = [this, &step](const QString &device) -> Result<Order> {
        ScenarioScope scope = scopeOf(device);
        const auto payload = scope.forDevice(step.reply.payload);
        if (!payload)
            return Failure(payload.error());
        JsonText match = step.reply.match;
        if (!match.isUndefined()) {
            const auto rendered = scope.json(match);
            if (!rendered)
                return Failure(rendered.error());
            match = *rendered;
        }
        return Order(Order::AddPresetReply{PresetReply{.payload = *payload, .match = match}});
    };
}

void OrderStep::prepare(const SetState &step)
{
    m_names = step.devices;
    m_makeOrder = [this, &step](const QString &device) -> Result<Order> {
        return scopeOf(device).json(step.values).map([&step](const JsonText &values) {
            return Order(Order::SetState{.values = values, .isAll = step.isAll});
        });
    };
}

void OrderStep::begin()
{
    const auto devices = devicesOf(m_names);
    if (!devices)
        return fail(devices.error());
    std::vector<DeviceOrders::Item> items;
    items.reserve(static_cast<size_t>(devices->size()));
    for (const QString &device : *devices) {
        const auto order = m_makeOrder(device);
        if (!order)
            return fail(order.error());
        if (items.empty())
            noteOrder(*order);
        items.push_back({device, *order});
    }
    markAction();
    // Without a broker there is nothing to wait for, however many devices there are.
    m_orders = std::make_unique<DeviceOrders>(
        m_run.services.fleet(), std::move(items), [this](const DeviceOrders::Answer &answer) {
            return !m_fails && !answer.result && isUnreachable(answer.result.error());
        });
    m_orders->start([this, first = devices->value(0)](const QList<DeviceOrders::Answer> &answers) {
        noteMessage(first);
        if (m_fails)
            judgeFailing(answers);
        else
            judge(answers);
    });
}

void OrderStep::noteOrder(const Order &order)
{
    if (const auto *publish = std::get_if<Order::Publish>(&order.kind()))
        m_report.values =
            messageText(Match::Message({.topic = publish->publication.topic, .payload = publish->publication.payload}));
    else if (const auto *preset = std::get_if<Order::AddPresetReply>(&order.kind()))
        m_report.values = shortText(QString::fromUtf8(preset->reply.payload));
    else if (const auto *state = std::get_if<Order::SetState>(&order.kind()))
        m_report.values = shortText(QString::fromUtf8(state->values.toCompact()));
}

/// The device renders what the scenario leaves to it, so the message is in the journal alone.
void OrderStep::noteMessage(const QString &device)
{
    if (m_step.kindName() != u"publish")
        return;
    const JournalQuery query{.after = m_report.after, .device = device, .event = EntryEvent::MessageSent, .limit = 1};
    const QList<EntryPtr> sent = m_run.services.journal().read(query).entries;
    if (!sent.isEmpty())
        m_report.values = messageText(sent.first()->message());
}

void OrderStep::abandon(Stop)
{
    if (!m_orders)
        return;
    const qsizetype open = static_cast<qsizetype>(m_orders->asked()) - m_orders->answers().size();
    m_report.got = u"%1 of %2 devices have not answered: %3"_s.arg(open)
                       .arg(m_orders->asked())
                       .arg(listText(m_orders->unanswered(4), open));
    m_orders.reset();
}

void OrderStep::judge(const QList<DeviceOrders::Answer> &answers)
{
    qsizetype failed = 0;
    const DeviceOrders::Answer *first = nullptr;
    for (const DeviceOrders::Answer &answer : answers) {
        failed += !answer.result;
        if (!answer.result && !first)
            first = &answer;
    }
    if (!first)
        return pass();
    Error error = first->result.error();
    if (error.where != first->device)
        error.message.prepend(first->device + u": "_s);
    if (failed > 1)
        error.message += u" (and %1 more of %2 devices)"_s.arg(failed - 1).arg(answers.size());
    fail(error);
}

void OrderStep::judgeFailing(const QList<DeviceOrders::Answer> &answers)
{
    const QString expected = failingText(*m_fails);
    for (const DeviceOrders::Answer &answer : answers) {
        if (answer.result)
            return fail(expected, u"%1: success"_s.arg(answer.device));
        const Error &error = answer.result.error();
        const bool isAsExpected = (!m_fails->error || *m_fails->error == error.code) &&
                                  (!m_fails->reasonCode || m_fails->reasonCode == error.reasonCode);
        if (!isAsExpected)
            return fail(expected, u"%1: %2"_s.arg(answer.device, errorText(error)));
    }
    pass();
}

} // namespace Standin::Scenarios
