// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

#include <unordered_map>

namespace Standin {

/// Brings the outcomes of orders into the thread of an object that waits for them. Outcomes that arrive together need
/// one wake-up of that thread. Use it through whenDone().
class OutcomeReceiver final : public QObject
{
    Q_OBJECT

public:
    using Then = std::function<void(const Result<Cursor> &)>;

    /// That of this object: its child, in its thread.
    [[nodiscard]] static OutcomeReceiver &of(QObject &context);

    ~OutcomeReceiver() override;

    /// Calls `then` from the event loop; never when the receiver is destroyed before.
    void await(Fleet::Done done, Then then);

protected:
    void customEvent(QEvent *event) override;

private:
    class Inbox;

    explicit OutcomeReceiver(QObject &context);

    const std::shared_ptr<Inbox> m_inbox; ///< shared with the threads of the devices
    std::unordered_map<quint64, Then> m_waiting;
    quint64 m_lastTicket = 0;
};

} // namespace Standin
