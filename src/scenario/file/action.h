// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/offlinemode.h"
#include "device/presetreply.h"
#include "profile/publication.h"
#include "scenario/file/devicenames.h"

namespace Standin::Scenarios {

/// The steps that act on devices. `fails` in a file says that the broker or the device must refuse the action.

/// `"fails": true`, `"fails": "broker-refused"`, `"fails": {"error": "broker-refused", "reasonCode": 135}`.
struct Failing
{
    std::optional<ErrorCode> error = {};   ///< nullopt: any
    std::optional<quint8> reasonCode = {}; ///< nullopt: any

    bool operator==(const Failing &) const = default;
};

/// {"connect": "gw"} or {"connect": {"device": "gw", "fails": …}}: it is done when the devices are online.
struct Connect
{
    DeviceNames devices = {};
    std::optional<Failing> fails = {};
};

/// {"offline": "gw"} or {"offline": {"device": "gw", "mode": "abrupt"}}.
struct GoOffline
{
    DeviceNames devices = {};
    OfflineMode mode = OfflineMode::Clean;
};

/// {"reconnect": "gw"}, as Connect; a device that is online goes offline cleanly first.
struct Reconnect
{
    DeviceNames devices = {};
    std::optional<Failing> fails = {};
};

/// {"publish": {"device": "gw", "message": "Door opened"}} or {"publish": {"device": "gw", "topic": …, "payload": …}}.
struct Publish
{
    DeviceNames devices = {};
    QString message = {};         ///< the name of a saved message of the profile; empty: `publication`
    Publication publication = {}; ///< templates, which the device renders (ScenarioScope::forDevice before that)
    std::optional<Failing> fails = {};
};

/// {"preset": {"device": "gw", "payload": …, "match": …}}: a preset reply.
struct Preset
{
    DeviceNames devices = {};
    PresetReply reply = {}; ///< templates as in Publish, also in `match`
};

/// {"rule": {"device": "gw", …}} with the keys of a rule file: in force until the run ends.
struct AddRule
{
    DeviceNames devices = {};
    JsonText rule = JsonText::emptyObject(); ///< a rule (Rules::Rule::fromJson), templates as in Publish; no `devices`
    QString pointer = {};
};

/// {"setState": {"device": "gw", "values": {"fw": "1.1", "old": null}}}.
struct SetState
{
    DeviceNames devices = {};
    JsonText values = JsonText::emptyObject(); ///< strings are templates of the scenario
    bool isAll = false;                        ///< `all`: other values are removed
};

} // namespace Standin::Scenarios
