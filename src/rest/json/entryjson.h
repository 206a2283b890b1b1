// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QJsonObject>

namespace Standin::Rest {

/// Limit for the entries of one answer (Entry::bytes()): they stay in memory until they are sent.
inline constexpr qsizetype maxAnswerBytes = 8 * 1024 * 1024;

/// Microseconds since 1970 as "2026-01-31T12:00:00.123456Z".
[[nodiscard]] QString isoTime(qint64 micros);

/// Without the payload. Members that do not apply to the entry's event are omitted.
[[nodiscard]] QJsonObject entryJson(const Entry &entry);

} // namespace Standin::Rest
