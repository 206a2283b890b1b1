// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journalquery.h"

namespace Standin {

bool JournalQuery::accepts(const Entry &entry) const
{
    return acceptsFields(entry) && (!pattern || pattern->matches(entry.message()));
}

bool JournalQuery::accepts(const Entry &entry, const Match::Message &message) const
{
    return acceptsFields(entry) && (!pattern || pattern->matches(message));
}

bool JournalQuery::acceptsFields(const Entry &entry) const
{
    return (device.isEmpty() || entry.device == device) && (!kind || entry.kind() == *kind) &&
           (!matched || entry.matched == *matched) && (withOwn || !entry.isOwn()) && (!pattern || entry.isMessage());
}

} // namespace Standin
