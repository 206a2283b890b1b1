// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

/// Compares topic filters with topic names (MQTT 3.1.1 and 5.0, section 4.7). Pure functions, thread-safe; they
/// allocate nothing. TopicRules checks whether they are valid.
namespace Standin::TopicFilter {

/// How a filter that begins with a wildcard treats names such as "$SYS/uptime".
enum class DollarTopics : quint8 {
    Match,      ///< like any other name: for messages that were received already
    DoNotMatch, ///< as in subscriptions [MQTT-4.7.2-1]
};

/// "+" stands for one level, "#" for any number of levels and also for the parent level. Upper and lower case differ.
/// `filter` must not contain "$share/…" (TopicRules::withoutShare). An invalid filter matches nothing, or only by its
/// valid levels.
[[nodiscard]] bool matches(QStringView filter, QStringView name, DollarTopics dollarTopics = DollarTopics::Match);

/// Removes and returns the first level: "a" of "a/b", with "b" left. `rest` becomes null after the last level.
QStringView takeLevel(QStringView &rest);

} // namespace Standin::TopicFilter
