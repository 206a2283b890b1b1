// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonfaults.h"

#include "base/errortext.h"
#include "base/jsonpointer.h"

#include <algorithm>
#include <iterator>

namespace Standin {

using namespace Qt::StringLiterals;

JsonFaults::JsonFaults(QJsonObject object, QString pointer, Null null)
    : m_object(std::move(object))
    , m_pointer(std::move(pointer))
    , m_null(null)
{}

QJsonValue JsonFaults::value(const QString &key) const
{
    const QJsonValue value = m_object.value(m_object.contains(key) ? key : m_spellings.value(key, key));
    return value.isNull() && m_null == Null::IsLeftOut ? QJsonValue(QJsonValue::Undefined) : value;
}

QString JsonFaults::pointerTo(const QString &key) const
{
    return m_pointer + u'/' + JsonPointer::escaped(key);
}

QJsonValue JsonFaults::take(const QString &key)
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
    for (const QString &key : m_object.keys()) {
        if (there.isEmpty() && !ErrorText::nearest(key, keys).isEmpty())
            found = u"\"%1\""_s.arg(key) + ErrorText::suggestion(key, keys);
    }
    setError(m_pointer, ErrorText::expected(u"one of "_s + ErrorText::quotedList(keys), found));
    m_known += keys;
    return {};
}

void JsonFaults::unexpected(const QString &key, const QString &expected, const QString &suggestion)
{
    const QJsonValue there = value(key);
    if (m_hidden.contains(key))
        fail(key, ErrorText::expected(expected, ErrorText::typeOf(there)));
    else
        fail(key, ErrorText::expected(expected, ErrorText::found(there) + suggestion));
}

void JsonFaults::unexpectedElement(const QString &key, qsizetype index, const QJsonValue &found,
                                   const QString &expected)
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
    m_unknownInside += inner.unknownKeys();
}

QList<JsonFaults::UnknownKey> JsonFaults::unknownKeys() const
{
    QList<UnknownKey> unknown = m_unknownInside;
    for (const QString &key : m_object.keys()) {
        if (!m_known.contains(key) && !isSpelling(key))
            unknown.append({pointerTo(key), ErrorText::suggestion(key, m_known)});
    }
    return unknown;
}

/// Another spelling of a key that is missing. Beside the key it means nothing.
bool JsonFaults::isSpelling(const QString &key) const
{
    const QString meant = m_spellings.key(key);
    return !meant.isEmpty() && !m_object.contains(meant);
}

void JsonFaults::refuseUnknownKeys()
{
    const QList<UnknownKey> unknown = unknownKeys();
    if (!unknown.isEmpty())
        setError(unknown.first().pointer, u"unknown key"_s + unknown.first().suggestion);
}

} // namespace Standin
