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

Lines linesOf(const QMqttClient &client)
{
    const Server server = client.serverConnectionProperties();
    if (client.protocolVersion() != QMqttClient::MQTT_5_0 || !server.isValid())
        return {};
    const auto flag = [](bool isSet) { return isSet ? u"1"_s : u"0"_s; };
    Lines lines;
    const auto add = [&lines, available = server.availableProperties()](Server::ServerPropertyDetail property,
                                                                        const QString &name, const QString &value) {
        if (available.testFlag(property))
            lines.append({name, value});
    };
    add(Server::SessionExpiryInterval, u"sessionExpiryInterval"_s, QString::number(server.sessionExpiryInterval()));
    add(Server::MaximumReceive, u"receiveMaximum"_s, QString::number(server.maximumReceive()));
    add(Server::MaximumQoS, u"maximumQos"_s, QString::number(server.maximumQoS()));
    add(Server::MaximumPacketSize, u"maximumPacketSize"_s, QString::number(server.maximumPacketSize()));
    add(Server::MaximumTopicAlias, u"topicAliasMaximum"_s, QString::number(server.maximumTopicAlias()));
    add(Server::ServerKeepAlive, u"serverKeepAlive"_s, QString::number(server.serverKeepAlive()));
    add(Server::RetainAvailable, u"retainAvailable"_s, flag(server.retainAvailable()));
    add(Server::WildCardSupported, u"wildcardSubscriptionAvailable"_s, flag(server.wildcardSupported()));
    add(Server::SubscriptionIdentifierSupport, u"subscriptionIdentifierAvailable"_s,
        flag(server.subscriptionIdentifierSupported()));
    add(Server::SharedSubscriptionSupport, u"sharedSubscriptionAvailable"_s,
        flag(server.sharedSubscriptionSupported()));
    add(Server::AssignedClientId, u"assignedClientIdentifier"_s, client.clientId());
    add(Server::ResponseInformation, u"responseInformation"_s, server.responseInformation());
    add(Server::ServerReference, u"serverReference"_s, server.serverReference());
    add(Server::ReasonString, u"reasonString"_s, server.reason());
    add(Server::AuthenticationMethod, u"authenticationMethod"_s, server.authenticationMethod());
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
