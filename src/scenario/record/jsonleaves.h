// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "base/jsonpointer.h"

namespace Standin::Scenarios {

/// A value that is neither an object nor an array, or an empty one.
struct JsonLeaf
{
    QString pointer = {};
    QString key = {}; ///< of the object around it; elements of an array have that of the array
    JsonText value = {};
};

/// Calls `visit` for each leaf, in the order of the text.
template <typename Visit>
void forEachLeaf(const JsonText &value, const Visit &visit, const QString &pointer = {}, const QString &key = {})
{
    const JsonParts parts(value);
    if (parts.size() == 0)
        return static_cast<void>(visit(JsonLeaf{pointer, key, value}));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString inner = value.isObject() ? parts.key(i) : QString::number(i);
        forEachLeaf(parts.value(i), visit, pointer + u'/' + JsonPointer::escaped(inner),
                    value.isObject() ? inner : key);
    }
}

/// The value with other leaves: those that `map` returns.
template <typename Map>
JsonText mappedLeaves(const JsonText &value, const Map &map, const QString &pointer = {}, const QString &key = {})
{
    const JsonParts parts(value);
    if (parts.size() == 0)
        return map(JsonLeaf{pointer, key, value});
    JsonBuilder built;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString inner = value.isObject() ? parts.key(i) : QString::number(i);
        const QString place = pointer + u'/' + JsonPointer::escaped(inner);
        if (value.isArray())
            built.append(mappedLeaves(parts.value(i), map, place, key));
        else if (parts.indexOf(inner) == i) // of equal keys the last one counts
            built.add(inner, mappedLeaves(parts.value(i), map, place, inner));
    }
    return value.isObject() ? built.object() : built.array();
}

} // namespace Standin::Scenarios
