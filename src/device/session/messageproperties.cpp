// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/messageproperties.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

QString readable(const QByteArray &data)
{
    const QString text = QString::fromUtf8(data);
    const bool isText = data.isValidUtf8() && std::ranges::all_of(text, [](QChar c) { return c.isPrint(); });
    return isText ? text : u"0x"_s + QString::fromLatin1(data.toHex());
}

} // namespace

QList<std::pair<QString, QString>> toPlainText(const QMqttPublishProperties &properties)
{
    using P = QMqttPublishProperties;
    const P::PublishPropertyDetails available = properties.availableProperties();
    QList<std::pair<QString, QString>> lines;
    if (available.testFlag(P::ContentType))
        lines.append({u"contentType"_s, properties.contentType()});
    if (available.testFlag(P::ResponseTopic))
        lines.append({u"responseTopic"_s, properties.responseTopic()});
    if (available.testFlag(P::CorrelationData))
        lines.append({u"correlationData"_s, readable(properties.correlationData())});
    if (available.testFlag(P::PayloadFormatIndicator))
        lines.append({u"payloadFormat"_s, QString::number(int(properties.payloadFormatIndicator()))});
    if (available.testFlag(P::MessageExpiryInterval))
        lines.append({u"messageExpiry"_s, QString::number(properties.messageExpiryInterval())});
    if (available.testFlag(P::TopicAlias))
        lines.append({u"topicAlias"_s, QString::number(properties.topicAlias())});
    const auto identifiers = properties.subscriptionIdentifiers();
    for (const quint32 identifier : identifiers)
        lines.append({u"subscriptionIdentifier"_s, QString::number(identifier)});
    const auto userProperties = properties.userProperties();
    for (const QMqttStringPair &pair : userProperties)
        lines.append({pair.name(), pair.value()});
    return lines;
}

QMqttPublishProperties propertiesOfReply(const QMqttPublishProperties &command)
{
    QMqttPublishProperties reply;
    if (command.availableProperties().testFlag(QMqttPublishProperties::CorrelationData))
        reply.setCorrelationData(command.correlationData());
    return reply;
}

} // namespace Standin
