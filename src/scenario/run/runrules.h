// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rules/rulebook.h"

namespace Standin::Scenarios {

/// The rules that one run has added: they have ids of their own, and are removed at its end.
class RunRules
{
public:
    /// `runId` is part of the ids.
    RunRules(Rules::RuleBook &book, const QString &runId)
        : m_book(book)
        , m_prefix(runId + u'-')
    {}

    /// Adds a rule for these devices. Its id becomes one of the run. Errors are those of RuleBook::add().
    Result<> add(Rules::Rule rule, const QStringList &devices);
    void removeAll();

private:
    Rules::RuleBook &m_book;
    const QString m_prefix;
    QStringList m_ids;
};

} // namespace Standin::Scenarios
