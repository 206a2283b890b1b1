// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientandpeer.h"

#include "bytes.h"

#include <QTest>

using namespace Qt::StringLiterals;

void ClientAndPeer::renew(QMqttClient::ProtocolVersion version)
{
    m_client = std::make_unique<QMqttClient>();
    m_peer = std::make_unique<ScriptedPeer>();
    m_client->setProtocolVersion(version);
    m_client->setHostname(u"127.0.0.1"_s);
    m_client->setPort(m_peer->port());
    m_client->setClientId(u"c"_s);
}

void ClientAndPeer::connectNow()
{
    connectNow(bytes(m_client->protocolVersion() == QMqttClient::MQTT_5_0 ? "20 03 00 00 00" : "20 02 00 00"));
}

void ClientAndPeer::connectNow(const QByteArray &greeting)
{
    m_peer->setGreeting(greeting);
    m_client->connectToHost();
    QTRY_COMPARE(m_client->state(), QMqttClient::Connected);
}
