// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QByteArray>

/// The fields of an entry that few entries have, as one JSON object: column `facts` of a history file.
namespace Standin::EntryFacts {

/// Null where the entry has none of them.
[[nodiscard]] QByteArray toJson(const Entry &entry);

/// Sets the fields. False, and then some may be set, for what toJson() does not write.
[[nodiscard]] bool read(const QByteArray &json, Entry &entry);

} // namespace Standin::EntryFacts
