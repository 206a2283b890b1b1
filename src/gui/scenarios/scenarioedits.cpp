// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenarioedits.h"

#include "base/json.h"
#include "base/jsonparts.h"
#include "base/jsonpointer.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int indentStep = 2;

/// A value of a text, with its place in it.
struct Found
{
    JsonText value = {};
    qsizetype begin = 0;

    [[nodiscard]] qsizetype size() const { return value.text().size(); }
};

Result<Found> find(const QByteArray &text, const QString &pointer)
{
    const auto root = JsonText::parse(text);
    if (!root)
        return Failure(root.error());
    const auto parsed = JsonPointer::parse(pointer);
    if (!parsed)
        return Failure(parsed.error());
    const JsonText value = parsed->resolve(*root);
    if (value.isUndefined())
        return failure(ErrorCode::InvalidArgument, u"found nothing, expected a value"_s, pointer);
    return Found{value, text.indexOf(root->text()) + (value.text().data() - root->text().data())};
}

/// Of the line in which the byte stands.
qsizetype indentAt(const QByteArray &text, qsizetype at)
{
    const qsizetype line = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    qsizetype spaces = 0;
    while (line + spaces < text.size() && text.at(line + spaces) == ' ')
        ++spaces;
    return spaces;
}

QByteArray lineBreak(qsizetype indent)
{
    return '\n' + QByteArray(indent, ' ');
}

/// A short value in one line, others indented; its further lines begin with `indent` spaces.
QByteArray written(const JsonText &value, qsizetype indent)
{
    constexpr qsizetype longestLine = 80;
    const QByteArray compact = value.toCompact();
    if (compact.size() <= longestLine)
        return compact;
    return Json::reindented(compact, indentStep).value_or(compact).trimmed().replace('\n', lineBreak(indent));
}

/// Adds the key with an array of one element to the object of the whole text.
Result<QByteArray> withMember(const QByteArray &text, const QString &key, const JsonText &element)
{
    auto root = find(text, {});
    if (!root || !root->value.isObject())
        return failure(ErrorCode::InvalidArgument, u"expected an object"_s);
    const JsonParts parts(root->value);
    const QByteArray member = JsonText::string(key).toCompact() + ": [" + lineBreak(2 * indentStep) +
                              written(element, 2 * indentStep) + lineBreak(indentStep) + ']';
    QByteArray changed = text;
    if (parts.size() == 0)
        return changed.replace(root->begin, root->size(), '{' + lineBreak(indentStep) + member + "\n}");
    return changed.insert(root->begin + parts.part(parts.size() - 1).end, ',' + lineBreak(indentStep) + member);
}

} // namespace

ScenarioEdits::Place ScenarioEdits::placeOf(const QString &pointer)
{
    const qsizetype slash = pointer.lastIndexOf(u'/');
    return {pointer.left(slash), JsonText::indexFrom(QStringView(pointer).sliced(slash + 1))};
}

JsonText ScenarioEdits::valueAt(const QByteArray &text, const QString &pointer)
{
    const auto found = find(text, pointer);
    return found ? found->value : JsonText();
}

Result<QByteArray> ScenarioEdits::replaced(const QByteArray &text, const QString &pointer, const JsonText &value)
{
    return find(text, pointer).map([&](const Found &found) {
        QByteArray changed = text;
        return changed.replace(found.begin, found.size(), written(value, indentAt(text, found.begin)));
    });
}

Result<QByteArray> ScenarioEdits::inserted(const QByteArray &text, const Place &place, const JsonText &value)
{
    const auto array = find(text, place.array);
    if (!array) {
        const bool isMissing = array.error().code == ErrorCode::InvalidArgument && place.array.count(u'/') == 1;
        if (isMissing && place.index == 0)
            return withMember(text, place.array.mid(1), value);
        return Failure(array.error());
    }
    const JsonParts parts(array->value);
    if (!array->value.isArray() || place.index < 0 || place.index > parts.size())
        return failure(ErrorCode::InvalidArgument, u"expected a place in an array"_s, place.pointer());
    QByteArray changed = text;
    const qsizetype outer = indentAt(text, array->begin);
    if (parts.size() == 0)
        return changed.replace(array->begin, array->size(),
                               '[' + lineBreak(outer + indentStep) + written(value, outer + indentStep) +
                                   lineBreak(outer) + ']');
    const qsizetype first = array->begin + parts.part(0).begin;
    const bool isOneLine = !text.sliced(array->begin, first - array->begin).contains('\n');
    const qsizetype indent = isOneLine ? outer + indentStep : indentAt(text, first);
    if (place.index < parts.size())
        return changed.insert(array->begin + parts.part(place.index).begin,
                              written(value, indent) + ',' + lineBreak(indent));
    return changed.insert(array->begin + parts.part(parts.size() - 1).end,
                          ',' + lineBreak(indent) + written(value, indent));
}

Result<QByteArray> ScenarioEdits::removed(const QByteArray &text, const QString &pointer)
{
    const Place place = placeOf(pointer);
    const auto array = find(text, place.array);
    if (!array)
        return Failure(array.error());
    const JsonParts parts(array->value);
    if (!array->value.isArray() || place.index < 0 || place.index >= parts.size())
        return failure(ErrorCode::InvalidArgument, u"found nothing, expected an element"_s, pointer);
    QByteArray changed = text;
    if (parts.size() == 1)
        return changed.replace(array->begin, array->size(), "[]");
    const bool isLast = place.index == parts.size() - 1;
    const qsizetype begin = isLast ? parts.part(place.index - 1).end : parts.part(place.index).begin;
    const qsizetype end = isLast ? parts.part(place.index).end : parts.part(place.index + 1).begin;
    return changed.remove(array->begin + begin, end - begin);
}

Result<QByteArray> ScenarioEdits::moved(const QByteArray &text, const QString &pointer, const Place &to)
{
    if (to.array.startsWith(pointer + u'/'))
        return failure(ErrorCode::InvalidArgument, u"found a place inside of the step, expected one outside"_s,
                       pointer);
    const auto found = find(text, pointer);
    if (!found)
        return Failure(found.error());
    auto changed = inserted(text, to, found->value);
    if (!changed)
        return changed;
    QString old = pointer;
    if (old.startsWith(to.array + u'/')) { // the elements from there on have moved
        QStringList rest = old.mid(to.array.size() + 1).split(u'/');
        if (const qsizetype index = JsonText::indexFrom(rest.first()); index >= to.index)
            rest.first() = QString::number(index + 1);
        old = to.array + u'/' + rest.join(u'/');
    }
    return removed(*changed, old);
}

} // namespace Standin::Gui
