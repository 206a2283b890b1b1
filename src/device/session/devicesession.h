// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/offlinemode.h"
#include "device/session/outboundmessage.h"
#include "device/session/sessionlistener.h"
#include "device/session/sessionsettings.h"

#include <functional>
#include <memory>

namespace Standin {

/// One device's connection to the broker, as the device sees it. It can be opened again and again. Everything happens
/// in one thread; nothing blocks.
class DeviceSession
{
public:
    DeviceSession() = default;
    /// Ends the session in good order where it is open.
    virtual ~DeviceSession() = default;
    Q_DISABLE_COPY_MOVE(DeviceSession)

    /// Begins to connect; sessionOpened() or sessionFailed() follows, never from within this call unless this side
    /// refuses the settings. Only while the session is closed.
    virtual void open(const SessionSettings &settings) = 0;

    /// Leaves in the given way; the listener hears no more of this session. A link left silent is held open until the
    /// next session is open, or this object is destroyed. False when it was closed already, or when WithWill could not
    /// be sent to the broker (it takes MQTT 5.0 and a session): then it left abruptly.
    virtual bool close(OfflineMode mode) = 0;

    /// Ends a link that was left silent, with FIN or RST. False when there is none.
    virtual bool endSilence(OfflineMode mode) = 0;

    /// How much memory messages may take that the broker has not acknowledged or read. One message always may.
    static constexpr qsizetype maximumUnacknowledged = 16 * 1024 * 1024;

    /// The packet id, 0 at QoS 0. InvalidArgument for a topic that cannot be published to; NotOnline before CONNACK;
    /// TooLarge for the broker; LimitReached when too much waits for the broker already.
    virtual Result<qint32> publish(const OutboundMessage &message) = 0;

    /// A message that publish() took and that still waits for its turn will not be sent, in this session or one that
    /// goes on with it. False, and nothing has happened, when it was sent. Also while the session is closed.
    virtual bool withdraw(qint32 id) = 0;
};

/// Makes the session of a device. The listener outlives it.
using SessionFactory = std::function<std::unique_ptr<DeviceSession>(SessionListener &listener)>;

} // namespace Standin
