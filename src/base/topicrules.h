// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QStringView>

#include <optional>

/// Checks topic names and topic filters by section 4.7. Pure functions, thread-safe.
namespace Standin::TopicRules {

enum class Fault : quint8 {
    /// [MQTT-4.7.3-1]
    Empty,
    /// Longer than 65,535 bytes of UTF-8 [MQTT-4.7.3-3].
    TooLong,
    /// Ill-formed UTF-8 or a lone surrogate [MQTT-1.5.3-1].
    InvalidUnicode,
    /// U+0000 [MQTT-1.5.3-2].
    NullCharacter,
    /// '+' or '#' in a topic name [MQTT-3.3.2-2].
    WildcardInName,
    /// '#' not last, or a wildcard that is not alone in its level [MQTT-4.7.1-2], [MQTT-4.7.1-3].
    MisplacedWildcard,
    /// "$share/" without a name, with a wildcard in the name, or without a filter (5.0 section 4.8.2).
    InvalidShare,
};

/// nullopt when the text is a valid topic name.
[[nodiscard]] std::optional<Fault> faultInName(QByteArrayView utf8);
[[nodiscard]] std::optional<Fault> faultInName(QStringView text);

/// nullopt when the text is a valid topic filter.
[[nodiscard]] std::optional<Fault> faultInFilter(QByteArrayView utf8);
[[nodiscard]] std::optional<Fault> faultInFilter(QStringView text);

/// "sensors" of "$share/sensors/a/+"; empty when the filter is not shared.
[[nodiscard]] QByteArrayView shareName(QByteArrayView filter);
[[nodiscard]] QStringView shareName(QStringView filter);

/// "a/+" of "$share/sensors/a/+": the part that is compared with topic names.
[[nodiscard]] QByteArrayView withoutShare(QByteArrayView filter);
[[nodiscard]] QStringView withoutShare(QStringView filter);

} // namespace Standin::TopicRules
