// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/dryruntext.h"

#include "models/payloadpreview.h"
#include "models/ruletext.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype mostChecks = 50;

QString previewOf(const JsonText &value)
{
    return Models::textPreview(QString::fromUtf8(value.toCompact()), 200);
}

} // namespace

QString DryRunText::heading(const Rules::Judgement &judgement)
{
    const QString name = Models::RuleText::name(judgement.rule->rule);
    return tr("%1: %2 of %3 conditions hold")
        .arg(name)
        .arg(judgement.explanation.heldCount())
        .arg(judgement.explanation.checks.size());
}

QString DryRunText::line(const Match::Check &check)
{
    if (check.held)
        return tr("✓ %1: %2", "condition, value").arg(check.pointer, previewOf(check.expected));
    const QString found = check.found.isUndefined() ? tr("nothing") : previewOf(check.found);
    return tr("✗ %1: expected %2, found %3").arg(check.pointer, previewOf(check.expected), found);
}

QString DryRunText::of(const DryRun &run)
{
    QStringList lines;
    if (!run.isCommand)
        lines.append(tr("It is not on the command topic of the device: only rules with a topic can match.") + u'\n');
    lines.append(run.matching.isEmpty() ? tr("No rule matches.")
                                        : tr("These rules match, in the order in which they are tried:"));
    for (const Rules::Judgement &judgement : run.matching) {
        const Rules::Rule &rule = judgement.rule->rule;
        const QString does = u"  %1: %2"_s.arg(Models::RuleText::name(rule), Models::RuleText::then(rule));
        lines.append(rule.continues ? does + tr(" (the next ones are tried, too)") : does);
    }
    if (!run.matching.isEmpty())
        lines.append(tr("The first one is used, if its limits allow it."));
    if (!run.nearest.isEmpty())
        lines.append(u'\n' + tr("Near misses:"));
    for (const Rules::Judgement &judgement : run.nearest) {
        lines.append(u"  "_s + heading(judgement));
        for (const Match::Check &check :
             judgement.explanation.checks.first(std::min(judgement.explanation.checks.size(), mostChecks)))
            lines.append(u"    "_s + line(check));
    }
    return lines.join(u'\n');
}

QList<EntryFacts::Fact> DryRunText::nearMisses(const DryRun &run)
{
    QList<EntryFacts::Fact> facts;
    for (const Rules::Judgement &judgement : run.nearest) {
        QStringList lines = {heading(judgement)};
        for (const Match::Check &check : judgement.explanation.checks) {
            if (!check.held && lines.size() < mostChecks)
                lines.append(line(check));
        }
        facts.append({tr("Near miss"), lines.join(u'\n')});
    }
    return facts;
}

} // namespace Standin::Gui
