// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QJsonObject>

namespace Standin::Rest {

/// How much one answer may carry (Entry::bytes()): what it holds is kept from being given up by the journal.
inline constexpr qsizetype maxAnswerBytes = 8 * 1024 * 1024;

/// Microseconds since 1970 as "2026-01-31T12:00:00.123456Z".
[[nodiscard]] QString isoTime(qint64 micros);

/// Without the payload. Members that mean nothing for the entry's kind are left out.
[[nodiscard]] QJsonObject entryJson(const Entry &entry);

} // namespace Standin::Rest
