// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTcpSocket>
#include <QUrl>

namespace Standin {

/// What a server answered.
struct Answer
{
    int status = 0; ///< 0: none, or not HTTP
    QByteArray head;
    QByteArray body;

    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QByteArray field(const QByteArray &name) const;
};

/// A client that sends exactly the given bytes.
class RawClient
{
public:
    explicit RawClient(quint16 port);

    void send(const QByteArray &bytes);
    /// The next answer, with the length of its Content-Length; none when the server closes or sends nothing for
    /// `timeoutMs`.
    Answer receive(int timeoutMs = 5000, bool hasBody = true);
    /// Whether the server ends the connection within `timeoutMs`; unread bytes do not count.
    bool waitForEnd(int timeoutMs = 5000);

    QTcpSocket socket;
};

/// A client of the program's interface that sends exactly the given bytes: complete requests without bodies that look
/// like one. Their answers are compared with the served description.
class RawApiClient : public RawClient
{
public:
    using RawClient::RawClient;

    void send(const QByteArray &bytes);
    Answer receive(int timeoutMs = 5000);

private:
    QList<std::pair<QByteArray, QString>> m_requests; ///< method and target of those that are not answered
};

/// A regular client. Every answer of the program's interface is compared with the served description
/// (ApiDescription), and a difference fails the test. Calls wait for the answer in the event loop, in which the server
/// runs, too.
class Client
{
public:
    enum class Server : quint8 {
        Program,
        Other, ///< with routes of the test: its answers are not compared
    };

    explicit Client(const QUrl &base, Server server = Server::Program)
        : m_base(base)
        , m_server(server)
    {}

    Answer get(const QString &pathAndQuery);
    Answer post(const QString &pathAndQuery, const QByteArray &body);
    using Fields = QList<std::pair<QByteArray, QByteArray>>;
    Answer call(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body = {},
                const Fields &fields = {});

    [[nodiscard]] QNetworkReply *begin(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body,
                                       const Fields &fields = {});
    /// The answer to a request of begin().
    [[nodiscard]] Answer answerOf(QNetworkReply &reply) const;

private:
    QUrl m_base;
    Server m_server;
    QNetworkAccessManager m_network;
};

} // namespace Standin
