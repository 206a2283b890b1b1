// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/client.h"

#include "rest/apidescription.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QScopedPointer>
#include <QSignalSpy>
#include <QTest>

namespace Standin {

using namespace Qt::StringLiterals;

QJsonObject Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QByteArray Answer::field(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.sliced(name.size() + 1).trimmed();
    }
    return {};
}

RawClient::RawClient(quint16 port)
{
    socket.connectToHost(QHostAddress::LocalHost, port);
    QVERIFY(QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::ConnectedState; }));
}

void RawClient::send(const QByteArray &bytes)
{
    socket.write(bytes);
    socket.flush();
}

Answer RawClient::receive(int timeoutMs, bool hasBody)
{
    Answer answer;
    const auto headIsThere = [this] { return socket.peek(socket.bytesAvailable()).contains("\r\n\r\n"); };
    if (!QTest::qWaitFor(headIsThere, timeoutMs))
        return answer;
    while (!answer.head.endsWith("\r\n\r\n"))
        answer.head += socket.readLine();
    answer.status = answer.head.sliced(9, 3).toInt();
    const qint64 length = hasBody ? answer.field("content-length").toLongLong() : 0;
    if (QTest::qWaitFor([&] { return socket.bytesAvailable() >= length; }, timeoutMs))
        answer.body = socket.read(length);
    return answer;
}

bool RawClient::waitForEnd(int timeoutMs)
{
    return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::UnconnectedState; }, timeoutMs);
}

void RawApiClient::send(const QByteArray &bytes)
{
    static const QRegularExpression line(u"([A-Z]+) (/\\S*) HTTP/1\\.[01]\r\n"_s);
    for (auto found = line.globalMatch(QString::fromUtf8(bytes)); found.hasNext();) {
        const QRegularExpressionMatch one = found.next();
        m_requests.emplace_back(one.captured(1).toLatin1(), one.captured(2));
    }
    RawClient::send(bytes);
}

Answer RawApiClient::receive(int timeoutMs)
{
    if (m_requests.isEmpty())
        QTest::qFail("no request was sent", __FILE__, __LINE__);
    const auto [method, target] = m_requests.isEmpty() ? std::pair<QByteArray, QString>() : m_requests.takeFirst();
    const Answer answer = RawClient::receive(timeoutMs, method != "HEAD");
    ApiDescription::check(method, target, answer);
    return answer;
}

Answer Client::get(const QString &pathAndQuery)
{
    return call("GET", pathAndQuery);
}

Answer Client::post(const QString &pathAndQuery, const QByteArray &body)
{
    return call("POST", pathAndQuery, body);
}

Answer Client::call(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body, const Fields &fields)
{
    const QScopedPointer<QNetworkReply> reply(begin(method, pathAndQuery, body, fields));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!finished.wait(15'000))
        return {};
    return answerOf(*reply);
}

QNetworkReply *Client::begin(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body,
                             const Fields &fields)
{
    QNetworkRequest request(QUrl(m_base.toString() + pathAndQuery, QUrl::StrictMode));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    for (const auto &[name, value] : fields)
        request.setRawHeader(name, value);
    return m_network.sendCustomRequest(request, method, body);
}

Answer Client::answerOf(QNetworkReply &reply) const
{
    Answer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : reply.rawHeaderPairs())
        answer.head += name + ": " + value + '\n';
    answer.body = reply.readAll();
    if (m_server == Server::Program)
        ApiDescription::check(reply.request().attribute(QNetworkRequest::CustomVerbAttribute).toByteArray(),
                              reply.url().toString(QUrl::FullyEncoded | QUrl::RemoveScheme | QUrl::RemoveAuthority),
                              answer);
    return answer;
}

} // namespace Standin
