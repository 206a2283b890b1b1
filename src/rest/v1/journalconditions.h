// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/journalquery.h"

#include <QStringList>

namespace Standin::Rest {

/// The conditions on entries that are given as a text, in a query and in a body: device, deviceGlob, topic, kind,
/// event, ruleId, testId.
[[nodiscard]] const QStringList &journalConditions();

/// Sets the condition of this name. InvalidArgument with the name for an invalid value.
[[nodiscard]] Result<> setCondition(JournalQuery &query, const QString &name, const QString &value);

/// InvalidArgument for a cursor beyond the end of the journal, such as one of an earlier Standin: nothing would be
/// found behind it, and that proves nothing.
[[nodiscard]] Result<> checkCursor(Cursor after, Cursor end);

} // namespace Standin::Rest
