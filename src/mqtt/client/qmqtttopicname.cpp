// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/QtMqtt/qmqtttopicname.h"

#include "base/topicrules.h"

using namespace Standin;

bool QMqttTopicName::isValid() const
{
    return !TopicRules::faultInName(QStringView(m_name));
}

int QMqttTopicName::levelCount() const
{
    return m_name.isEmpty() ? 0 : static_cast<int>(m_name.count(u'/')) + 1;
}

QStringList QMqttTopicName::levels() const
{
    return m_name.isEmpty() ? QStringList() : m_name.split(u'/');
}
