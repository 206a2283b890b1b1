// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journalreader.h"

namespace Standin {

EntryPtr JournalReader::at(Cursor seq) const
{
    const JournalPage page = read({.after = seq - 1, .limit = 1});
    return !page.entries.isEmpty() && page.entries.first()->seq == seq ? page.entries.first() : nullptr;
}

} // namespace Standin
