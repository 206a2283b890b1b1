// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QList>

#include <optional>
#include <span>
#include <tuple>
#include <vector>

namespace Standin {

/// A JSON value with an index of all values in it, for many look-ups; the text is parsed once. What is in a large
/// object or array is found without going through it again. Reading is thread-safe.
class JsonTree
{
public:
    explicit JsonTree(JsonText root);

    /// Places are indexes of values, -1 for none. The whole value is 0.
    [[nodiscard]] qsizetype root() const { return m_nodes.isEmpty() ? -1 : 0; }
    /// The last member of an object with this key.
    [[nodiscard]] qsizetype member(qsizetype place, QStringView key) const;
    [[nodiscard]] qsizetype element(qsizetype place, qsizetype index) const;
    [[nodiscard]] bool isArray(qsizetype place) const;
    [[nodiscard]] JsonText value(qsizetype place) const;

    /// The value at a path of keys and, for arrays, indexes. Undefined if there is none.
    [[nodiscard]] JsonText at(const QStringList &path) const;

private:
    struct Node
    {
        // Offsets in the text; those of a key include its quotes, and are 0 if there is none.
        quint32 keyBegin = 0;
        quint32 keyEnd = 0;
        quint32 begin = 0;
        quint32 end = 0;
        quint32 next = 0; ///< the first node after those inside this one
    };

    /// What is in a container with many values.
    struct Entry
    {
        quint32 parent = 0;
        quint32 hash = 0; ///< of the key; of an array, the number of the element
        quint32 place = 0;

        bool operator<(const Entry &other) const
        {
            return std::tie(parent, hash, place) < std::tie(other.parent, other.hash, other.place);
        }
    };

    void indexChildren(quint32 parent);
    [[nodiscard]] quint32 hashOf(qsizetype place, quint32 number) const;
    /// The entries of a parent with this hash; all of it empty when the parent is not in the index.
    [[nodiscard]] std::optional<std::span<const Entry>> indexed(qsizetype parent, quint32 hash) const;

    [[nodiscard]] QByteArrayView slice(quint32 begin, quint32 end) const
    {
        return m_root.text().sliced(begin, end - begin);
    }

    JsonText m_root;
    QList<Node> m_nodes;        ///< each after the node that contains it
    std::vector<Entry> m_index; ///< sorted
};

} // namespace Standin
