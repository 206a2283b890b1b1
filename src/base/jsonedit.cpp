// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonedit.h"

#include "base/json.h"

#include <algorithm>

namespace Standin {

namespace {

constexpr int indent = 2;

/// The white space before a part.
QByteArray withoutComma(QByteArray lead)
{
    return lead.replace(',', "");
}

/// The value as written after the white space `lead`: over several lines if the lead begins a line, otherwise on one.
QByteArray formatted(const JsonText &value, const QByteArray &lead)
{
    const qsizetype lineFeed = lead.lastIndexOf('\n');
    QByteArray text = value.toCompact();
    if (lineFeed >= 0)
        text = Json::reindented(text, indent).value_or(text).replace('\n', '\n' + lead.sliced(lineFeed + 1));
    return text;
}

/// The text before each part of a container and after the last one: white space, and a comma.
QList<QByteArray> spacesOf(const JsonText &container, const JsonParts &parts)
{
    QList<QByteArray> spaces;
    qsizetype end = 1;
    for (qsizetype i = 0; i <= parts.size(); ++i) {
        const bool isLast = i == parts.size();
        const qsizetype keyOrValue = isLast                     ? container.text().size() - 1
                                     : parts.part(i).keyEnd > 0 ? parts.part(i).keyBegin
                                                                : parts.part(i).begin;
        spaces.append(container.text().sliced(end, keyOrValue - end).toByteArray());
        end = isLast ? 0 : parts.part(i).end;
    }
    return spaces;
}

/// The text before a new part: the same as before the last one.
QByteArray leadOfNew(const JsonParts &parts, const QList<QByteArray> &spaces, const QByteArray &lead)
{
    if (parts.size() > 0)
        return spaces[parts.size() - 1];
    return lead.contains('\n') ? lead + "  " : " ";
}

QByteArray leadOfEnd(const JsonParts &parts, const QList<QByteArray> &spaces, const QByteArray &lead)
{
    if (parts.size() > 0)
        return spaces.last();
    return lead.contains('\n') ? lead : " ";
}

/// The members of an object by their keys.
struct Members
{
    explicit Members(const JsonText &object)
        : parts(object)
        , indexes(parts.indexes())
    {}

    /// Undefined when there is none.
    [[nodiscard]] JsonText value(const QString &key) const
    {
        const qsizetype index = indexes.value(key, -1);
        return index < 0 ? JsonText() : parts.value(index);
    }

    JsonParts parts;
    QHash<QString, qsizetype> indexes;
};

template <typename Items>
QByteArray joined(char open, const Items &items, const QByteArray &tail, char close)
{
    QByteArray text(1, open);
    for (const auto &item : items) {
        const bool isFirst = text.size() == 1;
        const bool hasComma = item.lead.contains(',');
        text += isFirst ? withoutComma(item.lead) : hasComma ? item.lead : ',' + item.lead;
        text += item.body;
    }
    return text + (items.isEmpty() ? QByteArray() : tail) + close;
}

} // namespace

JsonEdit::JsonEdit(QStringList opaqueKeys, QStringList identityKeys)
    : m_opaqueKeys(std::move(opaqueKeys))
    , m_identityKeys(std::move(identityKeys))
{}

QByteArray JsonEdit::applied(const QByteArray &text, const JsonText &before, const JsonText &after) const
{
    const auto source = JsonText::parse(text);
    if (!source)
        return formatted(after, "\n");
    const qsizetype begin = source->text().data() - text.constData();
    return text.first(begin) + edited(*source, before, after, "\n") + text.sliced(begin + source->text().size());
}

QByteArray JsonEdit::edited(const JsonText &source, const JsonText &before, const JsonText &after,
                            const QByteArray &lead) const
{
    if (before == after)
        return source.text().toByteArray();
    if (source.isObject() && after.isObject())
        return editedObject(source, before, after, lead);
    if (source.isArray() && after.isArray() && JsonParts(source).size() == JsonParts(before).size())
        return editedArray(source, before, after, lead);
    return formatted(after, lead);
}

QByteArray JsonEdit::editedObject(const JsonText &source, const JsonText &before, const JsonText &after,
                                  const QByteArray &around) const
{
    const JsonParts old(source);
    const Members known(before);
    const Members wanted(after);
    const QHash<QString, qsizetype> places = old.indexes();
    const QList<QByteArray> spaces = spacesOf(source, old);
    QList<Item> items;
    for (qsizetype i = 0; i < old.size(); ++i) {
        const QString key = old.key(i);
        const JsonText was = known.value(key);
        const JsonText now = wanted.value(key);
        if (now.isUndefined() && !was.isUndefined())
            continue; // removed
        const QByteArray &lead = items.isEmpty() ? spaces.first() : spaces[i];
        const QByteArray space = withoutComma(lead);
        const auto [keyBegin, keyEnd, begin, end] = old.part(i);
        QByteArray body = source.text().sliced(keyBegin, begin - keyBegin).toByteArray();
        if (now.isUndefined() || i != places[key])
            body += old.value(i).text();
        else if (m_opaqueKeys.contains(key) && was != now)
            body += formatted(now, space);
        else
            body += edited(old.value(i), was, now, space);
        items.append({lead, body});
    }
    const QByteArray newLead = leadOfNew(old, spaces, around);
    for (qsizetype i = 0; i < wanted.parts.size(); ++i) {
        const QString key = wanted.parts.key(i);
        const JsonText now = wanted.parts.value(i);
        if (!places.contains(key) && known.value(key) != now)
            items.append(
                {newLead, Json::quoted(key) + ": " + added(key, known.value(key), now, withoutComma(newLead))});
    }
    return joined('{', items, leadOfEnd(old, spaces, around), '}');
}

/// For an omitted object, only the members that differ.
QByteArray JsonEdit::added(const QString &key, const JsonText &was, const JsonText &now, const QByteArray &lead) const
{
    const bool inPart = was.isObject() && now.isObject() && !m_opaqueKeys.contains(key);
    return inPart ? editedObject(JsonText::emptyObject(), was, now, lead) : formatted(now, lead);
}

QByteArray JsonEdit::editedArray(const JsonText &source, const JsonText &before, const JsonText &after,
                                 const QByteArray &around) const
{
    const JsonParts old(source);
    const JsonParts known(before);
    const JsonParts wanted(after);
    const QList<QByteArray> spaces = spacesOf(source, old);
    const QList<qsizetype> from = partners(known, wanted);
    const QByteArray newLead = leadOfNew(old, spaces, around);
    QList<Item> items;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const bool isNew = from[i] < 0;
        const QByteArray &lead = old.size() > 0 && i == 0 ? spaces.first() : isNew ? newLead : spaces[from[i]];
        const QByteArray space = withoutComma(lead);
        items.append({lead, isNew ? formatted(wanted.value(i), space)
                                  : edited(old.value(from[i]), known.value(from[i]), wanted.value(i), space)});
    }
    return joined('[', items, leadOfEnd(old, spaces, around), ']');
}

QList<qsizetype> JsonEdit::partners(const JsonParts &before, const JsonParts &after) const
{
    QList<qsizetype> found(after.size(), -1);
    QList<bool> isTaken(before.size(), false);
    const auto pair = [&](const auto &identityOf) {
        QHash<QByteArray, QList<qsizetype>> free;
        for (qsizetype i = before.size() - 1; i >= 0; --i) {
            if (const QByteArray identity = identityOf(before.value(i)); !isTaken[i] && !identity.isEmpty())
                free[identity].append(i);
        }
        for (qsizetype i = 0; i < after.size(); ++i) {
            const auto same = found[i] < 0 ? free.find(identityOf(after.value(i))) : free.end();
            if (same == free.end() || same->isEmpty())
                continue;
            found[i] = same->takeLast();
            isTaken[found[i]] = true;
        }
    };
    pair([](const JsonText &value) { return value.text().toByteArray(); });
    for (const QString &key : m_identityKeys)
        pair([&key](const JsonText &value) { return value.value(key).toString().toUtf8(); });
    for (qsizetype i = 0; i < after.size() && before.size() == after.size(); ++i) {
        if (found[i] < 0 && !isTaken[i])
            found[i] = i;
    }
    return found;
}

} // namespace Standin
