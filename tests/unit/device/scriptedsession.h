// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/session/devicesession.h"

#include <QSet>

namespace Standin::Tests {

/// The session of a device under test: it records the calls of the device, and the test plays the broker. It stays in a
/// phase until the test calls one of the functions below.
class ScriptedSession final : public DeviceSession
{
public:
    explicit ScriptedSession(SessionListener &listener)
        : m_listener(listener)
    {}

    void open(const SessionSettings &settings) override;
    bool close(OfflineMode mode) override;
    bool endSilence(OfflineMode mode) override;
    Result<qint32> publish(const OutboundMessage &message, const Accepted &accepted) override;
    bool withdraw(qint32 id) override;

    // What the broker does.
    void accept();                                          ///< CONNACK and every SUBACK
    void refuse(ErrorCode code = ErrorCode::BrokerRefused); ///< CONNACK with a failure, or no link
    void refuse(const SessionEnd &end);
    void lose(ErrorCode code = ErrorCode::ConnectionLost); ///< the open session ends
    void lose(const SessionEnd &end);
    void deliver(const InboundMessage &message);
    void giveUp(qint32 id, const Error &error) { m_listener.messageGivenUp(id, error); }
    void acknowledge(qint32 id, const Result<> &result = {}) { m_listener.messageAcknowledged(id, result); }

    void say(const BrokerAnswer &answer) { m_listener.brokerAnswered(answer); }

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isConnecting() const { return m_isConnecting; }
    [[nodiscard]] bool isSilent() const { return m_isSilent; }

    QList<SessionSettings> opened;
    QStringList closed;       ///< calls of close() while it was connecting or open
    QStringList silenceEnded; ///< calls of endSilence() that found a silent link
    QList<OutboundMessage> published;
    bool canPublishWill = true;             ///< result of close(WithWill)
    std::optional<Error> publishError = {}; ///< result of publish()
    bool holdsMessages = false;             ///< messages of QoS 1 and 2 are queued from now on
    QSet<qint32> held;                      ///< queued messages
    bool losesOnPublish = false;            ///< the link ends while the next message is written
    std::function<void(OfflineMode)> whenClosed = {};
    std::function<void()> whenSent = {}; ///< after a message was accepted

private:
    SessionListener &m_listener;
    bool m_isConnecting = false;
    bool m_isOpen = false;
    bool m_isSilent = false;
    qint32 m_lastId = 0;
};

} // namespace Standin::Tests
