// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rules/ruleset.h"

#include <QSet>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>

namespace Standin::Rules {

/// The rules that belong to no profile, for all devices. They have an order: of rules with the same priority the first
/// is tried first. The rules of profiles come after them. Thread-safe; a change has effect on every message that is
/// received after the call has returned. Devices and readers do not wait while rules are compiled.
class RuleBook
{
public:
    static constexpr qsizetype mostRules = 10'000;
    static constexpr qsizetype mostBytes = 64 * 1024 * 1024; ///< of the rules as JSON

    /// `correlationKeys`: what templates may name besides the fixed names; called in the thread of the caller.
    RuleBook(const Clock &clock, std::function<QStringList()> correlationKeys);
    Q_DISABLE_COPY_MOVE(RuleBook)

    /// Whether a change applies to what is there: CompiledRule::serial of the rule, nullopt when there is none, or
    /// revision() for all rules. Called with the lock held, so that nothing changes between it and the change; its
    /// error is that of the call. Empty: the change always applies.
    using Check = std::function<Result<>(const std::optional<quint64> &revision)>;

    /// Adds rules before the others, in their order. A rule without an id gets one. All or none: InvalidArgument with
    /// the pointer "/1/then/…" of what is wrong, RuleExists for an id that is in use, LimitReached. Returns the rules
    /// as they are now.
    Result<QList<Rule>> add(const QList<Rule> &rules);
    struct Put
    {
        bool isNew = false;
        quint64 serial = 0; ///< of the rule as it is now
    };

    /// Replaces the rule of the same id, or adds it before the others. A rule that is as before keeps what devices
    /// remember of it.
    Result<Put> put(const Rule &rule, const Check &check = {});
    /// These rules instead of all others; the errors are those of add().
    Result<QList<Rule>> replaceAll(const QList<Rule> &rules, const Check &check = {});
    /// Puts a rule in the place of another one, which moves by one, as do those between them. UnknownRule for either.
    Result<> move(const QString &id, const QString &toPlaceOf);
    /// add(), for rules that reset() keeps: those of files, at the start of the program.
    Result<QList<Rule>> addInitial(const QList<Rule> &rules);
    /// Only the rules of addInitial() are left, as they were added.
    void reset();
    /// UnknownRule.
    Result<> remove(const QString &id, const Check &check = {});
    /// All, or those of one test. Returns their number.
    Result<qsizetype> removeAll(const QString &testId = {}, const Check &check = {});

    /// Called with the rules as they are to be, before each change, in the thread that makes it; meanwhile there is no
    /// other change. It must not change the rules.
    using Listener = std::function<void(const CompiledRules &after)>;
    /// In place of the one before, which is not called any more after the return; empty: none.
    void setListener(Listener listener);

    /// The rules as add() would compile them, without adding them.
    [[nodiscard]] Result<CompiledRules> compiled(const QList<Rule> &rules);

    struct Status
    {
        Rule rule;
        quint64 matched = 0;
        quint64 fired = 0;
        bool hasExpired = false; ///< Limits::ttlMs is over
        quint64 serial = 0;      ///< CompiledRule::serial: another one when the rule is changed
        qsizetype bytes = 0;     ///< CompiledRule::bytes
    };

    /// In their order.
    [[nodiscard]] QList<Status> rules() const;
    [[nodiscard]] Result<Status> rule(const QString &id) const;

    /// Changes with every change of the rules.
    [[nodiscard]] quint64 revision() const { return m_revision; }
    /// For devices whose profile has these rules; nullptr: none. Devices share it.
    [[nodiscard]] RuleSetPtr setWith(const std::shared_ptr<const CompiledRules> &ofProfile);

private:
    using Lock = std::lock_guard<std::mutex>;

    struct Cached
    {
        std::weak_ptr<const CompiledRules> ofProfile;
        std::weak_ptr<const RuleSet> set; ///< the devices keep it
    };

    // The functions below are called with m_changes held.
    Result<QList<Rule>> addInside(const QList<Rule> &rules);
    [[nodiscard]] Result<CompiledRules> compile(QList<Rule> &rules, const CompiledRules &others);
    [[nodiscard]] Result<CompiledRulePtr> compile(const Rule &rule, const QStringList &keys,
                                                  const QString &pointer) const;
    [[nodiscard]] QString freeId(const QSet<QString> &given);
    /// LimitReached.
    [[nodiscard]] static Result<> checkSize(const CompiledRules &rules);
    void set(CompiledRules rules);

    const Clock &m_clock;
    const std::function<QStringList()> m_correlationKeys;
    Listener m_listener;        ///< guarded by m_changes
    std::mutex m_changes;       ///< held for a whole change; taken before m_mutex
    mutable std::mutex m_mutex; ///< held where m_rules and m_sets are written, and where others than changes read them
    CompiledRules m_rules;
    CompiledRules m_initial;
    quint64 m_lastId = 0;
    std::map<const CompiledRules *, Cached> m_sets; ///< of the current revision
    std::atomic<quint64> m_revision = 1;
};

} // namespace Standin::Rules
