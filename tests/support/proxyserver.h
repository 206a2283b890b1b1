// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>

/// A minimal proxy on a free port of 127.0.0.1: SOCKS 5 (RFC 1928, 1929) or HTTP CONNECT, for connections to this
/// machine.
class ProxyServer : public QTcpServer
{
    Q_OBJECT

public:
    enum class Kind : quint8 {
        Socks5,
        Http,
    };

    explicit ProxyServer(Kind kind, const QString &user = {}, const QString &password = {});

    [[nodiscard]] bool start() { return listen(QHostAddress::LocalHost); }
    /// The settings to use it, with its user and password.
    [[nodiscard]] QNetworkProxy proxy() const;
    /// The destinations that its clients requested.
    [[nodiscard]] const QStringList &targets() const { return m_targets; }

private:
    void serve(QTcpSocket *client);
    /// False while the request is incomplete.
    bool greetHttp(QTcpSocket *client, const QByteArray &input);
    bool greetSocks(QTcpSocket *client, const QByteArray &input);
    void relay(QTcpSocket *client, const QString &host, quint16 port, const QByteArray &welcome);

    const Kind m_kind;
    const QString m_user;
    const QString m_password;
    QStringList m_targets;
};
