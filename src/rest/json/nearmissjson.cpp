// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/nearmissjson.h"

#include "base/jsonbuilder.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPayload = 1024;

JsonText checksJson(const QList<Match::Check> &checks)
{
    JsonBuilder array;
    for (const Match::Check &check : checks) {
        JsonBuilder one;
        one.add(u"pointer"_s, JsonText::string(check.pointer))
            .add(u"expected"_s, check.expected)
            .add(u"found"_s, check.found);
        array.append(one.add(u"held"_s, QJsonValue(check.held)).object());
    }
    return array.array();
}

/// {…, held, total, checks}
JsonText explained(JsonBuilder &object, const Match::Explanation &explanation)
{
    return object.add(u"held"_s, JsonText::whole(explanation.heldCount()))
        .add(u"total"_s, JsonText::whole(explanation.checks.size()))
        .add(u"checks"_s, checksJson(explanation.checks))
        .object();
}

JsonText missJson(const NearMiss &miss)
{
    const Entry &entry = *miss.entry;
    JsonBuilder object;
    object.add(u"seq"_s, JsonText::whole(static_cast<qint64>(entry.seq)))
        .add(u"device"_s, JsonText::string(entry.device))
        .add(u"kind"_s, JsonText::string(toString(entry.kind())))
        .add(u"topic"_s, JsonText::string(entry.topic))
        .add(u"payload"_s,
             JsonText::string(QString::fromUtf8(entry.payload.first(qMin(longestPayload, entry.payload.size())))));
    return explained(object, miss.explanation);
}

JsonText judgementJson(const Rules::Judgement &judgement)
{
    const Rules::Rule &rule = judgement.rule->rule;
    JsonBuilder object;
    object.add(u"id"_s, JsonText::string(rule.id)).addUnlessEmpty(u"name"_s, rule.name);
    return explained(object, judgement.explanation);
}

} // namespace

JsonText judgementsJson(const QList<Rules::Judgement> &judgements)
{
    JsonBuilder array;
    for (const Rules::Judgement &judgement : judgements)
        array.append(judgementJson(judgement));
    return array.array();
}

QByteArray nearMissesJson(const QList<NearMiss> &misses)
{
    JsonBuilder array;
    for (const NearMiss &miss : misses)
        array.append(missJson(miss));
    return array.array().text().toByteArray();
}

} // namespace Standin::Rest
