// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/topicmatch.h"

namespace Standin::Models {

namespace {

/// The first level of `rest`, which keeps those behind it; a null view when there are none.
QStringView takeLevel(QStringView &rest)
{
    const qsizetype slash = rest.indexOf(u'/');
    const QStringView level = slash < 0 ? rest : rest.first(slash);
    rest = slash < 0 ? QStringView() : rest.sliced(slash + 1);
    return level;
}

bool levelsMatch(QStringView filter, QStringView topic)
{
    while (!filter.isNull()) {
        const QStringView wanted = takeLevel(filter);
        if (wanted == u"#")
            return true;
        if (topic.isNull())
            return false;
        const QStringView level = takeLevel(topic);
        if (wanted != u"+" && wanted != level)
            return false;
    }
    return topic.isNull();
}

} // namespace

bool topicMatches(QStringView filter, QStringView topic)
{
    if (filter.contains(u'#') || filter.contains(u'+'))
        return levelsMatch(filter, topic);
    return topic.contains(filter, Qt::CaseInsensitive);
}

} // namespace Standin::Models
