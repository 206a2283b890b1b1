// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fuzz/clientpacket.h"
#include "mqtt/core/session.h"

#include <set>

/// Checks a session from the broker's side and ends the program when the session violates MQTT: it has its own record
/// of requests, packets and events. The driver of the session reports each request (opened, published …) and each
/// event, calls check() after every call, and passes at most one packet of the broker at a time.
class Referee final : public Standin::Mqtt::PacketSink
{
public:
    using Level = Standin::Mqtt::ProtocolLevel;
    using Session = Standin::Mqtt::Session;

    struct Message
    {
        QByteArray topic;
        QByteArray payload;
        quint8 qos = 0;
        bool isNew = true; ///< asked for on this connection
        bool sent = false;
        bool sentHere = false; ///< on this connection
        bool received = false; ///< PUBREC was received
        bool counted = false;  ///< against the receive maximum of the broker, on this connection
    };

    void send(const QByteArray &packet) override { m_unread.append(packet); }

    /// After begin(), end() or anything else that ends the connection.
    void ended();
    void opened(const Standin::Mqtt::Connect &packet);
    void published(quint16 id, Message message);
    void withdrawn(quint16 id, bool done);
    void requested(quint16 id, const QByteArray &filter);
    void told(const Standin::Mqtt::Event &event);

    /// Reads the packets sent since the last call (none are allowed if `isSilent`) and compares them with the record.
    void check(const Session &session, bool isSilent = false);

    /// Messages of QoS 1 and 2 that are not finished, by id.
    [[nodiscard]] const std::map<quint16, Message> &messages() const { return m_messages; }
    /// The topics of the aliases of this client.
    [[nodiscard]] QByteArray topicOf(quint32 alias) const;

private:
    void toldOf(const Standin::Mqtt::Established &event);
    void toldOf(const Standin::Mqtt::MessageArrived &event);
    void toldOf(const Standin::Mqtt::MessageProgressed &event);
    void answered(const QByteArray &filter);
    void forget();
    void read(const ClientPacket &packet);
    void readPublish(const ClientPacket &packet);
    void readMessage(const ClientPacket &packet, const QByteArray &topic);
    void readPubrel(const ClientPacket &packet);
    [[nodiscard]] QByteArray resolve(const ClientPacket &packet);

    QList<QByteArray> m_unread;
    std::map<quint16, Message> m_messages;
    std::optional<Message> m_qos0; ///< requested, and to be sent at once
    std::map<quint16, QByteArray> m_requests;
    std::set<quint16> m_unreleased;
    std::map<quint32, QByteArray> m_aliases;
    int m_pubacksDue = 0;
    Level m_level = Level::V3_1_1;
    bool m_cleanSession = true;
    bool m_isFirst = false; ///< the next packet is CONNECT
    bool m_isOpen = false;
    bool m_isOnline = false;
    bool m_hasLeft = false; ///< DISCONNECT was sent
    quint32 m_maximumPacketSize = 0xffffffff;
    quint32 m_receiveMaximum = 0xffffffff;
    quint32 m_topicAliasMaximum = 0;
    quint8 m_maximumQos = 2;
    bool m_retain = true;
};
