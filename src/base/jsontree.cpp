// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsontree.h"

#include "base/jsonscanner.h"

#include <QHashFunctions>
#include <QStringList>

#include <algorithm>
#include <limits>

namespace Standin {

namespace {

/// To go through so many is faster than to look them up.
constexpr quint32 few = 16;

quint32 hashOfKey(QByteArrayView utf8)
{
    return static_cast<quint32>(qHashBits(utf8.data(), static_cast<size_t>(utf8.size())));
}

} // namespace

JsonTree::JsonTree(JsonText root)
    : m_root(std::move(root))
{
    using Token = JsonScanner::Token;
    JsonScanner scanner(m_root.text());
    std::vector<qsizetype> open;
    Node node;
    const auto close = [this, &scanner](qsizetype index) {
        m_nodes[index].end = static_cast<quint32>(scanner.end());
        m_nodes[index].next = static_cast<quint32>(m_nodes.size());
    };
    for (Token token = scanner.next(); token != Token::None; token = scanner.next()) {
        if (token == Token::End) {
            close(open.back());
            open.pop_back();
        } else if (token == Token::Key) {
            node.keyBegin = static_cast<quint32>(scanner.begin());
            node.keyEnd = static_cast<quint32>(scanner.end());
        } else {
            node.begin = static_cast<quint32>(scanner.begin());
            m_nodes.append(std::exchange(node, {}));
            if (token == Token::Begin)
                open.push_back(m_nodes.size() - 1);
            else
                close(m_nodes.size() - 1);
        }
    }
    for (qsizetype i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].next - static_cast<quint32>(i) > few)
            indexChildren(static_cast<quint32>(i));
    }
}

void JsonTree::indexChildren(quint32 parent)
{
    const size_t before = m_index.size();
    quint32 number = 0;
    for (quint32 i = parent + 1; i < m_nodes[parent].next; i = m_nodes[i].next)
        m_index.push_back({parent, hashOf(i, number++), i});
    if (number <= few)
        m_index.resize(before);
    else
        std::sort(m_index.begin() + static_cast<std::ptrdiff_t>(before), m_index.end());
}

quint32 JsonTree::hashOf(qsizetype place, quint32 number) const
{
    const QByteArrayView key = slice(m_nodes[place].keyBegin, m_nodes[place].keyEnd);
    if (key.isEmpty())
        return number;
    return key.contains('\\') ? hashOfKey(m_root.part(key).toString().toUtf8())
                              : hashOfKey(key.sliced(1, key.size() - 2));
}

std::optional<std::span<const JsonTree::Entry>> JsonTree::indexed(qsizetype parent, quint32 hash) const
{
    const auto wanted = static_cast<quint32>(parent);
    const auto begin = std::lower_bound(m_index.begin(), m_index.end(), Entry{wanted, hash, 0});
    const bool isThere = (begin != m_index.end() && begin->parent == wanted) ||
                         (begin != m_index.begin() && std::prev(begin)->parent == wanted);
    if (!isThere)
        return std::nullopt;
    const auto end = std::upper_bound(begin, m_index.end(), Entry{wanted, hash, std::numeric_limits<quint32>::max()});
    return std::span<const Entry>(begin, end);
}

bool JsonTree::isArray(qsizetype place) const
{
    return place >= 0 && m_root.text()[m_nodes[place].begin] == '[';
}

qsizetype JsonTree::member(qsizetype place, QStringView key) const
{
    qsizetype found = -1;
    if (place < 0 || isArray(place))
        return found;
    const auto entries = m_index.empty() ? std::nullopt : indexed(place, hashOfKey(key.toUtf8()));
    if (entries) {
        for (const Entry &entry : *entries) {
            if (JsonText::spells(slice(m_nodes[entry.place].keyBegin, m_nodes[entry.place].keyEnd), key))
                found = entry.place;
        }
        return found;
    }
    for (qsizetype i = place + 1; i < m_nodes[place].next; i = m_nodes[i].next) {
        const QByteArrayView literal = slice(m_nodes[i].keyBegin, m_nodes[i].keyEnd);
        if (!literal.isEmpty() && JsonText::spells(literal, key))
            found = i;
    }
    return found;
}

qsizetype JsonTree::element(qsizetype place, qsizetype index) const
{
    if (!isArray(place) || index < 0 || index > std::numeric_limits<quint32>::max())
        return -1;
    if (const auto entries = indexed(place, static_cast<quint32>(index)))
        return entries->empty() ? -1 : static_cast<qsizetype>(entries->front().place);
    for (qsizetype i = place + 1; i < m_nodes[place].next; i = m_nodes[i].next) {
        if (index-- == 0)
            return i;
    }
    return -1;
}

JsonText JsonTree::value(qsizetype place) const
{
    return place < 0 ? JsonText() : m_root.part(slice(m_nodes[place].begin, m_nodes[place].end));
}

JsonText JsonTree::at(const QStringList &path) const
{
    qsizetype place = root();
    for (const QString &key : path)
        place = isArray(place) ? element(place, JsonText::indexFrom(key)) : member(place, key);
    return value(place);
}

} // namespace Standin
