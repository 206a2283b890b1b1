// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <map>

namespace Standin::Mqtt {

/// The topic aliases of one direction of one connection (5.0 section 3.3.2.3.4). Not thread-safe.
class TopicAliases
{
public:
    /// Aliases are 1 to `maximum`; the first `automatic` of them may be assigned automatically.
    explicit TopicAliases(quint16 maximum = 0, quint16 automatic = 0)
        : m_maximum(maximum)
        , m_automatic(automatic < maximum ? automatic : maximum)
    {}

    [[nodiscard]] quint16 maximum() const { return m_maximum; }
    [[nodiscard]] bool allows(quint32 alias) const { return alias >= 1 && alias <= m_maximum; }

    /// Sets the topic of the alias. allows() must be true for it.
    void set(quint16 alias, const QByteArray &topic);
    /// Null when the alias is not set. Valid until the next set().
    [[nodiscard]] QByteArrayView topicOf(quint16 alias) const;
    /// 0 when the topic has none.
    [[nodiscard]] quint16 aliasOf(const QByteArray &topic) const { return m_aliases.value(topic, 0); }
    /// The first automatic alias that is not set; 0 when all are in use.
    [[nodiscard]] quint16 firstUnused();

private:
    std::map<quint16, QByteArray> m_topics;
    QHash<QByteArray, quint16> m_aliases;
    quint16 m_maximum;
    quint16 m_automatic;
    quint16 m_used = 0; ///< all aliases up to this one are set
};

} // namespace Standin::Mqtt
