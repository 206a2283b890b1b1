// SPDX-License-Identifier: GPL-3.0-or-later
#include "route.h"

#include "link/linktarget.h"

#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

Route::Route()
    : m_server(m_certificates.server())
    , m_clientIdentity(m_certificates.client())
{}

bool Route::readEnvironment()
{
    const QString version = qEnvironmentVariable("MQTT_VERSION", u"3.1.1"_s);
    const QString transport = qEnvironmentVariable("MQTT_TRANSPORT", u"tcp"_s);
    const auto versionIndex = QStringList{u"3.1"_s, u"3.1.1"_s, u"5.0"_s}.indexOf(version);
    const auto transportIndex = QStringList{u"tcp"_s, u"tls"_s, u"mutual-tls"_s, u"ws"_s, u"wss"_s}.indexOf(transport);
    if (versionIndex < 0 || transportIndex < 0) {
        m_errorText = u"unknown: %1 over %2"_s.arg(version, transport);
        return false;
    }
    m_version = static_cast<QMqttClient::ProtocolVersion>(QMqttClient::MQTT_3_1 + versionIndex);
    m_transport = static_cast<Transport>(transportIndex);
    return true;
}

bool Route::start(const std::optional<User> &user)
{
    if (!readEnvironment())
        return false;
    if (!m_broker.start({user, Mosquitto::Tls{m_server, m_certificates.caFile()}})) {
        m_errorText = m_broker.errorText();
        return false;
    }
    return startBridge();
}

bool Route::startBridge()
{
    if (m_transport == Transport::Ws) {
        m_bridge = std::make_unique<WebSocketBridge>(m_broker.port());
    } else if (m_transport == Transport::Wss) {
        QSslConfiguration tls;
        tls.setLocalCertificate(m_server.toCertificate());
        tls.setPrivateKey(m_server.toKey());
        m_bridge = std::make_unique<WebSocketBridge>(m_broker.port(), tls);
    }
    if (!m_bridge || m_bridge->listen())
        return true;
    m_errorText = u"the WebSocket bridge finds no port"_s;
    return false;
}

quint16 Route::port() const
{
    switch (m_transport) {
    case Transport::Tcp:
        return m_broker.port();
    case Transport::Tls:
        return m_broker.tlsPort();
    case Transport::MutualTls:
        return m_broker.mutualTlsPort();
    case Transport::Ws:
    case Transport::Wss:
        return m_bridge->port();
    }
    Q_UNREACHABLE();
}

void Route::configure(QMqttClient &client) const
{
    client.setProtocolVersion(m_version);
    client.setHostname(u"127.0.0.1"_s);
    client.setPort(port());
}

void Route::connectToHost(QMqttClient &client) const
{
    if (m_transport == Transport::Tcp)
        return client.connectToHost();
    if (m_transport == Transport::Ws || m_transport == Transport::Wss)
        return connectOverWebSocket(client);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(m_certificates.caFile()));
    if (m_transport == Transport::MutualTls) {
        tls.setLocalCertificate(m_clientIdentity.toCertificate());
        tls.setPrivateKey(m_clientIdentity.toKey());
    }
    client.connectToHostEncrypted(tls);
}

void Route::connectOverWebSocket(QMqttClient &client) const
{
    using Standin::Link;
    Standin::LinkTarget target;
    target.url = QUrl(u"%1://127.0.0.1:%2/mqtt"_s.arg(m_transport == Transport::Ws ? u"ws"_s : u"wss"_s).arg(port()));
    target.tls.caFile = m_certificates.caFile();
    auto made = Standin::makeLink(target);
    if (!made)
        qFatal("%s", qPrintable(made.error().toString()));
    Link *link = made->release();
    for (Link *previous : client.findChildren<Link *>(QString(), Qt::FindDirectChildrenOnly))
        previous->deleteLater();
    link->setParent(&client);
    QObject::connect(link, &Link::established, &client, [&client, link] {
        client.setTransport(link, QMqttClient::IODevice);
        client.connectToHost();
    });
    QObject::connect(link, &Link::failed, &client,
                     [](const Standin::Error &error) { qWarning("%s", qPrintable(error.toString())); });
    link->start();
}
