// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/devicestate.h"
#include "base/error.h"
#include "base/offlinemode.h"
#include "journal/entryevent.h"
#include "journal/unanswered.h"
#include "match/correlation.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <utility>

namespace Standin {

/// One line of the journal. Immutable once appended.
struct Entry
{
    quint64 seq = 0; ///< from 1, without gaps, in the order of append(); given by the journal
    qint64 at = 0;   ///< microseconds since 1970-01-01 UTC; given by the journal
    QString device = {};
    EntryEvent event = EntryEvent::StateChanged; ///< determines which of the fields below are set
    qint32 waitedMs = 0;                         ///< how long an answer of the broker took

    // For messages; topic, qos, packetId and properties also for events about a message or the session.
    QString topic = {};
    QByteArray payload = {};
    quint8 qos = 0;
    bool retain = false;
    bool dup = false;
    bool sessionPresent = false; ///< CONNACK: the broker still had the session
    quint16 packetId = 0;
    std::optional<quint8> reasonCode = {};              ///< of CONNACK (before MQTT 5: its return code) or DISCONNECT
    QList<std::pair<QString, QString>> properties = {}; ///< MQTT 5, user properties under their own names
    Match::Correlation correlation = {};
    bool matched = false;                      ///< in: it was answered; out: it is a reply
    std::optional<Unanswered> unanswered = {}; ///< in: why it was not answered
    QString ruleId = {};                       ///< what made the reply: "default", "preset", or a rule's id
    QString testId = {};

    // For events of the session.
    std::optional<DeviceState> state = {};
    std::optional<OfflineMode> offlineMode = {};
    /// The reason of a failure.
    std::optional<Error> error = {};

    [[nodiscard]] EntryKind kind() const { return kindOf(event); }
    [[nodiscard]] bool isMessage() const
    {
        return event == EntryEvent::MessageReceived || event == EntryEvent::MessageSent;
    }
    /// Whether its payload is part of what happened.
    [[nodiscard]] bool hasPayload() const
    {
        return isMessage() || event == EntryEvent::EventFired || event == EntryEvent::StateSet;
    }
    /// Approximate memory: the entry, the data that it does not share, and its place in the journal's index.
    [[nodiscard]] qsizetype bytes() const;
    /// Whether it is a received message that the fleet itself has published.
    [[nodiscard]] bool isOwn() const { return unanswered && unanswered->reason == UnansweredReason::OwnMessage; }
    /// Its fields as those of a message, for matching. The texts and the payload are shared.
    [[nodiscard]] Match::Message::Fields messageFields() const;
    [[nodiscard]] Match::Message message() const { return Match::Message(messageFields()); }
};

using EntryPtr = std::shared_ptr<const Entry>;

/// The memory of the entries.
[[nodiscard]] qsizetype bytesOf(const QList<EntryPtr> &entries);

} // namespace Standin
