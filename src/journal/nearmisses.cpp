// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/nearmisses.h"

#include <algorithm>

namespace Standin::NearMisses {

namespace {

/// How far a topic is as the filter wants it, from its beginning: levels, then characters of the next level.
using SharedBeginning = std::pair<qsizetype, qsizetype>;

SharedBeginning sharedBeginning(const Match::TopicPattern &wanted, const QString &topic)
{
    if (!wanted.isFilter())
        return {};
    const auto filter = QStringView(wanted.filter()).split(u'/');
    const auto levels = QStringView(topic).split(u'/');
    const auto accepts = [](QStringView level, QStringView found) {
        return level == found || level == u"+" || level == u"#";
    };
    const auto [differs, found] = std::ranges::mismatch(filter, levels, accepts);
    const qsizetype same = differs - filter.begin();
    if (differs == filter.end() || found == levels.end())
        return {same, 0};
    return {same, std::ranges::mismatch(*differs, *found).in1 - differs->begin()};
}

struct Candidate
{
    NearMiss miss;
    SharedBeginning ofTopic;

    [[nodiscard]] auto nearness() const { return std::tuple(miss.explanation.score(), ofTopic, miss.entry->seq); }
};

} // namespace

QList<NearMiss> find(const JournalReader &journal, const JournalQuery &query, qsizetype most)
{
    if (!query.pattern)
        return {};
    const Cursor newest = journal.cursor();
    JournalQuery wider = query;
    wider.pattern.reset();
    wider.after = std::max(query.after, newest > searched ? newest - searched : 0);
    wider.limit = searched;
    std::vector<Candidate> candidates;
    for (const EntryPtr &entry : journal.read(wider).entries) {
        if (!entry->isMessage())
            continue;
        const auto explanation = Match::Explanation::of(*query.pattern, entry->message());
        if (explanation.heldCount() == explanation.checks.size())
            continue;
        const auto &topic = query.pattern->topic;
        candidates.push_back({{entry, explanation}, topic ? sharedBeginning(*topic, entry->topic) : SharedBeginning()});
    }
    std::ranges::sort(candidates, std::ranges::greater(), &Candidate::nearness);
    const bool hasNear = !candidates.empty() && candidates.front().miss.explanation.heldCount() > 0;
    QList<NearMiss> found;
    for (const Candidate &candidate : candidates) {
        if (found.size() == most || (hasNear && candidate.miss.explanation.heldCount() == 0))
            break;
        found.append(candidate.miss);
    }
    return found;
}

} // namespace Standin::NearMisses
