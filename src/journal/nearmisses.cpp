// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/nearmisses.h"

#include <algorithm>

namespace Standin::NearMisses {

QList<NearMiss> find(const JournalReader &journal, const JournalQuery &query, qsizetype most)
{
    if (!query.pattern)
        return {};
    const Cursor newest = journal.cursor();
    JournalQuery wider = query;
    wider.pattern.reset();
    wider.after = std::max(query.after, newest > searched ? newest - searched : 0);
    wider.limit = searched;
    QList<NearMiss> found;
    for (const EntryPtr &entry : journal.read(wider).entries) {
        if (!entry->isMessage())
            continue;
        const auto explanation = Match::Explanation::of(*query.pattern, entry->message());
        const qsizetype held = explanation.heldCount();
        if (held > 0 && held < explanation.checks.size())
            found.append({entry, explanation});
    }
    std::ranges::stable_sort(found, [](const NearMiss &a, const NearMiss &b) {
        return std::pair(a.explanation.score(), a.entry->seq) > std::pair(b.explanation.score(), b.entry->seq);
    });
    found.resize(std::min(most, found.size()));
    return found;
}

} // namespace Standin::NearMisses
