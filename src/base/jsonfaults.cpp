// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonfaults.h"

#include "base/errortext.h"
#include "base/jsonpointer.h"

#include <QSet>

#include <algorithm>
#include <iterator>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

QString elided(const QString &key)
{
    constexpr qsizetype longestShown = 100;
    return key.size() > longestShown ? key.first(longestShown) + u'…' : key;
}

} // namespace

JsonFaults::JsonFaults(const JsonText &object, QString pointer, Null null)
    : m_members(object.isObject() ? object : JsonText())
    , m_pointer(std::move(pointer))
    , m_null(null)
{
    constexpr qsizetype few = 32;
    if (m_members.size() > few)
        m_indexes = m_members.indexes();
}

JsonText JsonFaults::value(const QString &key) const
{
    qsizetype index = indexOf(key);
    if (index < 0)
        index = indexOf(m_spellings.value(key, key));
    if (index < 0)
        return {};
    const JsonText value = m_members.value(index);
    return value.isNull() && m_null == Null::IsLeftOut ? JsonText() : value;
}

qsizetype JsonFaults::indexOf(const QString &key) const
{
    return m_indexes.isEmpty() ? m_members.indexOf(key) : m_indexes.value(key, -1);
}

QStringList JsonFaults::keys() const
{
    QStringList keys;
    for (qsizetype i = 0; i < m_members.size(); ++i)
        keys.append(m_members.key(i));
    keys.removeDuplicates();
    return keys;
}

QString JsonFaults::pointerTo(const QString &key) const
{
    return m_pointer + u'/' + JsonPointer::escaped(elided(key));
}

JsonText JsonFaults::take(const QString &key)
{
    m_known.append(key);
    return value(key);
}

QString JsonFaults::oneOf(const QStringList &keys)
{
    QStringList there;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(there), [this](const QString &key) { return has(key); });
    if (there.size() == 1)
        return there.first();
    QString found = there.isEmpty() ? u"nothing"_s : u"\"%1\""_s.arg(there.join(u"\" and \""_s));
    if (there.isEmpty()) {
        const QStringList unknown = fewUnknownKeys();
        const auto near = std::ranges::find_if(
            unknown, [&keys](const QString &key) { return !ErrorText::nearest(key, keys).isEmpty(); });
        if (near != unknown.end())
            found = u"\"%1\""_s.arg(*near) + ErrorText::suggestion(*near, keys);
    }
    setError(m_pointer, ErrorText::expected(u"one of "_s + ErrorText::quotedList(keys), found));
    m_known += keys;
    return {};
}

void JsonFaults::unexpected(const QString &key, const QString &expected, const QString &suggestion)
{
    const JsonText there = value(key);
    QString found = m_hidden.contains(key) ? ErrorText::typeOf(there) : ErrorText::found(there) + suggestion;
    const QString meant = there.isUndefined() ? ErrorText::nearest(key, fewUnknownKeys()) : QString();
    if (!meant.isEmpty())
        found += u"; is \"%1\" meant to be \"%2\"?"_s.arg(meant, key);
    fail(key, ErrorText::expected(expected, found));
}

void JsonFaults::unexpectedElement(const QString &key, qsizetype index, const JsonText &found, const QString &expected)
{
    setError(
        u"%1/%2"_s.arg(pointerTo(key)).arg(index),
        ErrorText::expected(expected, m_hidden.contains(key) ? ErrorText::typeOf(found) : ErrorText::found(found)));
}

void JsonFaults::fail(const QString &key, const QString &message, ErrorCode code)
{
    setError(pointerTo(key), message, code);
}

void JsonFaults::setError(const QString &where, const QString &message, ErrorCode code)
{
    if (m_status)
        m_status = failure(code, message, where);
}

void JsonFaults::adopt(const JsonFaults &inner)
{
    if (m_status)
        m_status = inner.m_status;
    const UnknownKeys unknown = inner.findUnknownKeys();
    m_unknownInside.count += unknown.count;
    m_unknownInside.first +=
        unknown.first.first(std::min(unknown.first.size(), mostUnknownShown - m_unknownInside.first.size()));
}

JsonFaults::UnknownKeys JsonFaults::findUnknownKeys() const
{
    UnknownKeys unknown = m_unknownInside;
    const QSet<QString> known(m_known.begin(), m_known.end());
    QSet<QString> seen;
    for (qsizetype i = 0; i < m_members.size(); ++i) {
        const QString key = m_members.key(i);
        const bool isRepeated = seen.contains(key);
        seen.insert(key);
        if (!isRepeated && (known.contains(key) || isSpelling(key)))
            continue;
        ++unknown.count;
        if (unknown.first.size() < mostUnknownShown)
            unknown.first.append(
                {pointerTo(key), isRepeated ? QString() : ErrorText::suggestion(key, m_known), isRepeated});
    }
    return unknown;
}

QStringList JsonFaults::fewUnknownKeys() const
{
    QStringList unknown;
    for (qsizetype i = 0; i < std::min(m_members.size(), mostUnknownShown); ++i) {
        const QString key = m_members.key(i);
        if (!m_known.contains(key))
            unknown.append(key);
    }
    return unknown;
}

/// Another spelling of a missing key. Ignored if the key itself is present.
bool JsonFaults::isSpelling(const QString &key) const
{
    const QString meant = m_spellings.key(key);
    return !meant.isEmpty() && indexOf(meant) < 0;
}

QStringList JsonFaults::unknownKeyWarnings(const QString &what) const
{
    const UnknownKeys unknown = findUnknownKeys();
    QStringList warnings;
    for (const UnknownKey &key : unknown.first)
        warnings.append(key.pointer + u": "_s +
                        (key.isRepeated ? u"repeated; the last one counts"_s : what + key.suggestion));
    if (unknown.count > unknown.first.size())
        warnings.append(u"%1 more: "_s.arg(unknown.count - unknown.first.size()) + what);
    return warnings;
}

void JsonFaults::refuseUnknownKeys()
{
    const QList<UnknownKey> unknown = unknownKeys();
    if (unknown.isEmpty())
        return;
    const UnknownKey &first = unknown.first();
    setError(first.pointer,
             first.isRepeated ? u"the key is given more than once"_s : u"unknown key"_s + first.suggestion);
}

} // namespace Standin
