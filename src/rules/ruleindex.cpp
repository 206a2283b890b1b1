// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/ruleindex.h"

#include "base/topicfilter.h"

#include <algorithm>

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

using Match::Condition;

struct Demand
{
    JsonPointer pointer;
    QString value;
};

/// A value that the payload must have for the condition to hold.
std::optional<Demand> demandOf(const Condition &condition)
{
    if (condition.kind() == Condition::Kind::AllOf) {
        for (const Condition &inner : condition.conditions()) {
            if (auto demand = demandOf(inner))
                return demand;
        }
    }
    const JsonPointer *pointer = condition.kind() == Condition::Kind::Value ? condition.subject().pointer() : nullptr;
    if (!pointer)
        return std::nullopt;
    for (const Match::Operator &one : condition.operators()) {
        if (one.name() == u"equalTo")
            return Demand{*pointer, one.argument().toLookupText()};
    }
    return std::nullopt;
}

} // namespace

RuleIndex::RuleIndex(const CompiledRules &rules)
{
    for (size_t i = 0; i < rules.size(); ++i) {
        if (rules[i]->rule.isEnabled)
            add(static_cast<quint32>(i), rules[i]->rule);
    }
}

void RuleIndex::add(quint32 place, const Rule &rule)
{
    const auto &topic = rule.when.pattern.topic;
    if (!topic || !topic->isFilter()) {
        m_anyTopic.add(place, rule);
        return;
    }
    m_hasFilters = true;
    Node *node = &m_root;
    QStringView rest = topic->filter();
    while (!rest.isNull()) {
        const QStringView level = TopicFilter::takeLevel(rest);
        std::unique_ptr<Bucket> *bucket = level == u"#" ? &node->below : nullptr;
        if (!bucket) {
            auto &child = node->children[level.toString()];
            if (!child)
                child = std::make_unique<Node>();
            node = child.get();
            bucket = rest.isNull() ? &node->here : nullptr;
        }
        if (bucket && !*bucket)
            *bucket = std::make_unique<Bucket>();
        if (bucket)
            (*bucket)->add(place, rule);
    }
}

void RuleIndex::Bucket::add(quint32 place, const Rule &rule)
{
    const auto &payload = rule.when.pattern.payload;
    const auto demand = payload ? demandOf(*payload) : std::nullopt;
    if (!demand) {
        always.push_back(place);
        return;
    }
    auto at = std::ranges::find(byValue, demand->pointer, &ByValue::pointer);
    if (at == byValue.end())
        at = byValue.insert(at, {demand->pointer, {}});
    at->places[demand->value].push_back(place);
}

void RuleIndex::Bucket::collect(const Match::Message &message, Places &found) const
{
    found.insert(found.end(), always.begin(), always.end());
    for (const ByValue &group : byValue) {
        const JsonText value = message.written(group.pointer);
        if (value.isUndefined())
            continue;
        const auto places = group.places.find(value.toLookupText());
        if (places != group.places.end())
            found.insert(found.end(), places->second.begin(), places->second.end());
    }
}

void RuleIndex::collect(const Node &node, const QList<QStringView> &levels, qsizetype level,
                        const Match::Message &message, Places &found)
{
    if (node.below) // "#" also stands for the parent level
        node.below->collect(message, found);
    if (level == levels.size()) {
        if (node.here)
            node.here->collect(message, found);
        return;
    }
    const auto descend = [&](QStringView name) {
        const auto child = node.children.find(name);
        if (child != node.children.end())
            collect(*child->second, levels, level + 1, message, found);
    };
    descend(levels[level]);
    if (levels[level] != u"+")
        descend(u"+");
}

std::vector<quint32> RuleIndex::candidates(const Match::Message &message) const
{
    Places found;
    m_anyTopic.collect(message, found);
    if (m_hasFilters)
        collect(m_root, message.levels(), 0, message, found);
    std::ranges::sort(found);
    return found;
}

} // namespace Standin::Rules
