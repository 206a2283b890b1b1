// SPDX-License-Identifier: GPL-3.0-or-later
// How a QMqttClient handles the events of its transport and the end of a session.
#include "mqtt/client/eventdelivery.h"
#include "mqtt/client/propertymapping.h"
#include "mqtt/client/qmqttclient_p.h"
#include "mqtt/client/readbuffer.h"
#include "mqtt/core/text.h"

using namespace Standin::Mqtt;

void QMqttClientPrivate::send(const QByteArray &packet)
{
    transport.write(packet);
}

void QMqttClientPrivate::transportOpened()
{
    m_session.open(connectPacket(), autoKeepAlive, Session::Clock::now());
}

void QMqttClientPrivate::transportReadable()
{
    if (m_readingEpoch == m_epoch)
        return;
    const QPointer<QMqttClient> guard(q);
    const quint32 epoch = m_readingEpoch = m_epoch;
    readWhile(epoch);
    if (!guard)
        return;
    if (m_readingEpoch == epoch)
        m_readingEpoch = 0;
    armTimer();
}

void QMqttClientPrivate::readWhile(quint32 epoch)
{
    const QPointer<QMqttClient> guard(q);
    ReadBuffer buffer;
    for (;;) {
        const qsizetype got = transport.read(buffer.data(), ReadBuffer::size);
        const auto now = Session::Clock::now();
        QByteArrayView input(buffer.data(), got);
        for (;;) {
            const Event event = m_session.receive(input, now);
            if (std::holds_alternative<std::monostate>(event))
                break;
            EventDelivery(*this).deliver(event);
            if (!guard || m_epoch != epoch)
                return;
        }
        if (got == 0 || !transport.mayHoldMore(got, ReadBuffer::size))
            return;
    }
}

void QMqttClientPrivate::transportLost(const QString &reason)
{
    const QPointer<QMqttClient> guard(q);
    const quint32 epoch = m_epoch;
    transportReadable();
    if (!guard || m_epoch != epoch)
        return;
    m_session.end();
    end(QMqttClient::TransportInvalid, reason, Leave::Drop);
}

void QMqttClientPrivate::end(QMqttClient::ClientError newError, const QString &detail, Leave leave)
{
    ++m_epoch;
    m_timer.stop();
    state = QMqttClient::Disconnected;
    failureDetail = detail;
    const bool errorIsNew = std::exchange(error, newError) != newError;

    const QPointer<QMqttClient> guard(q);
    switch (leave) {
    case Leave::Close:
        transport.close();
        break;
    case Leave::Abandon:
        transport.abandon();
        break;
    case Leave::Drop:
        transport.drop();
        break;
    }
    if (guard)
        emitEnd(errorIsNew);
}

void QMqttClientPrivate::emitEnd(bool errorIsNew)
{
    const QPointer<QMqttClient> guard(q);
    using Which = SubscriptionBook::Which;
    const auto retired = subscriptions.retire(cleanSession ? Which::All : Which::NotSubscribed);
    SubscriptionBook::announce(retired);
    if (guard && errorIsNew)
        emit guard->errorChanged(error);
    if (guard)
        emit guard->stateChanged(QMqttClient::Disconnected);
    if (guard)
        emit guard->disconnected();
}

QMqttMessage QMqttClientPrivate::toMessage(const Publish &packet)
{
    QMqttMessage message;
    message.m_payload = packet.payload.toByteArray();
    message.m_topic.setName(fromUtf8(packet.topic));
    message.m_id = packet.id;
    message.m_qos = packet.qos;
    message.m_duplicate = packet.duplicate;
    message.m_retain = packet.retain;
    if (!packet.properties.isEmpty())
        message.m_properties = PropertyMapping::toPublishProperties(packet.properties);
    return message;
}
