// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/jsonplace.h"

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "base/jsonpointer.h"

namespace Standin::Gui {

namespace {

JsonText withElement(const JsonText &array, qsizetype index, const JsonText &value)
{
    const JsonParts parts(array);
    JsonBuilder built;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (const JsonText kept = i == index ? value : parts.value(i); !kept.isUndefined())
            built.append(kept);
    }
    if (index >= parts.size() && !value.isUndefined())
        built.append(value);
    return built.array();
}

JsonText withMember(const JsonText &object, const QString &key, const JsonText &value)
{
    const JsonParts parts(object);
    JsonBuilder built;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString name = parts.key(i);
        if (parts.indexOf(name) == i)
            built.add(name, name == key ? value : parts.value(i));
    }
    if (parts.indexOf(key) < 0)
        built.add(key, value);
    return built.isEmpty() && value.isUndefined() ? JsonText() : built.object();
}

} // namespace

qsizetype JsonPlace::offsetOf(const QByteArray &text, const QString &pointer)
{
    const auto root = JsonText::parse(text);
    if (!root)
        return 0;
    const qsizetype rootAt = text.indexOf(root->text());
    QString place = pointer;
    while (!place.isEmpty()) {
        const auto parsed = JsonPointer::parse(place);
        const JsonText found = parsed ? parsed->resolve(*root) : JsonText();
        if (!found.isUndefined())
            return rootAt + (found.text().data() - root->text().data());
        place.truncate(place.lastIndexOf(u'/'));
    }
    return rootAt;
}

JsonText JsonPlace::with(const JsonText &root, const QStringList &path, const JsonText &value)
{
    if (path.isEmpty())
        return value;
    const QString &key = path.first();
    const qsizetype index = JsonText::indexFrom(key);
    const JsonText inner = with(root.child(key), path.sliced(1), value);
    return root.isArray() || (root.isUndefined() && index >= 0) ? withElement(root, index, inner)
                                                                : withMember(root, key, inner);
}

} // namespace Standin::Gui
