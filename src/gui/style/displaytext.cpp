// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/displaytext.h"

#include "models/payloadpreview.h"
#include "mqtt/reasoncodes.h"
#include "rules/ruleid.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// In the words of the standards.
QString reasonCode(quint8 code)
{
    const bool isBefore5 = code < Mqtt::Reason::firstFailure;
    return isBefore5 ? u"%1 (%2)"_s.arg(Mqtt::Reason::returnCodeText(code), Mqtt::Reason::hex(code))
                     : Mqtt::Reason::withReason(code, {});
}

} // namespace

QString DisplayText::state(DeviceState state)
{
    switch (state) {
    case DeviceState::Offline:
        return tr("Offline");
    case DeviceState::Connecting:
        return tr("Connecting");
    case DeviceState::Online:
        return tr("Online");
    case DeviceState::Reconnecting:
        return tr("Reconnecting");
    case DeviceState::Failed:
        return tr("Failed");
    }
    Q_UNREACHABLE();
}

QString DisplayText::state(const DeviceStatus &status)
{
    if (status.state == DeviceState::Offline && status.offlineMode)
        return tr("Offline · %1").arg(mode(*status.offlineMode));
    if (status.state == DeviceState::Reconnecting && status.attempt > 0)
        return tr("Reconnecting · %1").arg(status.attempt);
    return state(status.state);
}

QString DisplayText::mode(OfflineMode mode)
{
    switch (mode) {
    case OfflineMode::Clean:
        return tr("clean");
    case OfflineMode::WithWill:
        return tr("with will");
    case OfflineMode::Abrupt:
        return tr("abrupt");
    case OfflineMode::Reset:
        return tr("reset");
    case OfflineMode::Silent:
        return tr("silent");
    }
    Q_UNREACHABLE();
}

QString DisplayText::modeExplanation(OfflineMode mode)
{
    switch (mode) {
    case OfflineMode::Clean:
        return tr("sends DISCONNECT; the broker does not publish the will");
    case OfflineMode::WithWill:
        return tr("sends DISCONNECT with will (MQTT 5; before that, the same as abrupt)");
    case OfflineMode::Abrupt:
        return tr("closes without DISCONNECT; the broker publishes the will");
    case OfflineMode::Reset:
        return tr("TCP reset, as after a crash; the broker publishes the will");
    case OfflineMode::Silent:
        return tr("keeps the socket open but sends and reads nothing, until the keep-alive time has passed");
    }
    Q_UNREACHABLE();
}

QString DisplayText::kind(EntryKind kind)
{
    switch (kind) {
    case EntryKind::In:
        return tr("Received");
    case EntryKind::Out:
        return tr("Sent");
    case EntryKind::Lifecycle:
        return tr("State");
    case EntryKind::Protocol:
        return tr("Protocol");
    case EntryKind::Fault:
        return tr("Fault");
    }
    Q_UNREACHABLE();
}

QString DisplayText::event(const Entry &entry)
{
    switch (entry.event) {
    case EntryEvent::MessageReceived:
    case EntryEvent::MessageSent:
        return {};
    case EntryEvent::StateChanged:
        if (!entry.state)
            return {};
        return entry.offlineMode ? tr("%1 · %2").arg(state(*entry.state), mode(*entry.offlineMode))
                                 : state(*entry.state);
    case EntryEvent::ReportNotSent:
        return tr("report not sent");
    case EntryEvent::ReplyNotSent:
        return tr("reply not sent");
    case EntryEvent::MessageRefused:
        return tr("message refused");
    case EntryEvent::MessageGivenUp:
        return tr("message given up");
    case EntryEvent::WithWillUnavailable:
        return tr("with-will needs MQTT 5: going offline abruptly instead");
    case EntryEvent::LocalBrokerDied:
        return tr("the local broker has ended");
    case EntryEvent::SubscriptionLimited:
        return tr("SUBACK: granted a lower QoS than requested");
    case EntryEvent::HistoryStopped:
        return tr("the history is not written");
    case EntryEvent::HistoryResumed:
        return tr("the history is written again");
    case EntryEvent::EventFired:
        return tr("event %1").arg(entry.topic);
    case EntryEvent::RuleFailed:
        return tr("%1 failed").arg(rule(entry.ruleId));
    case EntryEvent::StateSet:
        return tr("state: %1").arg(QString::fromUtf8(entry.payload));
    case EntryEvent::RepliesStopped:
        return tr("stopped answering: replies seem to come back as commands");
    case EntryEvent::ConnackReceived:
        if (entry.reasonCode.value_or(0) != 0)
            return tr("CONNACK: %1").arg(reasonCode(*entry.reasonCode));
        return entry.sessionPresent ? tr("CONNACK: session resumed") : tr("CONNACK: new session");
    case EntryEvent::SubscriptionGranted:
        return tr("SUBACK: granted with QoS %1").arg(entry.qos);
    case EntryEvent::SubscriptionRefused:
        return tr("SUBACK: refused");
    case EntryEvent::PingAnsweredLate:
        return tr("PINGRESP only after %L1 ms").arg(entry.waitedMs);
    case EntryEvent::DisconnectReceived:
        if (entry.reasonCode.value_or(0) == 0)
            return tr("DISCONNECT of the broker");
        return tr("DISCONNECT of the broker: %1").arg(reasonCode(*entry.reasonCode));
    }
    Q_UNREACHABLE();
}

QString DisplayText::note(const Entry &entry)
{
    QStringList parts;
    for (const auto &[key, value] : entry.correlation)
        parts.append(Models::textPreview(key) + u" = "_s + Models::textPreview(value));
    const bool isReceived = entry.event == EntryEvent::MessageReceived;
    if (!entry.ruleId.isEmpty())
        parts.append(isReceived ? tr("answered by %1").arg(rule(entry.ruleId)) : rule(entry.ruleId));
    else if (isReceived && !entry.matched)
        parts.append(entry.unanswered ? tr("not answered: %1").arg(reason(*entry.unanswered)) : tr("not answered"));
    if (const QString happened = event(entry); !happened.isEmpty())
        parts.append(happened);
    return parts.join(u"   "_s);
}

QString DisplayText::reason(const Unanswered &unanswered)
{
    switch (unanswered.reason) {
    case UnansweredReason::OwnMessage:
        return tr("published by these devices");
    case UnansweredReason::NotOnCommandTopic:
        return tr("not on the command topic");
    case UnansweredReason::NotJson:
        if (const auto &json = unanswered.json)
            return tr("not JSON (line %L1, column %L2: %3)")
                .arg(json->at.line)
                .arg(json->at.column)
                .arg(jsonProblem(json->problem));
        return tr("not JSON");
    case UnansweredReason::NoCorrelationKey:
        return tr("no correlation key in it");
    case UnansweredReason::NoReply:
        return tr("the profile has no reply");
    case UnansweredReason::Retained:
        return tr("retained, so it uses no preset reply");
    case UnansweredReason::Duplicate:
        return tr("delivered before");
    case UnansweredReason::RepliesStopped:
        return tr("too many replies");
    }
    Q_UNREACHABLE();
}

QString DisplayText::rule(const QString &ruleId)
{
    if (ruleId == Rules::RuleId::defaultReply)
        return tr("default reply");
    if (ruleId == Rules::RuleId::presetReply)
        return tr("preset reply");
    return tr("rule %1").arg(ruleId);
}

QString DisplayText::secret(const QString &place)
{
    const QString headers = u"/connection/headers/"_s;
    if (place.startsWith(headers))
        return tr("WebSocket header %1").arg(place.sliced(headers.size()));
    if (place == u"/connection/tls/keyPassword")
        return tr("Password of the key");
    if (place == u"/connection/proxy/password")
        return tr("Password for the proxy");
    return tr("Password for the broker");
}

QString DisplayText::jsonProblem(JsonProblem problem)
{
    switch (problem) {
    case JsonProblem::ExpectedValue:
        return tr("a value is expected here");
    case JsonProblem::ExpectedKey:
        return tr("a key in double quotes is expected here");
    case JsonProblem::ExpectedColon:
        return tr("a colon is expected after the key");
    case JsonProblem::ExpectedCommaOrBrace:
        return tr("a comma or } is expected here");
    case JsonProblem::ExpectedCommaOrBracket:
        return tr("a comma or ] is expected here");
    case JsonProblem::UnterminatedString:
        return tr("the closing quote is missing");
    case JsonProblem::ControlCharacter:
        return tr("control characters must be written as \\n, \\t or \\u0000");
    case JsonProblem::NullCharacter:
        return tr("a NUL character (U+0000) does not belong here");
    case JsonProblem::BadEscape:
        return tr("there is no such escape sequence");
    case JsonProblem::BadNumber:
        return tr("this is not a JSON number");
    case JsonProblem::BadUtf8:
        return tr("this is not UTF-8");
    case JsonProblem::TooDeep:
        return tr("nested too deeply");
    case JsonProblem::TextAfterEnd:
        return tr("nothing may follow the end of the value");
    }
    Q_UNREACHABLE();
}

} // namespace Standin::Gui
