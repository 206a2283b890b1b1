// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtMqtt/QMqttPublishProperties>

#include <QList>
#include <QString>

namespace Standin {

/// The MQTT 5.0 properties of a message, by name and as text, for the journal: "contentType", "responseTopic",
/// "correlationData" (as text if it is text, else in hexadecimal with the prefix 0x), "payloadFormat", "messageExpiry"
/// (seconds), "subscriptionIdentifier", "topicAlias", and user properties under their own names.
[[nodiscard]] QList<std::pair<QString, QString>> toPlainText(const QMqttPublishProperties &properties);

/// The correlation data for the answer to a message with these properties (5.0 section 4.10).
[[nodiscard]] QMqttPublishProperties propertiesOfReply(const QMqttPublishProperties &command);

} // namespace Standin
