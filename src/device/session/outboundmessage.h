// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtMqtt/QMqttPublishProperties>

#include <QByteArray>
#include <QString>

namespace Standin {

/// A message to the broker, with all templates rendered.
struct OutboundMessage
{
    QString topic;
    QByteArray payload;
    quint8 qos = 0;
    bool retain = false;
    QMqttPublishProperties properties = {};
};

} // namespace Standin
