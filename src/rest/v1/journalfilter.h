// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/journalquery.h"

#include <QMap>

namespace Standin::Rest {

/// Reads ?after=&limit=&matched=&correlationKey=&correlationValue= and journalConditions(). InvalidArgument with the
/// parameter for an invalid value and for a cursor beyond `end`, that of the journal. The router refuses unknown
/// parameters.
[[nodiscard]] Result<JournalQuery> journalQueryFrom(const QMap<QString, QString> &parameters, Cursor end);

} // namespace Standin::Rest
