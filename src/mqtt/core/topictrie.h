// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/topicrules.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace Standin::Mqtt {

/// Values stored by topic filter and found by topic name (section 4.7). The cost of a look-up depends on the number of
/// levels and the logarithm of the fan-out, not on the number of filters. Filters and names must be valid (TopicRules).
/// A shared filter is stored under the part after its share name. One filter may hold several values, each at most
/// once. T is a cheap value such as a pointer. Not thread-safe.
template <typename T>
class TopicTrie
{
public:
    void insert(QByteArrayView filter, T value)
    {
        Node *node = &m_root;
        forEachLevel(routed(filter), [&node](std::string_view level) {
            auto it = node->children.find(level);
            if (it == node->children.end())
                it = node->children.emplace(std::string(level), Node()).first;
            node = &it->second;
        });
        if (std::ranges::find(node->values, value) == node->values.end())
            node->values.push_back(value);
    }

    /// Removes nothing when the filter does not hold the value.
    void remove(QByteArrayView filter, T value) { remove(m_root, routed(filter), value); }

    void clear() { m_root = Node(); }
    [[nodiscard]] bool isEmpty() const { return m_root.isBare(); }

    /// The first value under just this filter for which the predicate holds; T() when there is none.
    template <typename Predicate>
    [[nodiscard]] T find(QByteArrayView filter, Predicate predicate) const
    {
        const Node *node = &m_root;
        forEachLevel(routed(filter), [&node](std::string_view level) {
            if (node)
                node = node->child(level);
        });
        if (!node)
            return T();
        const auto it = std::ranges::find_if(node->values, predicate);
        return it == node->values.end() ? T() : *it;
    }

    /// Calls `visit(value)` for every value whose filter matches the name, in no particular order. `visit` must not
    /// change the trie.
    template <typename Visit>
    void match(QByteArrayView name, Visit visit) const
    {
        // Filters that start with a wildcard do not match "$SYS/…" [MQTT-4.7.2-1].
        match(m_root, std::string_view(name.data(), static_cast<size_t>(name.size())), !name.startsWith('$'), visit);
    }

private:
    struct Node
    {
        [[nodiscard]] bool isBare() const { return children.empty() && values.empty(); }

        [[nodiscard]] const Node *child(std::string_view level) const
        {
            const auto it = children.find(level);
            return it == children.end() ? nullptr : &it->second;
        }

        std::map<std::string, Node, std::less<>> children;
        std::vector<T> values;
    };

    static std::string_view routed(QByteArrayView filter)
    {
        const QByteArrayView view = TopicRules::withoutShare(filter);
        return {view.data(), static_cast<size_t>(view.size())};
    }

    template <typename Step>
    static void forEachLevel(std::string_view text, Step step)
    {
        for (;;) {
            const size_t slash = text.find('/');
            step(text.substr(0, slash));
            if (slash == std::string_view::npos)
                return;
            text.remove_prefix(slash + 1);
        }
    }

    static void remove(Node &node, std::string_view filter, T value)
    {
        const size_t slash = filter.find('/');
        const auto it = node.children.find(filter.substr(0, slash));
        if (it == node.children.end())
            return;
        if (slash == std::string_view::npos)
            std::erase(it->second.values, value);
        else
            remove(it->second, filter.substr(slash + 1), value);
        if (it->second.isBare())
            node.children.erase(it);
    }

    template <typename Visit>
    static void match(const Node &node, std::string_view name, bool wildcards, Visit &visit)
    {
        const size_t slash = name.find('/');
        const bool last = slash == std::string_view::npos;
        if (wildcards) {
            if (const Node *rest = node.child("#"))
                visitAll(*rest, visit);
            if (const Node *any = node.child("+"))
                descend(*any, last, name, slash, visit);
        }
        if (const Node *exact = node.child(name.substr(0, slash)))
            descend(*exact, last, name, slash, visit);
    }

    template <typename Visit>
    static void descend(const Node &node, bool last, std::string_view name, size_t slash, Visit &visit)
    {
        if (!last)
            return match(node, name.substr(slash + 1), true, visit);
        visitAll(node, visit);
        // "a/#" matches its parent level "a" as well (section 4.7.1.2).
        if (const Node *rest = node.child("#"))
            visitAll(*rest, visit);
    }

    template <typename Visit>
    static void visitAll(const Node &node, Visit &visit)
    {
        for (const T &value : node.values)
            visit(value);
    }

    Node m_root;
};

} // namespace Standin::Mqtt
