// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionrig.h"

#include "bytes.h"
#include "propertytext.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

namespace {

QString toText(QMqtt::MessageStatus status)
{
    switch (status) {
    case QMqtt::MessageStatus::Acknowledged:
        return u"acknowledged"_s;
    case QMqtt::MessageStatus::Received:
        return u"received"_s;
    case QMqtt::MessageStatus::Released:
        return u"released"_s;
    case QMqtt::MessageStatus::Completed:
        return u"completed"_s;
    default:
        return u"?"_s;
    }
}

QString text(const std::monostate &)
{
    return {};
}

QString text(const Established &event)
{
    QString text = event.sessionPresent ? u"established, session present"_s : u"established"_s;
    for (const GivenUp &message : event.givenUp)
        text += (message.cause == GivenUp::Cause::TooLarge ? u", too large %1"_s : u", no answer %1"_s).arg(message.id);
    return text + suffix(0, event.properties);
}

QString text(const Refused &event)
{
    return u"refused %1"_s.arg(event.code) + suffix(0, event.properties);
}

QString text(const MessageArrived &event)
{
    return u"message %1 = %2"_s.arg(QString::fromUtf8(event.message.topic), QString::fromUtf8(event.message.payload)) +
           suffix(0, event.message.properties);
}

QString text(const MessageProgressed &event)
{
    return u"%1 %2"_s.arg(toText(event.status)).arg(event.id) + suffix(event.code, event.properties);
}

QString text(const SubscribeAnswered &event)
{
    return u"subscribed %1: %2"_s.arg(QString::fromUtf8(event.filter)).arg(event.code) + suffix(0, event.properties);
}

QString text(const UnsubscribeAnswered &event)
{
    return u"unsubscribed %1"_s.arg(QString::fromUtf8(event.filter)) + suffix(event.code, event.properties);
}

QString text(const PingAnswered &event)
{
    return event.waited.count() == 0 ? u"pong"_s : u"pong after %1 ms"_s.arg(event.waited.count());
}

QString text(const AuthenticationContinued &event)
{
    return u"authentication continued"_s + suffix(0, event.properties);
}

QString text(const AuthenticationSucceeded &event)
{
    return u"authentication succeeded"_s + suffix(0, event.properties);
}

QString text(const ServerDisconnected &event)
{
    return u"dismissed"_s + suffix(event.code, event.properties);
}

QString text(const Broken &event)
{
    return (event.cause == Broken::Cause::Timeout ? u"timeout: "_s : u"violation: "_s) + event.detail;
}

} // namespace

QString toText(const Event &event)
{
    return std::visit([](const auto &alternative) { return text(alternative); }, event);
}

void SessionRig::open(const Connect &packet)
{
    session.begin(std::chrono::seconds(10), now);
    session.open(packet, true, now);
    m_sent.clear();
}

void SessionRig::connectWith(const Connect &packet)
{
    connectWith(packet, packet.level == ProtocolLevel::V5_0 ? "20 03 00 00 00" : "20 02 00 00");
}

void SessionRig::connectWith(const Connect &packet, QByteArrayView connack)
{
    open(packet);
    feed(connack);
}

QStringList SessionRig::feed(QByteArrayView packets)
{
    const QByteArray data = bytes(packets);
    QByteArrayView input(data);
    QStringList events;
    for (;;) {
        const QString event = toText(session.receive(input, now));
        if (event.isEmpty())
            return events;
        events += event;
    }
}

void SessionRig::send(const QByteArray &packet)
{
    m_sent.append(toHex(packet));
}
