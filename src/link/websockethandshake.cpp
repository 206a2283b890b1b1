// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/websockethandshake.h"

#include "link/linkurl.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView subProtocol = "mqtt"; // MQTT 5.0 section 6
constexpr qsizetype maxAnswerBytes = 16 * 1024;

QByteArray randomKey()
{
    std::array<quint32, 4> words;
    QRandomGenerator::global()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toBase64();
}

QByteArray expectedAccept(const QByteArray &key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}

bool isToken(const QByteArray &name)
{
    constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~"; // RFC 9110 section 5.6.2
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.contains(c);
    });
}

bool isFieldValue(const QByteArray &value)
{
    return std::none_of(value.begin(), value.end(),
                        [](char c) { return (static_cast<uchar>(c) < ' ' && c != '\t') || c == '\x7f'; });
}

bool isOurs(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower.startsWith("sec-websocket-") || lower == "upgrade" || lower == "connection" ||
           lower == "content-length" || lower == "transfer-encoding";
}

QByteArray valueOf(const HttpHeaders &fields, QByteArrayView name)
{
    for (const auto &[key, value] : fields) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool listHolds(const QByteArray &list, QByteArrayView wanted)
{
    const QByteArrayList items = list.split(',');
    return std::any_of(items.begin(), items.end(), [&](const QByteArray &item) {
        return item.trimmed().compare(wanted, Qt::CaseInsensitive) == 0;
    });
}

HttpHeaders fieldsOf(const QByteArrayList &lines)
{
    HttpHeaders fields;
    for (const QByteArray &line : lines.mid(1)) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            fields.append({line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
    }
    return fields;
}

/// The status code of a line "HTTP/1.1 101 Switching Protocols" (RFC 9112 section 4); 0 if it is not such a line.
int statusOf(QByteArrayView line)
{
    constexpr qsizetype begin = 9;
    constexpr qsizetype end = 12;
    const bool isWhole = line.size() == end || (line.size() > end && line[end] == ' ');
    return isWhole ? line.sliced(begin, end - begin).toInt() : 0;
}

QString quoted(const QByteArray &text)
{
    constexpr qsizetype enough = 80;
    return u'"' + QString::fromLatin1(text.first(qMin(text.size(), enough)).simplified()) + u'"';
}

QString adviceFor(int status, const HttpHeaders &fields)
{
    switch (status) {
    case 301:
    case 302:
    case 307:
    case 308:
        return u": the new address is %1"_s.arg(quoted(valueOf(fields, "Location")));
    case 400:
    case 426:
        return u": it does not take WebSockets for MQTT here"_s;
    case 401:
    case 403:
    case 407:
        return u": it requires other credentials (connection.headers)"_s;
    case 404:
    case 405:
        return u": check the path in the URL"_s;
    default:
        return {};
    }
}

} // namespace

WebSocketHandshake::WebSocketHandshake(const QUrl &url, const HttpHeaders &headers)
    : m_path(url.path(QUrl::FullyEncoded).toUtf8())
    , m_key(randomKey())
{
    if (m_path.isEmpty())
        m_path = "/";
    if (url.hasQuery())
        m_path += '?' + url.query(QUrl::FullyEncoded).toUtf8();
    m_request = "GET " + m_path + " HTTP/1.1\r\n";
    if (valueOf(headers, "Host").isEmpty())
        m_request += "Host: " + url.authority(QUrl::FullyEncoded).toUtf8() + "\r\n";
    m_request +=
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + m_key +
        "\r\nSec-WebSocket-Protocol: " + subProtocol.toByteArray() + "\r\n";
    for (const auto &[name, value] : headers)
        m_request += name + ": " + value + "\r\n";
    m_request += "\r\n";
}

Result<> WebSocketHandshake::check(const HttpHeaders &headers)
{
    for (const auto &[name, value] : headers) {
        if (!isToken(name))
            return failure(ErrorCode::InvalidArgument, u"%1 is no name of an HTTP header"_s.arg(quoted(name)));
        if (isOurs(name))
            return failure(ErrorCode::InvalidArgument,
                           u"the header %1 is set by the WebSocket handshake itself"_s.arg(quoted(name)));
        if (!isFieldValue(value))
            return failure(ErrorCode::InvalidArgument,
                           u"the value of the header %1 holds a line break or control character"_s.arg(quoted(name)));
    }
    return {};
}

Result<std::optional<qsizetype>> WebSocketHandshake::readAnswer(const QByteArray &received) const
{
    if (!received.startsWith(QByteArrayView("HTTP/1.1 ").first(qMin<qsizetype>(received.size(), 9))) &&
        !received.startsWith(QByteArrayView("HTTP/1.0 ").first(qMin<qsizetype>(received.size(), 9))))
        return failure(ErrorCode::ProtocolViolation,
                       u"the answer to the WebSocket request is not HTTP: does this port speak WebSocket?"_s);
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end > maxAnswerBytes || (end < 0 && received.size() > maxAnswerBytes))
        return failure(ErrorCode::ProtocolViolation, u"the answer to the WebSocket request is too long"_s);
    if (end < 0)
        return std::nullopt;

    QByteArrayList lines = received.first(end).split('\n');
    const QByteArray statusLine = lines.constFirst().trimmed();
    const HttpHeaders fields = fieldsOf(lines);
    const int status = statusOf(statusLine);
    if (status != 101)
        return failure(ErrorCode::BrokerRefused, u"the server answered %1 to the WebSocket request for %2%3"_s.arg(
                                                     quoted(statusLine), quoted(m_path), adviceFor(status, fields)));
    if (const auto checked = checkFields(fields); !checked)
        return Failure(checked.error());
    return end + 4;
}

Result<> WebSocketHandshake::checkFields(const HttpHeaders &fields) const
{
    const auto broken = [](const QString &text) { return failure(ErrorCode::ProtocolViolation, text); };
    if (!listHolds(valueOf(fields, "Upgrade"), "websocket") || !listHolds(valueOf(fields, "Connection"), "upgrade"))
        return broken(u"the server switched to another protocol than WebSocket"_s);
    if (valueOf(fields, "Sec-WebSocket-Accept") != expectedAccept(m_key))
        return broken(u"the server's Sec-WebSocket-Accept does not answer our key"_s);
    if (!valueOf(fields, "Sec-WebSocket-Extensions").isEmpty())
        return broken(u"the server uses a WebSocket extension that was not offered"_s);
    const QByteArray chosen = valueOf(fields, "Sec-WebSocket-Protocol");
    if (chosen.isEmpty())
        return broken(
            u"the server did not confirm the sub-protocol \"mqtt\": is MQTT served at %1?"_s.arg(quoted(m_path)));
    if (chosen != subProtocol)
        return broken(u"the server chose the sub-protocol %1, expected \"mqtt\""_s.arg(quoted(chosen)));
    return {};
}

} // namespace Standin
