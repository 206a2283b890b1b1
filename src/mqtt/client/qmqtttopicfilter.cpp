// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/QtMqtt/qmqtttopicfilter.h"

#include "base/topicfilter.h"
#include "base/topicrules.h"

using namespace Standin;

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
    const auto dollarTopics = matchOptions.testFlag(WildcardsDontMatchDollarTopicMatchOption)
                                  ? TopicFilter::DollarTopics::DoNotMatch
                                  : TopicFilter::DollarTopics::Match;
    return TopicFilter::matches(TopicRules::withoutShare(QStringView(m_filter)), name.name(), dollarTopics);
}
