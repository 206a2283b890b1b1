// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QJsonArray>
#include <QJsonObject>

namespace Standin::Rest {

/// How much payload one answer may carry: it must not outgrow the memory, nor keep others waiting.
inline constexpr qsizetype maxAnswerBytes = 8 * 1024 * 1024;

/// Microseconds since 1970 as "2026-01-31T12:00:00.123456Z".
[[nodiscard]] QString isoTime(qint64 micros);

/// Members that mean nothing for the entry's kind are left out.
[[nodiscard]] QJsonObject entryJson(const Entry &entry);
[[nodiscard]] QJsonArray entriesJson(const QList<EntryPtr> &entries);

} // namespace Standin::Rest
