// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicerecord.h"
#include "device/deviceservices.h"
#include "device/inbox.h"
#include "device/outbox.h"
#include "device/ruleactions.h"
#include "device/session/reconnection.h"
#include "device/telemetry/telemetryschedule.h"
#include "journal/journal.h"
#include "profile/publication.h"

namespace Standin {

/// One simulated device: one MQTT client id, one session. It has the states of DeviceState, answers messages as its
/// Inbox decides, and sends the reports of its profile. All its actions are in the journal and in its record. Use it in
/// one thread; every completion is called there.
class Device final : private SessionListener, private RuleEffects
{
public:
    Device(std::shared_ptr<DeviceRecord> record, const DeviceServices &services);
    /// Goes offline cleanly.
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
    void replacePresetReplies(const QList<PresetReply> &before, const QList<PresetReply> &after,
                              const Completion<> &done);
    void clearPresetReplies();
    void setState(const JsonText &values, bool isAll, const JsonText &before, const Completion<> &done);
    void reset(bool presetReplies, const Completion<> &done);

private:
    using FirstReport = TelemetrySchedule::FirstReport;

    /// The purpose of a message.
    struct Purpose
    {
        Match::Correlation correlation = {}; ///< correlation of the command that it answers
        QString ruleId = {};                 ///< what made it
        QString testId = {};
        bool isReply = false;
        bool isCommand = false; ///< it is written for another device of the fleet
    };

    /// Why a device is in a state; every field may be empty.
    struct StateReason
    {
        std::optional<Error> error = {};
        std::optional<OfflineMode> offlineMode = {};
        std::optional<SessionHistory::Sent> sentBefore = {};
        bool isElsewhere = false; ///< see Reconnection::Plan
    };

    void sessionOpened() override;
    void brokerAnswered(const BrokerAnswer &answer) override;
    void sessionFailed(const SessionEnd &end) override;
    void sessionLost(const SessionEnd &end) override;
    void messageArrived(const InboundMessage &message) override;
    void messageAcknowledged(qint32 id, const Result<> &result) override;
    void messageGivenUp(qint32 id, const Error &error) override;

    void sendForRule(const OutboundMessage &message, const Origin &origin) override;
    void setStateForRule(const JsonText &changes, const Origin &origin) override;
    void goOfflineForRule(OfflineMode mode) override;
    void goOnlineForRule() override;
    void fireEvent(const QString &name, const QByteArray &data, const Origin &origin) override;
    void ruleFailed(const Error &error, const Origin &origin) override;

    void applyProfile();
    /// Takes the rules that are in force now.
    void updateRules();
    /// Whether the current or last session or attempt used other settings than the profile has now.
    [[nodiscard]] bool hasOldSettings() const;
    /// LimitReached when there is none for `bytes` more of preset replies.
    [[nodiscard]] Result<> roomForPresets(qint64 bytes) const;
    void startAttempt();
    /// Shows in the record which server the device connects to: another one after a server reference.
    void showBroker();
    /// Schedules another attempt, or ends the attempts.
    void carryOut(const Reconnection::Plan &plan);
    void leave(OfflineMode mode);
    /// Ends the link of a device that left with `silent`; the broker publishes the will if it has not yet done so.
    void endSilence(OfflineMode mode);
    void enter(DeviceState state, const StateReason &why);
    void answerWaiting(const Result<> &result);

    void answer(const Inbox::Received &received, const InboundMessage &message);
    /// Sends to the Response Topic of the message, or else to the reply topic.
    void sendReply(const Inbox::Received &received, const InboundMessage &message);
    /// Makes `values` those of the device's state, records it, and journals `changes`. TooLarge.
    Result<> putState(const JsonText &values, const JsonText &changes, const Origin &origin);
    /// The topic of a reply: the Response Topic of the command, or else the reply topic of the profile.
    [[nodiscard]] Result<QString> replyTopic(const InboundMessage &message);
    [[nodiscard]] Result<QString> topicOf(const Publication &publication);
    /// Compiles a text that is not a reply.
    [[nodiscard]] Result<Template> compiled(const QByteArray &text) const;
    void report(const CompiledProfile::Telemetry &telemetry);
    void sendBirth();
    /// Publishes a message that is not a reply.
    void publishOwn(const Template &topic, const Template &payload, quint8 qos, bool retain);
    /// Whether a message to this topic is a command for another device of the fleet: this one plays the back end.
    [[nodiscard]] bool isForAnother(const QString &topic) const;
    Result<qint32> send(const OutboundMessage &message, const Purpose &purpose);
    void recordSent(const OutboundMessage &message, const Purpose &purpose, quint16 packetId);
    /// Reports an unacknowledged message as failed. If it was not sent yet, it is withdrawn.
    Error undelivered(qint32 id, const std::function<Error(bool wasSent)> &errorOf);
    void recordGivenUp(qint32 id, const Error &error);
    void countMessage(bool inbound, Cursor seq, const QString &topic, const QByteArray &payload);

    const std::shared_ptr<DeviceRecord> m_record;
    Journal &m_journal;
    Timers &m_timers;
    SentMessages &m_sentMessages;
    Keychain &m_keychain;
    Rules::RuleBook &m_rules;
    quint64 m_rulesRevision = 0; ///< of the rules that the inbox has
    std::shared_ptr<const CompiledProfile> m_profile;
    std::shared_ptr<const CompiledProfile> m_connectedWith; ///< the profile of the current or last session
    TemplateScope m_scope;

    DeviceState m_state = DeviceState::Offline;
    Reconnection m_reconnection;
    Timer m_nextAttempt;
    QList<Completion<>> m_waiting; ///< of the connect order, until the device is online

    Inbox m_inbox;
    Outbox m_outbox;
    TelemetrySchedule m_telemetry;
    RuleActions m_ruleActions;
    const std::unique_ptr<DeviceSession> m_session; ///< the last member, because its destructor may call the listener
};

} // namespace Standin
