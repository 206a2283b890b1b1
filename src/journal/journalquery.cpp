// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journalquery.h"

#include "match/glob.h"

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
    const auto isAnyOr = [](const QString &wanted, const QString &found) {
        return wanted.isEmpty() || found == wanted;
    };
    return isAnyOr(device, entry.device) && (!kind || entry.kind() == *kind) && (!event || entry.event == *event) &&
           (!matched || entry.matched == *matched) && isAnyOr(ruleId, entry.ruleId) && isAnyOr(testId, entry.testId) &&
           (withOwn || !entry.isOwn()) && (!pattern || entry.isMessage()) &&
           (devices.isEmpty() || devices.contains(entry.device)) &&
           (deviceGlob.isEmpty() || Match::matchesGlob(deviceGlob, entry.device)) &&
           (!topic || (!entry.topic.isEmpty() && topic->matches(entry.topic)));
}

} // namespace Standin
