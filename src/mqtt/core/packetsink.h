// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Standin::Mqtt {

/// Receives the packets that a Session sends.
class PacketSink
{
public:
    /// Gets exactly one complete packet. Must not call the session.
    virtual void send(const QByteArray &packet) = 0;

protected:
    PacketSink() = default;
    ~PacketSink() = default;
    Q_DISABLE_COPY_MOVE(PacketSink)
};

} // namespace Standin::Mqtt
