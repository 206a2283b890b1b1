// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicerecord.h"
#include "device/deviceservices.h"
#include "device/outbox.h"
#include "device/responder.h"
#include "device/telemetry/telemetryschedule.h"
#include "journal/journal.h"
#include "profile/publication.h"

namespace Standin {

/// One simulated device: one MQTT client id, one session. It goes through the states of DeviceState, answers messages
/// as its Responder decides, and sends reports as its profile says. Everything it does is in the journal and in its
/// record. Use it in one thread; every completion is called there.
class Device final : private SessionListener
{
public:
    Device(std::shared_ptr<DeviceRecord> record, const DeviceServices &services);
    /// Leaves cleanly.
    ~Device();
    Q_DISABLE_COPY_MOVE(Device)

    /// The compiled profile of its record has been exchanged.
    void profileChanged();

    /// See the functions of the same names in Fleet.
    void connectToBroker(Completion<> done);
    void goOffline(OfflineMode mode, const Completion<> &done);
    void reconnect(Completion<> done);
    void publish(const Publication &publication, Completion<> done);
    void addPresetReply(const QByteArray &payload, const Completion<> &done);
    void clearPresetReplies();

private:
    using FirstReport = TelemetrySchedule::FirstReport;

    /// What a message that is sent answers; empty for what the device sends on its own account.
    struct Answered
    {
        Match::Correlation correlation = {};
        QString ruleId = {};
    };

    void sessionOpened() override;
    void sessionFailed(const Error &error) override;
    void sessionLost(const Error &error) override;
    void messageArrived(const InboundMessage &message) override;
    void messageAcknowledged(qint32 id, const Result<> &result) override;

    void applyProfile();
    void startAttempt();
    void waitForNextAttempt(const Error &error);
    void stopAttempts(const Error &error);
    void leave(OfflineMode mode);
    /// Gives up the link of a device that left silently; the will fires if it has not yet.
    void endSilence(OfflineMode mode);
    void setState(DeviceState state, const std::optional<Error> &error = {}, std::optional<OfflineMode> mode = {});
    void answerWaiting(const Result<> &result);

    /// To the topic that the message asks for, or else the reply topic.
    void sendReply(const Decision &decision, const Command &command, const InboundMessage &message);
    void report(const CompiledProfile::Telemetry &telemetry);
    Result<qint32> send(const OutboundMessage &message, const Answered &answered);
    void countMessage(bool inbound, const QString &topic, const QByteArray &payload);

    const std::shared_ptr<DeviceRecord> m_record;
    Journal &m_journal;
    Timers &m_timers;
    std::shared_ptr<const CompiledProfile> m_profile;
    std::shared_ptr<const CompiledProfile> m_connectedWith; ///< the profile of the present or last session
    TemplateScope m_scope;

    DeviceState m_state = DeviceState::Offline;
    int m_attempt = 0; ///< attempts since the link was lost
    Random m_jitter;
    Timer m_nextAttempt;
    QList<Completion<>> m_waiting; ///< for being online

    Outbox m_outbox;
    Responder m_responder;
    ResponderState m_responderState;
    TelemetrySchedule m_telemetry;
    const std::unique_ptr<DeviceSession> m_session; ///< the last member: it may call the listener as long as it lives
};

} // namespace Standin
