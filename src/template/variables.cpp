// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/variables.h"

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"

namespace Standin {

JsonText Variables::with(const JsonText &changes) const
{
    const JsonParts before(all());
    const JsonParts after(changes);
    const auto lastBefore = before.indexes();
    const auto lastAfter = after.indexes();
    JsonBuilder object;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const QString key = before.key(i);
        if (lastBefore.value(key) == i && !lastAfter.contains(key))
            object.add(key, before.value(i).compacted());
    }
    for (qsizetype i = 0; i < after.size(); ++i) {
        const QString key = after.key(i);
        if (lastAfter.value(key) == i && !after.value(i).isNull())
            object.add(key, after.value(i).compacted());
    }
    return object.object();
}

} // namespace Standin
