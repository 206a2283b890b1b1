// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicerecord.h"
#include "device/deviceservices.h"
#include "device/inbox.h"
#include "device/outbox.h"
#include "device/session/reconnection.h"
#include "device/telemetry/telemetryschedule.h"
#include "journal/journal.h"
#include "profile/publication.h"

namespace Standin {

/// One simulated device: one MQTT client id, one session. It goes through the states of DeviceState, answers messages
/// as its Inbox decides, and sends reports as its profile says. Everything it does is in the journal and in its
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
    void addPresetReply(const PresetReply &reply, const Completion<> &done);
    void clearPresetReplies();

private:
    using FirstReport = TelemetrySchedule::FirstReport;

    /// What a message is sent for.
    struct Purpose
    {
        Match::Correlation correlation = {}; ///< of the command that it answers
        QString ruleId = {};                 ///< likewise, what answered
        bool isCommand = false;              ///< it is written for another device of the fleet
    };

    /// Why a device is in a state; all of it may be empty.
    struct StateReason
    {
        std::optional<Error> error = {};
        std::optional<OfflineMode> offlineMode = {};
        std::optional<SessionHistory::Sent> sentBefore = {};
        bool isElsewhere = false; ///< see Reconnection::Plan
    };

    void sessionOpened() override;
    void subscriptionGranted(const QString &filter, quint8 asked, quint8 granted) override;
    void sessionFailed(const SessionEnd &end) override;
    void sessionLost(const SessionEnd &end) override;
    void messageArrived(const InboundMessage &message) override;
    void messageAcknowledged(qint32 id, const Result<> &result) override;
    void messageGivenUp(qint32 id, const Error &error) override;

    void applyProfile();
    /// Whether the present or last session, or attempt, was made with other settings than those of the profile now.
    [[nodiscard]] bool hasOldSettings() const;
    void startAttempt();
    /// Another attempt, or the end of them.
    void carryOut(const Reconnection::Plan &plan);
    void leave(OfflineMode mode);
    /// Gives up the link of a device that left silently; the will fires if it has not yet.
    void endSilence(OfflineMode mode);
    void setState(DeviceState state, const StateReason &why);
    void answerWaiting(const Result<> &result);

    /// To the topic that the message asks for, or else the reply topic.
    void sendReply(const Inbox::Received &received, const InboundMessage &message);
    /// Of a command that is being answered: where it asks for the reply, or else the reply topic of the profile.
    [[nodiscard]] Result<QString> replyTopic(const InboundMessage &message);
    /// A text that the device publishes on its own account.
    [[nodiscard]] Result<Template> compiled(const QByteArray &text) const;
    void report(const CompiledProfile::Telemetry &telemetry);
    void sendBirth();
    /// What the device publishes on its own account.
    void publishOwn(const Template &topic, const Template &payload, quint8 qos, bool retain);
    Result<qint32> send(const OutboundMessage &message, const Purpose &purpose);
    /// A message that was not acknowledged is answered as failed: it is not sent any more where it was not yet.
    Error undelivered(qint32 id, const std::function<Error(bool wasSent)> &errorOf);
    void recordGivenUp(qint32 id, const Error &error);
    void countMessage(bool inbound, Cursor seq, const QString &topic, const QByteArray &payload);

    const std::shared_ptr<DeviceRecord> m_record;
    Journal &m_journal;
    Timers &m_timers;
    SentMessages &m_sentMessages;
    std::shared_ptr<const CompiledProfile> m_profile;
    std::shared_ptr<const CompiledProfile> m_connectedWith; ///< the profile of the present or last session
    TemplateScope m_scope;

    DeviceState m_state = DeviceState::Offline;
    Reconnection m_reconnection;
    Timer m_nextAttempt;
    QList<Completion<>> m_waiting; ///< for being online

    Inbox m_inbox;
    Outbox m_outbox;
    TelemetrySchedule m_telemetry;
    const std::unique_ptr<DeviceSession> m_session; ///< the last member: it may call the listener as long as it lives
};

} // namespace Standin
