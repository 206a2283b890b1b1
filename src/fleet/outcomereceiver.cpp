// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/outcomereceiver.h"

#include "base/completion.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>

#include <utility>

namespace Standin {

/// Outcomes that the receiver has not taken yet. Thread-safe.
class OutcomeReceiver::Inbox
{
public:
    using Outcomes = std::vector<std::pair<quint64, Result<Cursor>>>; // by ticket

    explicit Inbox(OutcomeReceiver &receiver)
        : m_receiver(&receiver)
    {}

    void put(quint64 ticket, Result<Cursor> outcome)
    {
        const std::lock_guard lock(m_mutex);
        m_outcomes.emplace_back(ticket, std::move(outcome));
        if (m_receiver && m_outcomes.size() == 1)
            QCoreApplication::postEvent(m_receiver, new QEvent(QEvent::User));
    }

    [[nodiscard]] Outcomes take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_outcomes, {});
    }

    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_receiver = nullptr;
    }

private:
    std::mutex m_mutex;
    OutcomeReceiver *m_receiver; ///< null when it was destroyed
    Outcomes m_outcomes;
};

OutcomeReceiver &OutcomeReceiver::of(QObject &context)
{
    auto *receiver = context.findChild<OutcomeReceiver *>(QString(), Qt::FindDirectChildrenOnly);
    return receiver ? *receiver : *new OutcomeReceiver(context);
}

OutcomeReceiver::OutcomeReceiver(QObject &context)
    : QObject(&context)
    , m_inbox(std::make_shared<Inbox>(*this))
{}

OutcomeReceiver::~OutcomeReceiver()
{
    m_inbox->close();
}

void OutcomeReceiver::await(Fleet::Done done, Then then)
{
    const quint64 ticket = ++m_lastTicket;
    m_waiting.emplace(ticket, std::move(then));
    const auto put = [inbox = m_inbox, ticket](Result<Cursor> outcome) { inbox->put(ticket, std::move(outcome)); };
    // If the future never gets a result, the completion says so when it is destroyed with this function.
    done.then([completion = Completion<Cursor>(put)](const Fleet::Done &finished) { completion(finished.result()); });
}

void OutcomeReceiver::customEvent(QEvent *)
{
    const QPointer<OutcomeReceiver> alive(this);
    for (const auto &[ticket, outcome] : m_inbox->take()) {
        const auto waiting = m_waiting.extract(ticket);
        waiting.mapped()(outcome);
        if (!alive)
            return;
    }
}

} // namespace Standin
