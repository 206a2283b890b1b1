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

/// A regular client. Calls wait for the answer in the event loop, in which the server runs, too.
class Client
{
public:
    explicit Client(const QUrl &base)
        : m_base(base)
    {}

    Answer get(const QString &pathAndQuery);
    Answer post(const QString &pathAndQuery, const QByteArray &body);
    using Fields = QList<std::pair<QByteArray, QByteArray>>;
    Answer call(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body = {},
                const Fields &fields = {});

    [[nodiscard]] QNetworkReply *begin(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body,
                                       const Fields &fields = {});
    [[nodiscard]] static Answer answerOf(const QNetworkReply &reply, const QByteArray &body);

private:
    QUrl m_base;
    QNetworkAccessManager m_network;
};

} // namespace Standin
