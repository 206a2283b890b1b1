// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonpointer.h"
#include "rules/compiledrule.h"

#include <QList>

#include <string>
#include <unordered_map>

namespace Standin::Rules {

/// Finds the rules that a message may match without trying all of them: by the levels of its topic, and among many
/// rules for one topic by a value that they all ask for in the payload ({"jsonPointer": "/op", "equalTo": "reboot"}).
/// Immutable; several threads may use it at once.
class RuleIndex
{
public:
    RuleIndex() = default;
    explicit RuleIndex(const CompiledRules &rules);

    /// The places in `rules` of those that may match, ascending. No others can match.
    [[nodiscard]] std::vector<quint32> candidates(const Match::Message &message) const;

private:
    using Places = std::vector<quint32>;

    /// So that a part of a topic can be looked up without a copy.
    struct Hash
    {
        using is_transparent = void;
        size_t operator()(QStringView text) const { return qHash(text); }
    };
    struct Equal
    {
        using is_transparent = void;
        bool operator()(QStringView a, QStringView b) const { return a == b; }
    };
    template <typename Value>
    using ByText = std::unordered_map<QString, Value, Hash, Equal>;

    /// Rules that ask for values at one place of the payload.
    struct ByValue
    {
        JsonPointer pointer;
        ByText<Places> places; ///< by JsonText::toLookupText()
    };

    /// Rules with the same filter.
    struct Bucket
    {
        Places always;
        std::vector<ByValue> byValue;

        void add(quint32 place, const Rule &rule);
        void collect(const Match::Message &message, Places &found) const;
    };

    /// A level of filters.
    struct Node
    {
        ByText<std::unique_ptr<Node>> children; ///< "+" is one of them
        std::unique_ptr<Bucket> here;           ///< filters that end here
        std::unique_ptr<Bucket> below;          ///< filters that end with "#" here
    };

    void add(quint32 place, const Rule &rule);
    static void collect(const Node &node, const QList<QStringView> &levels, qsizetype level,
                        const Match::Message &message, Places &found);

    Bucket m_anyTopic;
    Node m_root;
    bool m_hasFilters = false;
};

} // namespace Standin::Rules
