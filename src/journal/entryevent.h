// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entrykind.h"

namespace Standin {

/// What happened. The fields of an Entry that belong to an event are named here.
/// A new event needs: a kind (kindOf), a name (toString), words for the window (gui/style/displaytext) and the member
/// `note` of REST (rest/json/entryjson). All but the name are switches without default, so that the build asks for
/// them.
enum class EntryEvent : quint8 {
    MessageReceived,     ///< topic, payload and the other fields of messages
    MessageSent,         ///< likewise
    StateChanged,        ///< state; offlineMode when the device left; error when something went wrong
    ReportNotSent,       ///< topic, error
    ReplyNotSent,        ///< topic, error
    MessageRefused,      ///< the broker's answer to a published message: packetId, error
    MessageGivenUp,      ///< a message that was not acknowledged, and is not sent, or not again: packetId, error
    WithWillUnavailable, ///< the mode with-will takes MQTT 5 and a session; offlineMode: how the device leaves instead
    LocalBrokerDied,     ///< the process of the local broker, without a device: error
    SubscriptionLimited, ///< the broker granted a lower QoS than was asked for: topic (the filter), error
    RepliesStopped,      ///< too many replies (ReplyGuard): topic of the command, error
};

/// "message-received", "message-sent", "state-changed", "report-not-sent", "reply-not-sent", "message-refused",
/// "message-given-up", "with-will-unavailable", "local-broker-died", "subscription-limited", "replies-stopped": the
/// names of REST and files. They stay as they are.
[[nodiscard]] QString toString(EntryEvent event);
[[nodiscard]] std::optional<EntryEvent> entryEventFromString(QStringView name);

[[nodiscard]] constexpr EntryKind kindOf(EntryEvent event)
{
    switch (event) {
    case EntryEvent::MessageReceived:
        return EntryKind::In;
    case EntryEvent::MessageSent:
        return EntryKind::Out;
    case EntryEvent::StateChanged:
        return EntryKind::Lifecycle;
    case EntryEvent::ReportNotSent:
    case EntryEvent::ReplyNotSent:
    case EntryEvent::MessageRefused:
    case EntryEvent::MessageGivenUp:
    case EntryEvent::WithWillUnavailable:
    case EntryEvent::LocalBrokerDied:
    case EntryEvent::SubscriptionLimited:
        return EntryKind::Protocol;
    case EntryEvent::RepliesStopped:
        return EntryKind::Fault;
    }
    Q_UNREACHABLE();
}

} // namespace Standin
