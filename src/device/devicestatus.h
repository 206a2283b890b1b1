// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/devicestate.h"
#include "base/error.h"
#include "base/offlinemode.h"
#include "device/presetreply.h"

#include <QStringList>

#include <optional>

namespace Standin {

/// The visible state of a device at one moment. A value.
struct DeviceStatus
{
    QString id;                  ///< the MQTT client id
    QString profile;             ///< its profile's name
    int index = 0;               ///< its number among the devices of its profile, from 0
    QString testId;              ///< of the run of a scenario that it is for; empty: none
    quint64 profileRevision = 0; ///< another one each time that the device gets a profile; no other device has it

    DeviceState state = DeviceState::Offline;
    std::optional<OfflineMode> offlineMode; ///< how it left, while Offline
    std::optional<Error> error;             ///< the reason, while Reconnecting or Failed
    bool isErrorOfOldSettings = false;      ///< the connection of its profile was changed after that error
    int attempt = 0;                        ///< while Reconnecting: how many attempts failed so far

    QString broker; ///< "host:port"
    QString reportTopic;
    QString commandTopic;
    QString replyTopic;

    quint64 received = 0; ///< messages, since the device was made
    quint64 sent = 0;

    // The last message in either direction.
    qint64 lastAt = 0; ///< microseconds since 1970-01-01 UTC; 0: none yet
    bool lastInbound = false;
    QString lastTopic;              ///< the first characters of the topic, mostLastPayload at most
    QByteArray lastPayload;         ///< the first bytes of the payload, mostLastPayload at most
    qsizetype lastPayloadBytes = 0; ///< of the whole payload
    quint64 lastSeq = 0;            ///< its entry in the journal, which has the whole message; 0: none

    JsonText values = JsonText::emptyObject(); ///< the device's state, which rules read and set
    static constexpr qsizetype mostValues = 64 * 1024;

    /// How much a device keeps of its last message.
    static constexpr qsizetype mostLastPayload = 1024;

    QList<PresetReply> presetReplies; ///< not yet used, the next one first
    quint64 presetRevision = 0;       ///< another one each time that these change; no other device has it
};

} // namespace Standin
