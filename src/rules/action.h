// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "base/offlinemode.h"
#include "rules/delay.h"

#include <QList>
#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace Standin {
class JsonReader;
} // namespace Standin

namespace Standin::Rules {

/// {"reply": …} and {"publish": …}: a message that the device publishes. Its texts are templates.
///
/// A reply goes to the Response Topic of the command or else to the reply topic of the device, with the QoS of the
/// device's replies, and has the Correlation Data of the command (MQTT 5.0 section 4.10). A publish goes to the report
/// topic, with the QoS of reports.
struct Send
{
    bool isReply = true;
    QString topic = {}; ///< empty: as above
    QByteArray payload = {};
    std::optional<quint8> qos = {}; ///< nullopt: as above
    bool retain = false;
    QString contentType = {};
    QList<std::pair<QString, QString>> userProperties = {};
    Delay delay = {};

    bool operator==(const Send &) const = default;
};

/// {"setState": {"fw": "1.1", "old": null}}: sets values of the device's state; null removes one. Strings in it are
/// templates.
struct SetState
{
    JsonText values;

    bool operator==(const SetState &) const = default;
};

/// {"goOffline": {"mode": "abrupt", "reconnectAfterMs": 5000}}.
struct GoOffline
{
    OfflineMode mode = OfflineMode::Clean;
    std::optional<Delay> reconnectAfter = {}; ///< nullopt: it stays offline
    Delay delay = {};

    bool operator==(const GoOffline &) const = default;
};

/// {"fireEvent": {"name": "door-opened", "data": {…}}}: an entry in the journal, for scenarios and awaits. Strings in
/// `data` are templates.
struct FireEvent
{
    static constexpr qsizetype longestName = 200;

    QString name;
    QByteArray data = {};

    bool operator==(const FireEvent &) const = default;
};

/// What a rule does. Actions are done in their order; a delay holds up its own action alone.
using Action = std::variant<Send, SetState, GoOffline, FireEvent>;

/// An object with one of the keys above.
[[nodiscard]] Action readAction(JsonReader &reader);
[[nodiscard]] JsonText toJson(const Action &action);

} // namespace Standin::Rules
