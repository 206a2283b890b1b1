// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qmqtttopicname.h"

/// A pattern for topic names. It can hold any text; isValid() is true when MQTT allows the text.
class QMqttTopicFilter
{
public:
    enum MatchOption {
        NoMatchOption = 0x0000,
        /// [MQTT-4.7.2-1]: "#" and "+/…" do not match "$SYS/…".
        WildcardsDontMatchDollarTopicMatchOption = 0x0001,
    };
    Q_DECLARE_FLAGS(MatchOptions, MatchOption)

    QMqttTopicFilter(const QString &filter = QString())
        : m_filter(filter)
    {}
    QMqttTopicFilter(QLatin1String filter)
        : m_filter(filter)
    {}

    void swap(QMqttTopicFilter &other) noexcept { m_filter.swap(other.m_filter); }

    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString &filter) { m_filter = filter; }

    /// "name" of "$share/name/filter"; empty when the filter is not shared.
    [[nodiscard]] QString sharedSubscriptionName() const;
    /// Section 4.7.1 and, for shared ones, 5.0 section 4.8.2.
    [[nodiscard]] bool isValid() const;
    /// False when the filter or the name is invalid. Of a shared filter, the part after the share name is matched.
    [[nodiscard]] bool match(const QMqttTopicName &name, MatchOptions matchOptions = NoMatchOption) const;

    friend bool operator==(const QMqttTopicFilter &a, const QMqttTopicFilter &b) noexcept
    {
        return a.m_filter == b.m_filter;
    }
    friend bool operator!=(const QMqttTopicFilter &a, const QMqttTopicFilter &b) noexcept { return !(a == b); }
    friend bool operator<(const QMqttTopicFilter &a, const QMqttTopicFilter &b) noexcept
    {
        return a.m_filter < b.m_filter;
    }
    friend size_t qHash(const QMqttTopicFilter &topic, size_t seed = 0) noexcept { return qHash(topic.m_filter, seed); }
    friend QDataStream &operator<<(QDataStream &out, const QMqttTopicFilter &topic) { return out << topic.m_filter; }
    friend QDataStream &operator>>(QDataStream &in, QMqttTopicFilter &topic) { return in >> topic.m_filter; }
    friend QDebug operator<<(QDebug debug, const QMqttTopicFilter &topic)
    {
        const QDebugStateSaver saver(debug);
        return debug.nospace() << "QMqttTopicFilter(" << topic.m_filter << ')';
    }

private:
    QString m_filter;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(QMqttTopicFilter::MatchOptions)
Q_DECLARE_SHARED(QMqttTopicFilter)
Q_DECLARE_METATYPE(QMqttTopicFilter)
