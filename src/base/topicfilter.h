// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

/// How topic filters are compared with topic names (MQTT 3.1.1 and 5.0, section 4.7). Pure functions, thread-safe; they
/// allocate nothing. TopicRules tells what is valid.
namespace Standin::TopicFilter {

/// What a filter that begins with a wildcard does with names such as "$SYS/uptime".
enum class DollarTopics : quint8 {
    Match,      ///< as with any other name: for messages that have been received already
    DoNotMatch, ///< as a broker subscribes [MQTT-4.7.2-1]
};

/// "+" stands for one level, "#" for any number of levels and also for the parent level. Upper and lower case differ.
/// `filter` must not hold "$share/…" (TopicRules::withoutShare). An invalid filter matches nothing, or what its valid
/// levels match.
[[nodiscard]] bool matches(QStringView filter, QStringView name, DollarTopics dollarTopics = DollarTopics::Match);

/// Cuts the first level off: "a" of "a/b", with "b" left. `rest` becomes null behind the last level.
QStringView takeLevel(QStringView &rest);

} // namespace Standin::TopicFilter
