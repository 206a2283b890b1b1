// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/QtMqtt/qmqttclient.h"
#include "scriptedpeer.h"

#include <memory>

/// Base of tests in which a QMqttClient, over its own QTcpSocket, is connected to a scripted peer.
class ClientAndPeer : public QObject
{
protected:
    /// A new client "c" with the address of a new peer.
    void renew(QMqttClient::ProtocolVersion version = QMqttClient::MQTT_3_1_1);
    /// With a plain CONNACK of the client's version.
    void connectNow();
    void connectNow(const QByteArray &greeting);

    std::unique_ptr<ScriptedPeer> m_peer;
    std::unique_ptr<QMqttClient> m_client;
};
