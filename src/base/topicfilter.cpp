// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/topicfilter.h"

namespace Standin::TopicFilter {

QStringView takeLevel(QStringView &rest)
{
    const qsizetype slash = rest.indexOf(u'/');
    const QStringView level = slash < 0 ? rest : rest.first(slash);
    rest = slash < 0 ? QStringView() : rest.sliced(slash + 1);
    return level;
}

bool matches(QStringView filter, QStringView name, DollarTopics dollarTopics)
{
    const bool beginsWithWildcard = filter.startsWith(u'+') || filter.startsWith(u'#');
    if (dollarTopics == DollarTopics::DoNotMatch && beginsWithWildcard && name.startsWith(u'$'))
        return false;
    while (!filter.isNull() && !name.isNull()) {
        const QStringView wanted = takeLevel(filter);
        if (wanted == u'#')
            return true;
        if (takeLevel(name) != wanted && wanted != u'+')
            return false;
    }
    // "a/#" matches its parent level "a" as well (section 4.7.1.2).
    return name.isNull() && (filter.isNull() || filter == u'#');
}

} // namespace Standin::TopicFilter
