// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/QtMqtt/qmqtttopicfilter.h"

#include "mqtt/core/topicrules.h"

using namespace Standin::Mqtt;

namespace {

/// Cuts the first level off; `rest` becomes null behind the last one.
QStringView takeLevel(QStringView &rest)
{
    const qsizetype slash = rest.indexOf(u'/');
    const QStringView level = slash < 0 ? rest : rest.first(slash);
    rest = slash < 0 ? QStringView() : rest.sliced(slash + 1);
    return level;
}

bool matches(QStringView filter, QStringView name)
{
    while (!filter.isNull() && !name.isNull()) {
        const QStringView wanted = takeLevel(filter);
        if (wanted == u'#')
            return true;
        if (takeLevel(name) != wanted && wanted != u'+')
            return false;
    }
    // "a/#" matches its parent level "a" as well (section 4.7.1.2).
    return name.isNull() && (filter.isNull() || filter == u'#');
}

} // namespace

QString QMqttTopicFilter::sharedSubscriptionName() const
{
    return TopicRules::shareName(QStringView(m_filter)).toString();
}

bool QMqttTopicFilter::isValid() const
{
    return !TopicRules::faultInFilter(QStringView(m_filter));
}

bool QMqttTopicFilter::match(const QMqttTopicName &name, MatchOptions matchOptions) const
{
    if (!isValid() || !name.isValid())
        return false;
    const QString topic = name.name();
    const QStringView filter = TopicRules::withoutShare(QStringView(m_filter));
    const bool startsWithWildcard = filter.startsWith(u'+') || filter.startsWith(u'#');
    if (matchOptions.testFlag(WildcardsDontMatchDollarTopicMatchOption) && startsWithWildcard && topic.startsWith(u'$'))
        return false;
    return matches(filter, topic);
}
