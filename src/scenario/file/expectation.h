// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/devicestate.h"
#include "base/error.h"
#include "journal/entryevent.h"
#include "scenario/file/capture.h"
#include "scenario/file/devicenames.h"
#include "scenario/file/patterntemplate.h"

#include <limits>

namespace Standin::Scenarios {

/// The steps that look at what the devices did. All look at entries of the journal after a cursor: that of the action
/// before the step, or of the step that `since` names.

/// Where a step begins to look.
struct Since
{
    /// The word for the beginning of the run (of the row).
    static constexpr QStringView beginning = u"start";

    QString step = {}; ///< the name of an earlier step, or `beginning`; empty: the action before this step
};

/// The entries that a step is about: those of messages that devices received, unless it says otherwise.
struct EntryTemplate
{
    DeviceNames devices = {};
    EntryKind kind = EntryKind::In;
    std::optional<EntryEvent> event = {}; ///< its kind then is `kind`; the pattern has only a topic
    PatternTemplate pattern = {};
};

/// So many entries; more than `most` is a failure.
struct Amount
{
    static constexpr qsizetype any = std::numeric_limits<qsizetype>::max();

    qsizetype least = 1; ///< `atLeast`; `count` sets both
    qsizetype most = any;

    [[nodiscard]] bool hasMost() const { return most != any; }
    bool operator==(const Amount &) const = default;
};

/// {"expect": {"device": "gw", "topic": "cmd/#", "json": {"op": "reboot"}, "count": 1, "withinMs": 5000,
///             "capture": {"traceId": "/traceId"}}}
///
/// Holds when each of the devices has `amount.least` such entries within `withinMs`, counted from the begin of the
/// step. With a maximum it then watches for `forMs` more that there are not too many. Values are captured from the last
/// of the `least` entries of the first device.
struct Expect
{
    static constexpr int usualWithinMs = 5000;
    static constexpr int usualForMs = 250;

    EntryTemplate entries = {};
    Amount amount = {};
    int withinMs = usualWithinMs;
    int forMs = usualForMs;
    Since since = {};
    QList<Capture> captures = {};
};

/// {"expectNone": {"device": "gw", "topic": "cmd/#", "forMs": 500}}: no such entry after the cursor, until `forMs`
/// after the begin of the step.
struct ExpectNone
{
    static constexpr int usualForMs = 500;

    EntryTemplate entries = {};
    int forMs = usualForMs;
    Since since = {};
};

/// {"expectOrder": {"device": "gw", "messages": [ {"topic": …}, {"kind": "out", "topic": …} ], "withinMs": 5000}}: such
/// entries in this order, others may be between them.
struct ExpectOrder
{
    QList<EntryTemplate> messages = {};
    DeviceNames devices = {}; ///< of the messages that name none
    int withinMs = Expect::usualWithinMs;
    Since since = {};
    QList<Capture> captures = {}; ///< from the last message
};

/// {"expectState": {"device": "gw", "state": "failed", "error": "broker-refused", "reasonCode": 135}}: each device is
/// in this state, or comes into it within `withinMs`.
struct ExpectState
{
    DeviceNames devices = {};
    DeviceState state = DeviceState::Online;
    std::optional<ErrorCode> error = {};
    std::optional<quint8> reasonCode = {};
    int withinMs = Expect::usualWithinMs;
};

/// {"capture": {"traceId": "/traceId"}}: from the message that the last expectation found, or that of the step which
/// `from` names. `"capture": {…}` inside of an expectation does the same.
struct CaptureValues
{
    QString from = {}; ///< the key `from` of the step
    QList<Capture> values = {};
};

} // namespace Standin::Scenarios
