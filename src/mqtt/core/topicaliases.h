// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <map>

namespace Standin::Mqtt {

/// The numbers that stand for topics on one connection in one direction (5.0 section 3.3.2.3.4). Not thread-safe.
class TopicAliases
{
public:
    /// Aliases go from 1 to `maximum`, of which topics without one may be given the first `automatic`.
    explicit TopicAliases(quint16 maximum = 0, quint16 automatic = 0)
        : m_maximum(maximum)
        , m_automatic(automatic < maximum ? automatic : maximum)
    {}

    [[nodiscard]] quint16 maximum() const { return m_maximum; }
    [[nodiscard]] bool allows(quint32 alias) const { return alias >= 1 && alias <= m_maximum; }

    /// From now on the alias means this topic. allows() it.
    void set(quint16 alias, const QByteArray &topic);
    /// Null when the alias means nothing yet. Good until the next set().
    [[nodiscard]] QByteArrayView topicOf(quint16 alias) const;
    /// 0 when the topic has none.
    [[nodiscard]] quint16 aliasOf(const QByteArray &topic) const { return m_aliases.value(topic, 0); }
    /// The first of the automatic ones that means nothing yet; 0 when they are used up.
    [[nodiscard]] quint16 firstUnused();

private:
    std::map<quint16, QByteArray> m_topics;
    QHash<QByteArray, quint16> m_aliases;
    quint16 m_maximum;
    quint16 m_automatic;
    quint16 m_used = 0; ///< the aliases up to this one all mean something
};

} // namespace Standin::Mqtt
