// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/completion.h"
#include "device/devicerecord.h"
#include "device/session/brokersession.h"
#include "journal/journal.h"
#include "profile/publication.h"
#include "profile/template/templatescope.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QHash>

namespace Standin {

/// One simulated device: one MQTT client id, one session, and the manners of its compiled. What it does stands in the
/// journal and in its record. It lives in one thread; every completion is called there.
class Device final : public QObject, private SessionListener
{
    Q_OBJECT

public:
    Device(std::shared_ptr<DeviceRecord> record, Journal &journal, const Clock &clock);
    ~Device() override;

    /// The compiled of its record has been exchanged.
    void profileChanged();

    /// See the functions of the same names in Fleet.
    void connectToBroker(Completion<> done);
    void goOffline(OfflineMode mode, const Completion<> &done);
    void reconnect(Completion<> done);
    void publish(const Publication &publication, Completion<> done);
    void addPresetReply(const QByteArray &payload, const Completion<> &done);
    void clearPresetReplies();

    /// How long a broker may take to acknowledge a message of QoS 1 or 2.
    static constexpr std::chrono::seconds acknowledgeTimeout{10};

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Unacknowledged
    {
        Completion<> done;
        QDeadlineTimer deadline;
    };

    enum class FirstReport {
        Now,
        AfterTheInterval,
    };

    struct Reply
    {
        const Template *payload = nullptr; ///< none: the command is not answered
        QString ruleId;
    };

    struct Outgoing
    {
        QString topic;
        QByteArray payload;
        quint8 qos = 0;
        bool retain = false;
        Match::Correlation correlation = {};
        QString ruleId = {}; ///< set: it is a reply
        QMqttPublishProperties properties = {};
    };

    void sessionOpened() override;
    void sessionFailed(const Error &error) override;
    void sessionLost(const Error &error) override;
    void messageArrived(const QMqttMessage &message) override;
    void messageAcknowledged(qint32 id, const Result<> &result) override;

    void applyProfile();
    void startAttempt();
    [[nodiscard]] Result<SessionSettings> sessionSettings();
    void waitForNextAttempt(const Error &error);
    void stopAttempts(const Error &error);
    void leave(OfflineMode mode);
    /// Gives up the link of a device that left silently; the will fires if it has not yet.
    void endSilence(OfflineMode mode);
    void setState(DeviceState state, const std::optional<Error> &error = {}, std::optional<OfflineMode> mode = {});
    void answerWaiting(const Result<> &result);

    [[nodiscard]] bool isCommand(const QString &topic) const;
    [[nodiscard]] Reply chooseReply(const Command &command);
    /// To the topic that the message asks for, or else the reply topic.
    void sendReply(const Reply &reply, const Command &command, const QMqttMessage &message);
    Result<qint32> send(const Outgoing &outgoing);
    void noteMessage(bool inbound, const QString &topic, const QByteArray &payload);
    void failUnacknowledged(const Error &error);
    void checkAcknowledgements();
    void startTelemetry(FirstReport first);
    void stopTelemetry();
    void report(const CompiledProfile::Telemetry &telemetry);

    const std::shared_ptr<DeviceRecord> m_record;
    Journal &m_journal;
    std::shared_ptr<const CompiledProfile> m_profile;
    std::shared_ptr<const CompiledProfile> m_used; ///< what the present session was opened with
    TemplateScope m_scope;
    Random m_jitter;
    BrokerSession m_session;

    DeviceState m_state = DeviceState::Offline;
    int m_attempt = 0; ///< attempts since the link was lost
    QBasicTimer m_attemptTimer;
    QList<Completion<>> m_waiting; ///< for being online

    QHash<qint32, Unacknowledged> m_unacknowledged; ///< by packet id
    QBasicTimer m_acknowledgeTimer;                 ///< runs while there are any

    QList<Template> m_presetReplies;
    qsizetype m_presetBytes = 0;
    Template m_usedPreset; ///< keeps alive what chooseReply() took from the queue
    std::vector<std::pair<int, const CompiledProfile::Telemetry *>> m_telemetryTimers;
};

} // namespace Standin
