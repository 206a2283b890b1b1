// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/profilescontroller.h"

#include "base/json.h"
#include "profile/profilefile.h"
#include "profile/shownsecrets.h"
#include "rest/http/answerparts.h"
#include "rest/http/precondition.h"
#include "rest/json/problem.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/pagequery.h"
#include "rest/v1/profilerequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

Failure unknownProfile(const QString &name)
{
    return failure(ErrorCode::UnknownProfile, u"there is no profile named \"%1\""_s.arg(name));
}

QByteArray lineJson(const ProfileRegistry::Entry &entry)
{
    const Profile &profile = entry.profile->profile;
    const QJsonObject line{{u"name"_s, profile.name},     {u"clientId"_s, profile.clientId},
                           {u"count"_s, profile.count},   {u"broker"_s, profile.connection.display()},
                           {u"devices"_s, entry.devices}, {u"kept"_s, entry.isKept}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

/// A page of the list, made while it is sent.
AnswerPiece linesPiece(const ProfileRegistry &profiles, const PageQuery &query)
{
    return [&profiles, after = query.afterName, left = query.limit, separator = QByteArray(),
            isOver = false](QByteArray &body) mutable {
        if (isOver)
            return false;
        constexpr qsizetype mostAtOnce = 64;
        const qsizetype wanted = qMin(left, mostAtOnce);
        QList<ProfileRegistry::Entry> entries = profiles.entries(after, wanted + 1);
        const bool hasMore = entries.size() > wanted;
        entries.resize(qMin(wanted, entries.size()));
        for (const ProfileRegistry::Entry &entry : entries) {
            body += std::exchange(separator, ",") + lineJson(entry);
            after = entry.profile->profile.name;
        }
        left -= entries.size();
        isOver = !hasMore || left == 0;
        if (isOver)
            body += hasMore ? R"(],"more":true,"next":)" + Json::quoted(after) + '}' : "]}"_ba;
        return true;
    };
}

} // namespace

void ProfilesController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto query = PageQuery::byName(request.target.query);
    if (!query)
        return static_cast<void>(reply->send(problem(query.error())));
    sendInParts(this, reply, {literalPiece(R"({"profiles":[)"), linesPiece(m_profiles, *query)}, 64 * 1024);
}

void ProfilesController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString name = request.argument(u"name"_s);
    const auto entry = m_profiles.entry(name);
    if (!entry)
        return static_cast<void>(reply->send(problem(unknownProfile(name).value())));
    const QByteArray text = ProfileFile::toText(ShownSecrets::hidden(entry->profile->profile));
    sendInParts(this, reply, {literalPiece(text)}, text.size(), {.headers = {Precondition::tagField(entry->revision)}});
}

void ProfilesController::put(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString name = request.argument(u"name"_s);
    const auto sent = profileFrom(request.body, name);
    const auto condition = Precondition::from(request.fields);
    if (!sent || !condition)
        return static_cast<void>(reply->send(problem(sent ? condition.error() : sent.error())));
    const Cursor before = m_journal.cursor();
    const auto isNew = m_fleet.putProfile(name, request.body.size(), [&](const VersionedProfile *current) {
        return condition->check(current ? std::optional(current->revision) : std::nullopt).and_then([&] {
            return ShownSecrets::restored(sent->profile, current ? &current->profile : nullptr);
        });
    });
    if (!isNew)
        return static_cast<void>(reply->send(problem(isNew.error())));
    const auto entry = m_profiles.entry(name).value_or(ProfileRegistry::Entry());
    QJsonObject json = cursorJson(before);
    json.insert(u"name"_s, name);
    json.insert(u"devices"_s, entry.devices);
    if (!sent->warnings.isEmpty())
        json.insert(u"warnings"_s, QJsonArray::fromStringList(sent->warnings));
    HttpResponse response = HttpResponse::json(json);
    response.headers.append(Precondition::tagField(entry.revision));
    if (*isNew) {
        response.status = 201;
        response.headers.emplace_back("Location", "/api/v1/profiles/" + QUrl::toPercentEncoding(name));
    }
    reply->send(response);
}

void ProfilesController::remove(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString name = request.argument(u"name"_s);
    const auto condition = Precondition::from(request.fields);
    if (!condition)
        return static_cast<void>(reply->send(problem(condition.error())));
    const Cursor before = m_journal.cursor();
    const auto entry = m_profiles.entry(name);
    const auto forgotten =
        (entry ? condition->check(entry->revision) : Result<>()).and_then([&] { return m_profiles.forget(name); });
    reply->send(forgotten ? HttpResponse::json(cursorJson(before)) : problem(forgotten.error()));
}

} // namespace Standin::Rest
