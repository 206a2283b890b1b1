// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qmqttpublishproperties.h"
#include "qmqtttopicname.h"

#include <QMetaType>

class QMqttClientPrivate;

/// A message as it was received.
class QMqttMessage
{
    Q_GADGET
    Q_PROPERTY(QMqttTopicName topic READ topic CONSTANT)
    Q_PROPERTY(QByteArray payload READ payload CONSTANT)
    Q_PROPERTY(quint16 id READ id CONSTANT)
    Q_PROPERTY(quint8 qos READ qos CONSTANT)
    Q_PROPERTY(bool duplicate READ duplicate CONSTANT)
    Q_PROPERTY(bool retain READ retain CONSTANT)

public:
    QMqttMessage() = default;

    [[nodiscard]] const QByteArray &payload() const { return m_payload; }
    [[nodiscard]] quint8 qos() const { return m_qos; }
    /// The packet identifier; 0 with QoS 0.
    [[nodiscard]] quint16 id() const { return m_id; }
    [[nodiscard]] QMqttTopicName topic() const { return m_topic; }
    [[nodiscard]] bool duplicate() const { return m_duplicate; }
    [[nodiscard]] bool retain() const { return m_retain; }
    [[nodiscard]] QMqttPublishProperties publishProperties() const { return m_properties; }

    /// Compares everything but the properties.
    friend bool operator==(const QMqttMessage &a, const QMqttMessage &b)
    {
        return a.m_payload == b.m_payload && a.m_topic == b.m_topic && a.m_id == b.m_id && a.m_qos == b.m_qos &&
               a.m_duplicate == b.m_duplicate && a.m_retain == b.m_retain;
    }
    friend bool operator!=(const QMqttMessage &a, const QMqttMessage &b) { return !(a == b); }

private:
    friend class QMqttClientPrivate;

    QByteArray m_payload;
    QMqttTopicName m_topic;
    QMqttPublishProperties m_properties;
    quint16 m_id = 0;
    quint8 m_qos = 0;
    bool m_duplicate = false;
    bool m_retain = false;
};

Q_DECLARE_METATYPE(QMqttMessage)
