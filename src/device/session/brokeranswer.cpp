// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/brokeranswer.h"

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

using Lines = QList<std::pair<QString, QString>>;
using Server = QMqttServerConnectionProperties;

void addUserProperties(Lines &lines, const QMqttUserProperties &properties)
{
    for (const QMqttStringPair &pair : properties)
        lines.append({pair.name(), pair.value()});
}

Lines limitsOf(const Server &server)
{
    const auto flag = [](bool isSet) { return isSet ? u"1"_s : u"0"_s; };
    const auto available = server.availableProperties();
    Lines lines;
    if (available.testFlag(Server::SessionExpiryInterval))
        lines.append({u"sessionExpiryInterval"_s, QString::number(server.sessionExpiryInterval())});
    if (available.testFlag(Server::MaximumReceive))
        lines.append({u"receiveMaximum"_s, QString::number(server.maximumReceive())});
    if (available.testFlag(Server::MaximumQoS))
        lines.append({u"maximumQos"_s, QString::number(server.maximumQoS())});
    if (available.testFlag(Server::MaximumPacketSize))
        lines.append({u"maximumPacketSize"_s, QString::number(server.maximumPacketSize())});
    if (available.testFlag(Server::MaximumTopicAlias))
        lines.append({u"topicAliasMaximum"_s, QString::number(server.maximumTopicAlias())});
    if (available.testFlag(Server::ServerKeepAlive))
        lines.append({u"serverKeepAlive"_s, QString::number(server.serverKeepAlive())});
    if (available.testFlag(Server::RetainAvailable))
        lines.append({u"retainAvailable"_s, flag(server.retainAvailable())});
    if (available.testFlag(Server::WildCardSupported))
        lines.append({u"wildcardSubscriptionAvailable"_s, flag(server.wildcardSupported())});
    if (available.testFlag(Server::SubscriptionIdentifierSupport))
        lines.append({u"subscriptionIdentifierAvailable"_s, flag(server.subscriptionIdentifierSupported())});
    if (available.testFlag(Server::SharedSubscriptionSupport))
        lines.append({u"sharedSubscriptionAvailable"_s, flag(server.sharedSubscriptionSupported())});
    return lines;
}

Lines linesOf(const QMqttClient &client)
{
    const Server server = client.serverConnectionProperties();
    if (client.protocolVersion() != QMqttClient::MQTT_5_0 || !server.isValid())
        return {};
    Lines lines = limitsOf(server);
    const auto available = server.availableProperties();
    if (available.testFlag(Server::AssignedClientId))
        lines.append({u"assignedClientIdentifier"_s, client.clientId()});
    if (available.testFlag(Server::ResponseInformation))
        lines.append({u"responseInformation"_s, server.responseInformation()});
    if (available.testFlag(Server::ServerReference))
        lines.append({u"serverReference"_s, server.serverReference()});
    if (available.testFlag(Server::ReasonString))
        lines.append({u"reasonString"_s, server.reason()});
    if (available.testFlag(Server::AuthenticationMethod))
        lines.append({u"authenticationMethod"_s, server.authenticationMethod()});
    addUserProperties(lines, server.userProperties());
    return lines;
}

} // namespace

BrokerAnswer BrokerAnswer::connack(const QMqttClient &client, quint8 code)
{
    return {.kind = Kind::Connack,
            .sessionPresent = code == 0 && Mqtt::Extras::sessionPresent(client),
            .reasonCode = code,
            .properties = linesOf(client)};
}

BrokerAnswer BrokerAnswer::suback(const Subscription &wanted, quint8 granted, const std::optional<Error> &refused)
{
    if (refused)
        return {.kind = Kind::SubscriptionRefused, .topic = wanted.topic, .error = refused};
    BrokerAnswer answer{.kind = Kind::Granted, .topic = wanted.topic, .qos = granted};
    if (granted < wanted.qos) {
        const QString facts = u"asked for QoS %1, granted QoS %2"_s.arg(wanted.qos).arg(granted);
        answer.kind = Kind::GrantedLess;
        answer.error =
            Error{ErrorCode::SubscribeRefused, u"the broker granted less: "_s + facts, wanted.topic, granted, facts};
    }
    return answer;
}

BrokerAnswer BrokerAnswer::disconnect(const Mqtt::Extras::BrokerReason &reason)
{
    Lines lines;
    if (!reason.text.isEmpty())
        lines.append({u"reasonString"_s, reason.text});
    if (!reason.serverReference.isEmpty())
        lines.append({u"serverReference"_s, reason.serverReference});
    addUserProperties(lines, reason.userProperties);
    return {.kind = Kind::Disconnect, .reasonCode = reason.code, .properties = lines};
}

std::optional<BrokerAnswer> BrokerAnswer::latePingresp(std::chrono::milliseconds waited, std::chrono::seconds keepAlive)
{
    if (waited * lateShare <= keepAlive)
        return std::nullopt;
    return BrokerAnswer{.kind = Kind::LatePingresp, .waited = waited};
}

} // namespace Standin
