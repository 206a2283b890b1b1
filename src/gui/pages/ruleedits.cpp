// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/ruleedits.h"

#include "fleet/fleet.h"
#include "gui/documents/profiledocuments.h"
#include "profile/compiledprofile.h"
#include "rules/rulebook.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// The error, with its pointer below that of the rule.
Result<> aboutRule(const Error &error, const QString &pointerOfRule)
{
    Error about = error;
    about.where = error.where.startsWith(pointerOfRule) ? error.where.sliced(pointerOfRule.size()) : QString();
    return Failure(about);
}

QString pointerTo(qsizetype place)
{
    return u"/rules/%1"_s.arg(place);
}

} // namespace

RuleEdits::RuleEdits(Fleet &fleet, ProfileDocuments &documents)
    : m_fleet(fleet)
    , m_documents(documents)
{}

Result<> RuleEdits::check(const Rules::Rule &rule, Place place) const
{
    if (place == Place::Profile) {
        const Profile &profile = m_document->profile;
        const auto made = CompiledProfile::compileRule(
            rule, 0, {.correlationKeys = profile.correlationNames(), .vars = profile.vars});
        return made ? Result<>() : aboutRule(made.error(), pointerTo(0));
    }
    Rules::Rule named = rule;
    if (named.id.isEmpty())
        named.id = u"new"_s;
    const auto compiled = m_fleet.rules().compiled({named});
    return compiled ? Result<>() : aboutRule(compiled.error(), u"/0"_s);
}

Result<> RuleEdits::add(const Rules::Rule &rule, Place place)
{
    if (place == Place::Profile)
        return setProfileRules(RuleList{rule} + m_document->profile.rules, 0);
    const auto added = m_fleet.rules().add({rule});
    return added ? Result<>() : aboutRule(added.error(), u"/0"_s);
}

Result<> RuleEdits::replace(const Row &row, Rules::Rule rule)
{
    if (const auto checked = checkIsAsShown(row); !checked)
        return checked;
    const QString id = row.compiled->rule.id;
    if (row.isOfProfile()) {
        RuleList rules = m_document->profile.rules;
        rules[row.inProfile] = rule;
        return setProfileRules(rules, row.inProfile);
    }
    if (rule.id.isEmpty())
        rule.id = id;
    if (rule.id != id)
        return failure(ErrorCode::InvalidArgument, tr("a rule keeps its ID; Duplicate makes one with another ID"),
                       u"/id"_s);
    const auto put = m_fleet.rules().put(rule);
    return put ? Result<>() : aboutRule(put.error(), {});
}

Result<> RuleEdits::remove(const Row &row)
{
    if (const auto checked = checkIsAsShown(row); !checked)
        return checked;
    if (!row.isOfProfile())
        return m_fleet.rules().remove(row.rule().id);
    RuleList rules = m_document->profile.rules;
    rules.removeAt(row.inProfile);
    return setProfileRules(rules, -1);
}

Result<> RuleEdits::move(const Row &row, const Row &toPlaceOf)
{
    for (const Row &each : {row, toPlaceOf}) {
        if (const auto checked = checkIsAsShown(each); !checked)
            return checked;
    }
    if (!row.isOfProfile())
        return m_fleet.rules().move(row.rule().id, toPlaceOf.rule().id);
    RuleList rules = m_document->profile.rules;
    rules.move(row.inProfile, toPlaceOf.inProfile);
    return setProfileRules(rules, toPlaceOf.inProfile);
}

Result<> RuleEdits::checkIsAsShown(const Row &row) const
{
    bool isAsShown = false;
    if (row.isOfProfile()) {
        Rules::Rule now = m_document->profile.rules.value(row.inProfile);
        now.id = row.rule().id; // one without an id has got one
        isAsShown = row.inProfile < m_document->profile.rules.size() && now == row.rule();
    } else {
        const auto now = m_fleet.rules().rule(row.rule().id);
        if (!now)
            return Failure(now.error());
        isAsShown = now->rule == row.rule();
    }
    if (isAsShown)
        return {};
    return failure(ErrorCode::Cancelled, tr("the rule was changed meanwhile, over REST or with another device"));
}

Result<> RuleEdits::setProfileRules(const RuleList &rules, qsizetype place)
{
    Profile profile = m_document->profile;
    profile.rules = rules;
    const auto set = m_documents.setProfile(m_document, profile);
    return set ? Result<>() : aboutRule(set.error(), pointerTo(place));
}

} // namespace Standin::Gui
