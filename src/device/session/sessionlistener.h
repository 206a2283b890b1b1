// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "device/session/brokeranswer.h"
#include "device/session/inboundmessage.h"
#include "device/session/sessionend.h"

namespace Standin {

/// The events of a DeviceSession, in its thread. The listener may do anything in them except delete the session.
class SessionListener
{
public:
    virtual void sessionOpened() = 0; ///< CONNACK and every SUBACK are in
    /// CONNACK and SUBACK come before sessionOpened() or sessionFailed(), DISCONNECT before sessionLost().
    virtual void brokerAnswered(const BrokerAnswer &) {}
    virtual void sessionFailed(const SessionEnd &end) = 0; ///< it was not opened
    virtual void sessionLost(const SessionEnd &end) = 0;   ///< it was open, and ended without close()
    virtual void messageArrived(const InboundMessage &message) = 0;
    /// A message of QoS 1 or 2 that was published. PublishRefused with the reason code when the broker refused it
    /// (MQTT 5.0).
    virtual void messageAcknowledged(qint32 id, const Result<> &result) = 0;
    /// A message of an earlier connection that will not be sent again. Before sessionOpened().
    virtual void messageGivenUp(qint32 id, const Error &error) = 0;

protected:
    ~SessionListener() = default;
};

} // namespace Standin
