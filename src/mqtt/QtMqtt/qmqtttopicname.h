// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDataStream>
#include <QDebug>
#include <QMetaType>
#include <QString>
#include <QStringList>

/// A topic of messages. It can hold any text; isValid() is true when MQTT allows the text.
class QMqttTopicName
{
public:
    QMqttTopicName(const QString &name = QString())
        : m_name(name)
    {}
    QMqttTopicName(QLatin1String name)
        : m_name(name)
    {}

    void swap(QMqttTopicName &other) noexcept { m_name.swap(other.m_name); }

    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name) { m_name = name; }

    /// Section 4.7.3: not empty, no wildcard, no U+0000, at most 65,535 bytes of UTF-8.
    [[nodiscard]] bool isValid() const;
    /// 0 for an empty name, else one more than there are slashes.
    [[nodiscard]] int levelCount() const;
    [[nodiscard]] QStringList levels() const;

    friend bool operator==(const QMqttTopicName &a, const QMqttTopicName &b) noexcept { return a.m_name == b.m_name; }
    friend bool operator!=(const QMqttTopicName &a, const QMqttTopicName &b) noexcept { return a.m_name != b.m_name; }
    friend bool operator<(const QMqttTopicName &a, const QMqttTopicName &b) noexcept { return a.m_name < b.m_name; }
    friend size_t qHash(const QMqttTopicName &topic, size_t seed = 0) noexcept { return qHash(topic.m_name, seed); }
    friend QDataStream &operator<<(QDataStream &out, const QMqttTopicName &topic) { return out << topic.m_name; }
    friend QDataStream &operator>>(QDataStream &in, QMqttTopicName &topic) { return in >> topic.m_name; }
    friend QDebug operator<<(QDebug debug, const QMqttTopicName &topic)
    {
        const QDebugStateSaver saver(debug);
        return debug.nospace() << "QMqttTopicName(" << topic.m_name << ')';
    }

private:
    QString m_name;
};

Q_DECLARE_SHARED(QMqttTopicName)
Q_DECLARE_METATYPE(QMqttTopicName)
