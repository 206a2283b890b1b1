// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "match/correlation.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <utility>

namespace Standin {

enum class EntryKind : quint8 {
    In,        ///< a message the device received
    Out,       ///< a message the device published
    Lifecycle, ///< the device changed its state
    Protocol,  ///< something about the session that is no message
    Fault,     ///< a deliberate deviation, or a failure of the device's own rules
};

/// "in", "out", "lifecycle", "protocol", "fault": the names of REST and files.
[[nodiscard]] QString toString(EntryKind kind);
[[nodiscard]] std::optional<EntryKind> entryKindFromString(QStringView name);

/// One line of the journal. Immutable once appended.
struct Entry
{
    quint64 seq = 0; ///< from 1, without gaps, in the order of append(); given by the journal
    qint64 at = 0;   ///< microseconds since 1970-01-01 UTC; given by the journal
    QString device = {};
    EntryKind kind = EntryKind::Lifecycle;

    // Messages only.
    QString topic = {};
    QByteArray payload = {};
    quint8 qos = 0;
    bool retain = false;
    bool dup = false;
    quint16 packetId = 0;
    QList<std::pair<QString, QString>> properties = {}; ///< MQTT 5, user properties under their own names
    Match::Correlation correlation = {};
    bool matched = false; ///< in: somebody answered it; out: it is a reply
    QString ruleId = {};  ///< what answered: "default", "preset", or a rule's id
    QString testId = {};

    /// A stable word for programs and a fact for people. Lifecycle: the state's name, "offline" with its mode behind
    /// a colon ("offline:clean"). Otherwise what there is to say.
    QString note = {};
    /// Why, where something went wrong.
    std::optional<Error> error = {};
};

using EntryPtr = std::shared_ptr<const Entry>;

} // namespace Standin
