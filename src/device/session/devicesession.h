// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/offlinemode.h"
#include "device/session/outboundmessage.h"
#include "device/session/sessionlistener.h"
#include "device/session/sessionsettings.h"

#include <functional>
#include <memory>

namespace Standin {

/// The interface of a device to its connection with the broker. It can be opened repeatedly. Use it in one thread;
/// nothing blocks.
class DeviceSession
{
public:
    DeviceSession() = default;
    /// Ends an open session with DISCONNECT.
    virtual ~DeviceSession() = default;
    Q_DISABLE_COPY_MOVE(DeviceSession)

    /// Begins to connect; sessionOpened() or sessionFailed() follows, never from within this call unless this side
    /// refuses the settings. Only while the session is closed.
    virtual void open(const SessionSettings &settings) = 0;

    /// Ends the session with the given mode; the listener gets no more events of it. A silent link is kept open until
    /// the next session is open or this object is destroyed. False when it was already closed, or when WithWill was not
    /// possible (it needs MQTT 5.0 and a session) and Abrupt was used instead.
    virtual bool close(OfflineMode mode) = 0;

    /// Ends a silent link, with FIN or RST. False when there is none.
    virtual bool endSilence(OfflineMode mode) = 0;

    /// Limit for the memory of messages that the broker has not acknowledged or read. A single message is always
    /// accepted.
    static constexpr qsizetype maximumUnacknowledged = 16 * 1024 * 1024;

    /// Called with the packet id of a message, 0 at QoS 0.
    using Accepted = std::function<void(qint32 id)>;

    /// The packet id. InvalidArgument for a topic that cannot be published to; NotOnline before CONNACK; TooLarge for
    /// the broker; LimitReached when too much waits for the broker already. Otherwise `accepted` is called within this
    /// call, before anything of the message is sent: others may receive it at once.
    virtual Result<qint32> publish(const OutboundMessage &message, const Accepted &accepted) = 0;

    /// Removes a message that publish() has queued: it will not be sent, in this session or when it is resumed. False,
    /// without effect, when it was sent. Also possible while the session is closed.
    virtual bool withdraw(qint32 id) = 0;
};

/// Makes the session of a device. The listener outlives it.
using SessionFactory = std::function<std::unique_ptr<DeviceSession>(SessionListener &listener)>;

} // namespace Standin
