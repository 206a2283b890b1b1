// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtMqtt/QMqttPublishProperties>

#include <QByteArray>
#include <QString>

namespace Standin {

/// A message as received from the broker.
struct InboundMessage
{
    QString topic;
    QByteArray payload;
    quint8 qos = 0;
    bool retain = false;
    bool dup = false;
    quint16 packetId = 0; ///< 0 at QoS 0
    QMqttPublishProperties properties = {};
};

} // namespace Standin
