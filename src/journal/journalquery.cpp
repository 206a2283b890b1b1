// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journalquery.h"

namespace Standin {

bool JournalQuery::accepts(const Entry &entry) const
{
    return (device.isEmpty() || entry.device == device) && (!kind || entry.kind() == *kind) &&
           (!matched || entry.matched == *matched) && (withOwn || !entry.isOwn()) &&
           (!pattern || (entry.isMessage() && pattern->matches(entry.message())));
}

} // namespace Standin
