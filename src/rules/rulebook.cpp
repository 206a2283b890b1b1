// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rulebook.h"

#include <QSet>

#include <algorithm>

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

const QString &idOf(const CompiledRulePtr &rule)
{
    return rule->rule.id;
}

RuleBook::Status statusOf(const CompiledRulePtr &rule)
{
    return {.rule = rule->rule, .matched = rule->counters->matched, .fired = rule->counters->fired};
}

Failure unknown(const QString &id)
{
    return failure(ErrorCode::UnknownRule, u"there is no rule \"%1\""_s.arg(id));
}

} // namespace

RuleBook::RuleBook(const Clock &clock, std::function<QStringList()> correlationKeys)
    : m_clock(clock)
    , m_correlationKeys(std::move(correlationKeys))
{}

Result<QList<Rule>> RuleBook::add(const QList<Rule> &rules)
{
    const Lock lock(m_mutex);
    QList<Rule> fresh = rules;
    auto compiled = compile(fresh, m_rules);
    if (!compiled)
        return Failure(compiled.error());
    compiled->insert(compiled->end(), m_rules.begin(), m_rules.end());
    if (const auto checked = checkSize(*compiled); !checked)
        return Failure(checked.error());
    set(std::move(*compiled));
    return fresh;
}

Result<bool> RuleBook::put(const Rule &rule)
{
    const Lock lock(m_mutex);
    CompiledRules rules = m_rules;
    const auto place = std::ranges::find(rules, rule.id, idOf);
    const bool isNew = place == rules.end();
    if (!isNew && (*place)->rule == rule)
        return false;
    const auto compiled = compile(rule, {});
    if (!compiled)
        return Failure(compiled.error());
    if (isNew)
        rules.insert(rules.begin(), *compiled);
    else
        *place = *compiled;
    if (const auto checked = checkSize(rules); !checked)
        return Failure(checked.error());
    set(std::move(rules));
    return isNew;
}

Result<QList<Rule>> RuleBook::replaceAll(const QList<Rule> &rules)
{
    const Lock lock(m_mutex);
    QList<Rule> fresh = rules;
    auto compiled = compile(fresh, {});
    if (!compiled)
        return Failure(compiled.error());
    if (const auto checked = checkSize(*compiled); !checked)
        return Failure(checked.error());
    for (CompiledRulePtr &rule : *compiled) {
        const auto before = std::ranges::find(m_rules, rule->rule.id, idOf);
        if (before != m_rules.end() && (*before)->rule == rule->rule)
            rule = *before;
    }
    set(std::move(*compiled));
    return fresh;
}

Result<> RuleBook::move(const QString &id, const QString &toPlaceOf)
{
    const Lock lock(m_mutex);
    CompiledRules rules = m_rules;
    const auto from = std::ranges::find(rules, id, idOf);
    const auto to = std::ranges::find(rules, toPlaceOf, idOf);
    if (from == rules.end() || to == rules.end())
        return unknown(from == rules.end() ? id : toPlaceOf);
    if (from < to)
        std::rotate(from, from + 1, to + 1);
    else
        std::rotate(to, from, from + 1);
    set(std::move(rules));
    return {};
}

Result<QList<Rule>> RuleBook::addInitial(const QList<Rule> &rules)
{
    auto added = add(rules);
    if (added) {
        const Lock lock(m_mutex);
        m_initial.insert(m_initial.begin(), m_rules.begin(), m_rules.begin() + added->size());
    }
    return added;
}

void RuleBook::reset()
{
    const Lock lock(m_mutex);
    set(m_initial);
}

Result<> RuleBook::remove(const QString &id)
{
    const Lock lock(m_mutex);
    CompiledRules rules = m_rules;
    if (std::erase_if(rules, [&id](const CompiledRulePtr &rule) { return rule->rule.id == id; }) == 0)
        return unknown(id);
    set(std::move(rules));
    return {};
}

qsizetype RuleBook::removeAll(const QString &testId)
{
    const Lock lock(m_mutex);
    CompiledRules rules = m_rules;
    const auto removed = std::erase_if(
        rules, [&testId](const CompiledRulePtr &rule) { return testId.isEmpty() || rule->rule.testId == testId; });
    if (removed > 0)
        set(std::move(rules));
    return static_cast<qsizetype>(removed);
}

Result<CompiledRules> RuleBook::compiled(const QList<Rule> &rules)
{
    const Lock lock(m_mutex);
    QList<Rule> fresh = rules;
    return compile(fresh, {});
}

QList<RuleBook::Status> RuleBook::rules() const
{
    const Lock lock(m_mutex);
    QList<Status> all;
    for (const CompiledRulePtr &rule : m_rules)
        all.append(statusOf(rule));
    return all;
}

Result<RuleBook::Status> RuleBook::rule(const QString &id) const
{
    const Lock lock(m_mutex);
    const auto place = std::ranges::find(m_rules, id, idOf);
    if (place == m_rules.end())
        return unknown(id);
    return statusOf(*place);
}

RuleSetPtr RuleBook::setWith(const std::shared_ptr<const CompiledRules> &ofProfile)
{
    const Lock lock(m_mutex);
    Cached &cached = m_sets[ofProfile.get()];
    // Another profile may have come to lie at the same address.
    if (!cached.set || cached.ofProfile.lock() != ofProfile) {
        CompiledRules rules = m_rules;
        if (ofProfile)
            rules.insert(rules.end(), ofProfile->begin(), ofProfile->end());
        cached = {.ofProfile = ofProfile, .set = std::make_shared<const RuleSet>(std::move(rules))};
    }
    return cached.set;
}

Result<CompiledRules> RuleBook::compile(QList<Rule> &rules, const CompiledRules &others)
{
    CompiledRules compiled;
    QSet<QString> used;
    for (const CompiledRulePtr &other : others)
        used.insert(idOf(other));
    for (qsizetype i = 0; i < rules.size(); ++i) {
        Rule &rule = rules[i];
        if (rule.id.isEmpty())
            rule.id = freeId(others, rules);
        if (used.contains(rule.id))
            return failure(ErrorCode::RuleExists, u"there is a rule \"%1\" already"_s.arg(rule.id), u"/%1/id"_s.arg(i));
        used.insert(rule.id);
        const auto one = compile(rule, u"/%1"_s.arg(i));
        if (!one)
            return Failure(one.error());
        compiled.push_back(*one);
    }
    return compiled;
}

Result<CompiledRulePtr> RuleBook::compile(const Rule &rule, const QString &pointer) const
{
    return CompiledRule::make(rule, {.correlationKeys = m_correlationKeys()}, m_clock.steadyNow(), pointer);
}

QString RuleBook::freeId(const CompiledRules &others, const QList<Rule> &fresh)
{
    QString id;
    do {
        id = u"rule-%1"_s.arg(++m_lastId);
    } while (std::ranges::find(others, id, idOf) != others.end() ||
             std::ranges::find(fresh, id, &Rule::id) != fresh.end());
    return id;
}

Result<> RuleBook::checkSize(const CompiledRules &rules)
{
    qsizetype bytes = 0;
    for (const CompiledRulePtr &rule : rules)
        bytes += rule->bytes;
    if (static_cast<qsizetype>(rules.size()) <= mostRules && bytes <= mostBytes)
        return {};
    return failure(ErrorCode::LimitReached,
                   u"there may be %1 rules, of %2 MiB together"_s.arg(mostRules).arg(mostBytes >> 20));
}

void RuleBook::set(CompiledRules rules)
{
    m_rules = std::move(rules);
    m_sets.clear();
    ++m_revision;
}

} // namespace Standin::Rules
