// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonparts.h"

#include "base/jsonscanner.h"

namespace Standin {

namespace {

quint32 offset(qsizetype at)
{
    return static_cast<quint32>(at);
}

} // namespace

JsonParts::JsonParts(JsonText container)
    : m_container(std::move(container))
{
    if (!m_container.isObject() && !m_container.isArray())
        return;
    JsonScanner scanner(m_container.text());
    scanner.next();
    Part part;
    for (auto token = scanner.next(); token != JsonScanner::Token::End; token = scanner.next()) {
        if (token == JsonScanner::Token::Key) {
            part.keyBegin = offset(scanner.begin());
            part.keyEnd = offset(scanner.end());
            continue;
        }
        part.begin = offset(scanner.begin());
        if (token == JsonScanner::Token::Begin)
            scanner.skipContainer();
        part.end = offset(scanner.end());
        m_parts.append(part);
    }
}

QByteArrayView JsonParts::keyText(const Part &part) const
{
    return m_container.m_text.sliced(part.keyBegin, part.keyEnd - part.keyBegin);
}

JsonText JsonParts::value(qsizetype index) const
{
    const Part &part = m_parts[index];
    return {m_container.m_owner, m_container.m_text.sliced(part.begin, part.end - part.begin)};
}

QString JsonParts::key(qsizetype index) const
{
    return JsonText(m_container.m_owner, keyText(m_parts[index])).toString();
}

qsizetype JsonParts::indexOf(QStringView key) const
{
    for (qsizetype i = m_parts.size() - 1; i >= 0; --i) {
        const QByteArrayView literal = keyText(m_parts[i]);
        if (!literal.isEmpty() && JsonText::spells(literal, key))
            return i;
    }
    return -1;
}

QHash<QString, qsizetype> JsonParts::indexes() const
{
    QHash<QString, qsizetype> indexes;
    for (qsizetype i = 0; i < m_parts.size(); ++i)
        indexes.insert(key(i), i);
    return indexes;
}

} // namespace Standin
