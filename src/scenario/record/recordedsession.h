// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/order.h"
#include "journal/journalquery.h"
#include "profile/profile.h"
#include "scenario/record/recordingoptions.h"
#include "scenario/record/recordingwarning.h"

#include <variant>

namespace Standin::Scenarios {

/// A device as it was when it was first used in a recording.
struct RecordedDevice
{
    QString id;
    int index = 0;
    Profile profile = {};
    Topics topics = {}; ///< rendered

    // When the recording began.
    bool wasOnline = false;
    JsonText values = {}; ///< its state, where that was not the one of the profile
    QList<PresetReply> presets = {};
};

/// An order to a device, or a rule that was added for all.
struct RecordedAction
{
    quint64 number = 0; ///< of the order (GivenOrder)
    QString device = {};
    std::variant<Order, Rules::Rule> what;
    Cursor before = 0;   ///< its effects are the entries after it
    Cursor answered = 0; ///< the newest entry when it was done; 0: it is not yet
    qint64 at = 0;       ///< microseconds since 1970-01-01 UTC
    std::optional<Error> error = {};
};

struct RecordedEntry
{
    EntryPtr entry;
    bool isOrdered = false; ///< a message that an order has published
};

/// What a recording took in. A value.
struct RecordedSession
{
    RecordingOptions options = {};
    qint64 startedAt = 0;               ///< microseconds since 1970-01-01 UTC
    QList<RecordedDevice> devices = {}; ///< in the order in which they were first used
    QList<Rules::Rule> rules = {};      ///< those that belong to no profile, when it began; in their order
    QList<RecordedAction> actions = {}; ///< in their order
    QList<RecordedEntry> entries = {};  ///< likewise
    QList<RecordingWarning> warnings = {};
};

} // namespace Standin::Scenarios
