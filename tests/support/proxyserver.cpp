// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/proxyserver.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

ProxyServer::ProxyServer(Kind kind, const QString &user, const QString &password)
    : m_kind(kind)
    , m_user(user)
    , m_password(password)
{
    connect(this, &QTcpServer::newConnection, this, [this] { serve(nextPendingConnection()); });
}

QNetworkProxy ProxyServer::proxy() const
{
    return QNetworkProxy(m_kind == Kind::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, u"127.0.0.1"_s,
                         serverPort(), m_user, m_password);
}

void ProxyServer::serve(QTcpSocket *client)
{
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(client, &QTcpSocket::readyRead, this, [this, client] {
        const QByteArray input = client->peek(4096);
        if (m_kind == Kind::Http ? greetHttp(client, input) : greetSocks(client, input))
            client->readAll();
    });
}

bool ProxyServer::greetHttp(QTcpSocket *client, const QByteArray &input)
{
    if (!input.contains("\r\n\r\n"))
        return false;
    const QByteArray expected = "Basic " + (m_user + u':' + m_password).toUtf8().toBase64();
    if (!m_user.isEmpty() && !input.contains(expected)) {
        client->write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n"
                      "Content-Length: 0\r\n\r\n");
        return true;
    }
    const QString target = QString::fromLatin1(input.split(' ').value(1));
    const qsizetype colon = target.lastIndexOf(u':');
    relay(client, target.first(colon), target.sliced(colon + 1).toUShort(),
          "HTTP/1.1 200 Connection established\r\n\r\n");
    return true;
}

bool ProxyServer::greetSocks(QTcpSocket *client, const QByteArray &input)
{
    const bool greeted = client->property("greeted").toBool();
    const bool allowed = client->property("allowed").toBool();
    if (!greeted) {
        client->setProperty("greeted", true);
        client->setProperty("allowed", m_user.isEmpty());
        client->write(m_user.isEmpty() ? QByteArray("\x05\x00", 2) : QByteArray("\x05\x02", 2));
        return true;
    }
    if (!allowed) { // RFC 1929: version, length, user, length, password
        const auto userSize = static_cast<quint8>(input[1]);
        const bool right = input.mid(2, userSize) == m_user.toUtf8() && input.mid(3 + userSize) == m_password.toUtf8();
        client->setProperty("allowed", right);
        client->write(right ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
        if (!right)
            client->disconnectFromHost();
        return true;
    }
    const bool byName = input[3] == 3; // version, command, reserved, kind of address
    const QString host = byName ? QString::fromLatin1(input.mid(5, static_cast<quint8>(input[4])))
                                : QHostAddress(qFromBigEndian<quint32>(input.constData() + 4)).toString();
    relay(client, host, qFromBigEndian<quint16>(input.constData() + input.size() - 2),
          QByteArray("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10));
    return true;
}

void ProxyServer::relay(QTcpSocket *client, const QString &host, quint16 port, const QByteArray &welcome)
{
    m_targets.append(u"%1:%2"_s.arg(host).arg(port));
    client->disconnect(this);
    auto *target = new QTcpSocket(this);
    connect(target, &QTcpSocket::connected, client, [client, welcome] { client->write(welcome); });
    connect(target, &QTcpSocket::errorOccurred, client, [client] { client->disconnectFromHost(); });
    connect(target, &QTcpSocket::readyRead, client, [=] { client->write(target->readAll()); });
    connect(client, &QTcpSocket::readyRead, target, [=] { target->write(client->readAll()); });
    connect(client, &QTcpSocket::disconnected, target, &QTcpSocket::disconnectFromHost);
    connect(target, &QTcpSocket::disconnected, target, &QObject::deleteLater);
    target->connectToHost(host, port);
}
