// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/link.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QTcpSocket>

#include <optional>

class QSslSocket;

namespace Standin {

/// A connection on a socket of Qt: with TLS, through a proxy, or both. established() is emitted after the TLS
/// handshake. For plain TCP, TcpLink needs less memory.
///
/// Errors of TLS are TlsFailed; the message says what to change. With TLS 1.3 a broker may refuse a client certificate
/// after established(): then the link ends with TlsFailed.
class SocketLink final : public Link
{
    Q_OBJECT

public:
    struct Tls
    {
        QSslConfiguration configuration;
        QString serverName; ///< empty: the host
    };

    SocketLink(QString host, quint16 port, const QNetworkProxy &proxy, std::optional<Tls> tls,
               QObject *parent = nullptr);
    ~SocketLink() override;

    void start() override;
    void hold() override { ++m_holds; }
    void release() override;
    void cut() override;
    void sendReset() override;
    void goSilent() override;
    /// Sends the unsent bytes that the system accepts now, then close_notify of TLS, then FIN.
    void close() override;

    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override;

    /// Limit of bytes for a peer that does not read; above it the link ends with TooLarge.
    static constexpr qint64 maxUnsentBytes = 64 * 1024 * 1024;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    void becomeEstablished();
    [[nodiscard]] static bool isForThisBroker(const QSslSocket &socket);
    void onReadyRead();
    void flush();
    void end(const Error &error);
    void endLater(const Error &error);
    /// Detaches the TCP connection from Qt's socket, so that Qt sends nothing more on it. -1 when there is none.
    [[nodiscard]] int takeSocket();
    [[nodiscard]] QTcpSocket *innermostSocket() const;
    [[nodiscard]] QString where() const;
    [[nodiscard]] Error tlsFailed(const QString &problem) const;
    [[nodiscard]] Error errorOf(QAbstractSocket::SocketError code) const;
    [[nodiscard]] QString tlsProblem(QAbstractSocket::SocketError code) const;
    [[nodiscard]] QString proxyName() const;

    const QString m_host;
    const quint16 m_port;
    const std::optional<Tls> m_tls;
    QTcpSocket *m_socket; ///< deleted after this object: it may be the sender of the current signal
    std::optional<std::pair<QSsl::AlertType, QString>> m_alert;
    int m_silentSocket = -1;
    bool m_hasEnded = false;
    int m_holds = 0;
    bool m_brokerSpeaks = false; ///< during the handshake; with TLS only
    bool m_hasRead = false;
};

} // namespace Standin
