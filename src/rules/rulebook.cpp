// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rulebook.h"

#include <QHash>

#include <algorithm>

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

const QString &idOf(const CompiledRulePtr &rule)
{
    return rule->rule.id;
}

RuleBook::Status statusOf(const CompiledRulePtr &rule, Clock::Instant now)
{
    return {.rule = rule->rule,
            .matched = rule->counters->matched,
            .fired = rule->counters->fired,
            .hasExpired = rule->hasExpired(now),
            .serial = rule->serial,
            .bytes = rule->bytes};
}

Failure unknown(const QString &id)
{
    return failure(ErrorCode::UnknownRule, u"there is no rule \"%1\""_s.arg(id));
}

Result<> checked(const RuleBook::Check &check, const std::optional<quint64> &revision)
{
    return check ? check(revision) : Result<>();
}

} // namespace

RuleBook::RuleBook(const Clock &clock, std::function<QStringList()> correlationKeys)
    : m_clock(clock)
    , m_correlationKeys(std::move(correlationKeys))
{}

Result<QList<Rule>> RuleBook::add(const QList<Rule> &rules)
{
    const Lock change(m_changes);
    return addInside(rules);
}

Result<QList<Rule>> RuleBook::addInside(const QList<Rule> &rules)
{
    QList<Rule> fresh = rules;
    auto compiled = compile(fresh, m_rules);
    if (!compiled)
        return Failure(compiled.error());
    compiled->insert(compiled->end(), m_rules.begin(), m_rules.end());
    if (const auto fits = checkSize(*compiled); !fits)
        return Failure(fits.error());
    set(std::move(*compiled));
    return fresh;
}

Result<RuleBook::Put> RuleBook::put(const Rule &rule, const Check &check)
{
    const Lock change(m_changes);
    CompiledRules rules = m_rules;
    const auto place = std::ranges::find(rules, rule.id, idOf);
    const bool isNew = place == rules.end();
    if (const auto may = checked(check, isNew ? std::nullopt : std::optional((*place)->serial)); !may)
        return Failure(may.error());
    if (!isNew && (*place)->rule == rule)
        return Put{.isNew = false, .serial = (*place)->serial};
    const auto compiled = compile(rule, m_correlationKeys(), {});
    if (!compiled)
        return Failure(compiled.error());
    if (isNew)
        rules.insert(rules.begin(), *compiled);
    else
        *place = *compiled;
    if (const auto fits = checkSize(rules); !fits)
        return Failure(fits.error());
    set(std::move(rules));
    return Put{.isNew = isNew, .serial = (*compiled)->serial};
}

Result<QList<Rule>> RuleBook::replaceAll(const QList<Rule> &rules, const Check &check)
{
    const Lock change(m_changes);
    if (const auto may = checked(check, m_revision.load()); !may)
        return Failure(may.error());
    QList<Rule> fresh = rules;
    auto compiled = compile(fresh, {});
    if (!compiled)
        return Failure(compiled.error());
    if (const auto fits = checkSize(*compiled); !fits)
        return Failure(fits.error());
    QHash<QString, CompiledRulePtr> before;
    for (const CompiledRulePtr &rule : m_rules)
        before.insert(idOf(rule), rule);
    for (CompiledRulePtr &rule : *compiled) {
        const CompiledRulePtr same = before.value(idOf(rule));
        if (same && same->rule == rule->rule)
            rule = same;
    }
    set(std::move(*compiled));
    return fresh;
}

Result<> RuleBook::move(const QString &id, const QString &toPlaceOf)
{
    const Lock change(m_changes);
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
    const Lock change(m_changes);
    auto added = addInside(rules);
    if (added)
        m_initial.insert(m_initial.begin(), m_rules.begin(), m_rules.begin() + added->size());
    return added;
}

void RuleBook::reset()
{
    const Lock change(m_changes);
    set(m_initial);
}

Result<> RuleBook::remove(const QString &id, const Check &check)
{
    const Lock change(m_changes);
    CompiledRules rules = m_rules;
    const auto place = std::ranges::find(rules, id, idOf);
    if (place == rules.end())
        return unknown(id);
    if (const auto may = checked(check, (*place)->serial); !may)
        return may;
    rules.erase(place);
    set(std::move(rules));
    return {};
}

Result<qsizetype> RuleBook::removeAll(const QString &testId, const Check &check)
{
    const Lock change(m_changes);
    if (const auto may = checked(check, m_revision.load()); !may)
        return Failure(may.error());
    CompiledRules rules = m_rules;
    const auto removed = std::erase_if(
        rules, [&testId](const CompiledRulePtr &rule) { return testId.isEmpty() || rule->rule.testId == testId; });
    if (removed > 0)
        set(std::move(rules));
    return static_cast<qsizetype>(removed);
}

Result<CompiledRules> RuleBook::compiled(const QList<Rule> &rules)
{
    const Lock change(m_changes);
    QList<Rule> fresh = rules;
    return compile(fresh, {});
}

QList<RuleBook::Status> RuleBook::rules() const
{
    const Clock::Instant now = m_clock.steadyNow();
    const Lock lock(m_mutex);
    QList<Status> all;
    for (const CompiledRulePtr &rule : m_rules)
        all.append(statusOf(rule, now));
    return all;
}

Result<RuleBook::Status> RuleBook::rule(const QString &id) const
{
    const Lock lock(m_mutex);
    const auto place = std::ranges::find(m_rules, id, idOf);
    if (place == m_rules.end())
        return unknown(id);
    return statusOf(*place, m_clock.steadyNow());
}

RuleSetPtr RuleBook::setWith(const std::shared_ptr<const CompiledRules> &ofProfile)
{
    const Lock lock(m_mutex);
    const auto cached = m_sets.find(ofProfile.get());
    RuleSetPtr set = cached == m_sets.end() ? nullptr : cached->second.set.lock();
    // Another profile may have come to lie at the same address.
    if (set && cached->second.ofProfile.lock() == ofProfile)
        return set;
    CompiledRules rules = m_rules;
    if (ofProfile)
        rules.insert(rules.end(), ofProfile->begin(), ofProfile->end());
    set = std::make_shared<const RuleSet>(std::move(rules));
    std::erase_if(m_sets, [](const auto &entry) { return entry.second.set.expired(); });
    m_sets[ofProfile.get()] = {.ofProfile = ofProfile, .set = set};
    return set;
}

Result<CompiledRules> RuleBook::compile(QList<Rule> &rules, const CompiledRules &others)
{
    CompiledRules compiled;
    QSet<QString> used;
    for (const CompiledRulePtr &other : others)
        used.insert(idOf(other));
    QSet<QString> given = used;
    for (const Rule &rule : rules)
        given.insert(rule.id);
    const QStringList keys = m_correlationKeys();
    for (qsizetype i = 0; i < rules.size(); ++i) {
        Rule &rule = rules[i];
        if (rule.id.isEmpty())
            rule.id = freeId(given);
        if (used.contains(rule.id))
            return failure(ErrorCode::RuleExists, u"there is a rule \"%1\" already"_s.arg(rule.id), u"/%1/id"_s.arg(i));
        used.insert(rule.id);
        const auto one = compile(rule, keys, u"/%1"_s.arg(i));
        if (!one)
            return Failure(one.error());
        compiled.push_back(*one);
    }
    return compiled;
}

Result<CompiledRulePtr> RuleBook::compile(const Rule &rule, const QStringList &keys, const QString &pointer) const
{
    return CompiledRule::make(rule, {.correlationKeys = keys}, m_clock.steadyNow(), pointer);
}

QString RuleBook::freeId(const QSet<QString> &given)
{
    QString id;
    do {
        id = u"rule-%1"_s.arg(++m_lastId);
    } while (given.contains(id));
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

void RuleBook::setListener(Listener listener)
{
    const Lock changes(m_changes);
    m_listener.swap(listener);
}

void RuleBook::set(CompiledRules rules)
{
    if (m_listener)
        m_listener(rules);
    decltype(m_sets) before; // destroyed after the lock is released, as are the rules
    const Lock lock(m_mutex);
    m_rules.swap(rules);
    m_sets.swap(before);
    ++m_revision;
}

} // namespace Standin::Rules
