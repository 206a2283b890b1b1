// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/journalquery.h"

#include <QMap>

namespace Standin::Rest {

/// ?after=&device=&kind=&matched=&correlationKey=&correlationValue=&limit= as a query. InvalidArgument naming the
/// parameter for a value that means nothing, and for an unknown parameter: a typing error must not widen a search.
[[nodiscard]] Result<JournalQuery> journalQueryFrom(const QMap<QString, QString> &parameters);

} // namespace Standin::Rest
