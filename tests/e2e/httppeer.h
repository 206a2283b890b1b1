// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>

#include <functional>
#include <memory>

/// A small HTTP server of a test, plain or with TLS: each request gets what `answer` returns, a whole response.
class HttpPeer : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<QByteArray(const QByteArray &request)>;

    explicit HttpPeer(Answer answer, const QSslConfiguration *tls = nullptr)
        : m_answer(std::move(answer))
    {
        if (tls) {
            auto server = std::make_unique<QSslServer>();
            server->setSslConfiguration(*tls);
            m_server = std::move(server);
        } else {
            m_server = std::make_unique<QTcpServer>();
        }
        connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &HttpPeer::take);
    }

    [[nodiscard]] bool listen() { return m_server->listen(QHostAddress::LocalHost); }
    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }
    [[nodiscard]] const QByteArrayList &requests() const { return m_requests; }

    static QByteArray response(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {})
    {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nConnection: close\r\n" + headers +
               "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

private:
    void take()
    {
        QTcpSocket *socket = m_server->nextPendingConnection();
        auto received = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket, received] {
            *received += socket->readAll();
            const qsizetype end = received->indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const qsizetype at = received->toLower().indexOf("content-length: ");
            const int size = at < 0 ? 0 : received->mid(at + 16, received->indexOf('\r', at) - at - 16).toInt();
            if (received->size() < end + 4 + size)
                return;
            m_requests.append(*received);
            const QByteArray answer = m_answer(*received);
            received->clear();
            if (answer.isEmpty())
                return; // it never answers
            socket->write(answer);
            socket->disconnectFromHost();
        });
    }

    Answer m_answer;
    std::unique_ptr<QTcpServer> m_server;
    QByteArrayList m_requests;
};
