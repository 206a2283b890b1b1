// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedsession.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;
using namespace std::chrono_literals;
using QMqtt::MessageStatus;

namespace {

QString withCode(const QString &text, quint8 code)
{
    return code == 0 ? text : text + u" 0x%1"_s.arg(code, 2, 16, QLatin1Char('0'));
}

QString inWords(MessageStatus status)
{
    switch (status) {
    case MessageStatus::Acknowledged:
        return u"acknowledged"_s;
    case MessageStatus::Received:
        return u"received"_s;
    case MessageStatus::Released:
        return u"released"_s;
    case MessageStatus::Completed:
        return u"completed"_s;
    default:
        return u"?"_s;
    }
}

struct InWords
{
    QString operator()(std::monostate) const { return {}; }
    QString operator()(const Established &e) const
    {
        return e.sessionPresent ? u"established, session present"_s : u"established"_s;
    }
    QString operator()(const Refused &e) const { return withCode(u"refused"_s, e.code); }
    QString operator()(const MessageArrived &e) const
    {
        return QString::fromUtf8(e.message.topic) + u" = "_s + QString::fromUtf8(e.message.payload);
    }
    QString operator()(const MessageProgressed &e) const
    {
        return withCode(u"%1 %2"_s.arg(inWords(e.status)).arg(e.id), e.code);
    }
    QString operator()(const SubscribeAnswered &e) const
    {
        return withCode(u"subscribed "_s + QString::fromUtf8(e.filter), e.code);
    }
    QString operator()(const UnsubscribeAnswered &e) const
    {
        return withCode(u"unsubscribed "_s + QString::fromUtf8(e.filter), e.code);
    }
    QString operator()(const PingAnswered &) const { return u"pong"_s; }
    QString operator()(const AuthenticationContinued &e) const
    {
        return u"challenge "_s + QString::fromUtf8(e.properties.text(PropertyId::AuthenticationData));
    }
    QString operator()(const AuthenticationSucceeded &) const { return u"authenticated"_s; }
    QString operator()(const Dismissed &e) const { return withCode(u"dismissed"_s, e.code); }
    QString operator()(const Broken &e) const
    {
        return (e.cause == Broken::Cause::Timeout ? u"timeout: "_s : u"violation: "_s) + e.detail;
    }
};

} // namespace

Connect ScriptedSession::connectPacket(Properties properties) const
{
    return {.level = m_level, .clientId = "c", .keepAliveSeconds = 60, .properties = std::move(properties)};
}

void ScriptedSession::open(const Connect &packet)
{
    session.begin(10s, now);
    session.open(packet, true, now);
}

void ScriptedSession::establish(const Connect &packet, QByteArrayView connackProperties, bool sessionPresent)
{
    open(packet);
    QByteArray body = sessionPresent ? bytes("01 00") : bytes("00 00");
    const QByteArray properties = bytes(connackProperties);
    if (isV5())
        body += static_cast<char>(properties.size()) + properties;
    feedBytes(framed(0x20, body));
    m_sent.clear();
}

QStringList ScriptedSession::feedBytes(const QByteArray &data)
{
    QByteArrayView input(data);
    QStringList events;
    for (;;) {
        const QString event = std::visit(InWords(), session.receive(input, now));
        if (event.isEmpty())
            return events;
        events += event;
    }
}

void ScriptedSession::send(const QByteArray &packet)
{
    m_sent += toHex(packet);
}

QByteArray framed(quint8 first, const QByteArray &body)
{
    QByteArray packet(1, static_cast<char>(first));
    auto length = static_cast<quint32>(body.size());
    do {
        const quint32 low = length & 0x7f;
        length >>= 7;
        packet += static_cast<char>(length > 0 ? low | 0x80 : low);
    } while (length > 0);
    return packet + body;
}
