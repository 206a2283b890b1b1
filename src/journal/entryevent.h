// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entrykind.h"

namespace Standin {

/// What happened. The comments name the fields of an Entry that belong to the event. A new event needs a kind (kindOf),
/// a name (toString), a text for the window (gui/style/displaytext) and the member `note` of REST
/// (journal/export/entryjson). All but the name are switches without default, so the compiler reports them.
enum class EntryEvent : quint8 {
    MessageReceived,     ///< topic, payload and the other fields of messages
    MessageSent,         ///< likewise
    StateChanged,        ///< state; offlineMode when the device left; error when something went wrong
    ReportNotSent,       ///< topic, error
    ReplyNotSent,        ///< topic, error
    MessageRefused,      ///< the broker refused a published message: packetId, error
    MessageGivenUp,      ///< an unacknowledged message that is not sent (again): packetId, error
    WithWillUnavailable, ///< with-will needs MQTT 5 and a session; offlineMode: the mode that was used instead
    LocalBrokerDied,     ///< the process of the local broker has ended; no device: error
    SubscriptionLimited, ///< SUBACK with a lower QoS than requested: topic (the filter), qos, error
    RepliesStopped,      ///< too many replies (ReplyGuard): topic of the command, error
    ConnackReceived,     ///< reasonCode, sessionPresent; properties: what the broker allows and assigns (MQTT 5)
    SubscriptionGranted, ///< SUBACK as it was asked for: topic (the filter), qos
    SubscriptionRefused, ///< SUBACK with a failure: topic (the filter), error
    PingAnsweredLate,    ///< PINGRESP that took longer than it should (BrokerAnswer): waitedMs
    DisconnectReceived,  ///< of the broker, MQTT 5: reasonCode; properties: its reason and another server
    HistoryStopped,      ///< the history cannot be written; no device: error
    HistoryResumed,      ///< it is written again
    EventFired,          ///< by a rule: topic (its name), payload (its data), ruleId
    RuleFailed,          ///< an action or the script of a rule: ruleId, error
    StateSet,            ///< values of the device's state were set: payload, an object; ruleId if by a rule
};

/// The stable names in REST and files: "message-received", "message-sent", "state-changed", "report-not-sent",
/// "reply-not-sent", "message-refused", "message-given-up", "with-will-unavailable", "local-broker-died",
/// "subscription-limited", "replies-stopped", "connack-received", "subscription-granted", "subscription-refused",
/// "pingresp-late", "disconnect-received", "history-stopped", "history-resumed",
/// "event-fired", "rule-failed", "state-set".
[[nodiscard]] QString toString(EntryEvent event);
[[nodiscard]] std::optional<EntryEvent> entryEventFromString(QStringView name);
[[nodiscard]] QStringList entryEventNames();

[[nodiscard]] constexpr EntryKind kindOf(EntryEvent event)
{
    switch (event) {
    case EntryEvent::MessageReceived:
        return EntryKind::In;
    case EntryEvent::MessageSent:
        return EntryKind::Out;
    case EntryEvent::StateChanged:
    case EntryEvent::EventFired:
    case EntryEvent::StateSet:
        return EntryKind::Lifecycle;
    case EntryEvent::ReportNotSent:
    case EntryEvent::ReplyNotSent:
    case EntryEvent::MessageRefused:
    case EntryEvent::MessageGivenUp:
    case EntryEvent::WithWillUnavailable:
    case EntryEvent::LocalBrokerDied:
    case EntryEvent::SubscriptionLimited:
    case EntryEvent::ConnackReceived:
    case EntryEvent::SubscriptionGranted:
    case EntryEvent::SubscriptionRefused:
    case EntryEvent::PingAnsweredLate:
    case EntryEvent::DisconnectReceived:
    case EntryEvent::HistoryStopped:
    case EntryEvent::HistoryResumed:
    case EntryEvent::RuleFailed:
        return EntryKind::Protocol;
    case EntryEvent::RepliesStopped:
        return EntryKind::Fault;
    }
    Q_UNREACHABLE();
}

} // namespace Standin
