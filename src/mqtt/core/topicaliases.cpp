// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/topicaliases.h"

namespace Standin::Mqtt {

void TopicAliases::set(quint16 alias, const QByteArray &topic)
{
    QByteArray &known = m_topics[alias];
    if (m_aliases.value(known) == alias)
        m_aliases.remove(known);
    known = topic;
    m_aliases.insert(topic, alias);
}

QByteArrayView TopicAliases::topicOf(quint16 alias) const
{
    const auto it = m_topics.find(alias);
    return it == m_topics.end() ? QByteArrayView() : QByteArrayView(it->second);
}

quint16 TopicAliases::firstUnused()
{
    while (m_used < m_automatic && m_topics.contains(m_used + 1))
        ++m_used;
    return m_used < m_automatic ? m_used + 1 : 0;
}

} // namespace Standin::Mqtt
