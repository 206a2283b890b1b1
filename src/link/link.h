// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QIODevice>

#include <optional>

namespace Standin {

/// A byte stream to a broker, for QMqttClient::setTransport() once it is established. Unbuffered: read() returns the
/// bytes that the system has now, write() accepts everything at once. Bytes that are written during readyRead() are
/// sent in one piece afterwards. Nothing blocks. Use it in one thread.
///
/// Sequence: start() → established() or failed(); later, when the peer closes, readChannelFinished() with error() set.
/// A link is used once.
class Link : public QIODevice
{
    Q_OBJECT

public:
    using QIODevice::QIODevice;

    /// Begins to connect. Signals are emitted from the event loop, never from within this call.
    virtual void start() = 0;

    /// What is written from now on is sent with release(). The calls may nest, and stand within readyRead().
    virtual void hold() = 0;
    virtual void release() = 0;

    /// Ways to end the connection without a DISCONNECT of MQTT. After cut() and sendReset() the link is closed.
    virtual void cut() = 0;       ///< FIN, at once
    virtual void sendReset() = 0; ///< RST
    virtual void goSilent() = 0;  ///< stays open; from now on writes are discarded and nothing is read

    /// Why the link failed or ended; nullopt while it is open and after it was closed on this side.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] bool isSequential() const override { return true; }

signals:
    void established();
    void failed(const Standin::Error &error);

protected:
    void setError(Error error) { m_error = std::move(error); }

private:
    std::optional<Error> m_error;
};

} // namespace Standin
