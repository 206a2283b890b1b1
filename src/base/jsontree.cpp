// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsontree.h"

#include "base/jsonscanner.h"

#include <QStringList>

#include <vector>

namespace Standin {

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
}

bool JsonTree::isArray(qsizetype place) const
{
    return place >= 0 && m_root.text()[m_nodes[place].begin] == '[';
}

qsizetype JsonTree::member(qsizetype place, QStringView key) const
{
    qsizetype found = -1;
    for (qsizetype i = place + 1; place >= 0 && i < m_nodes[place].next; i = m_nodes[i].next) {
        const QByteArrayView literal = slice(m_nodes[i].keyBegin, m_nodes[i].keyEnd);
        if (!literal.isEmpty() && JsonText::spells(literal, key))
            found = i;
    }
    return found;
}

qsizetype JsonTree::element(qsizetype place, qsizetype index) const
{
    if (!isArray(place) || index < 0)
        return -1;
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
