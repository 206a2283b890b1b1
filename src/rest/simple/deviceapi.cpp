// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/simple/deviceapi.h"

#include "base/errortext.h"
#include "base/json.h"
#include "base/jsonwriter.h"
#include "fleet/whendone.h"
#include "rest/json/entrypiece.h"
#include "rest/simple/connectrequest.h"
#include "rest/simple/lookuprequest.h"

#include <QJsonArray>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

HttpResponse answer(int code, const QString &msg, const QStringList &warnings)
{
    QByteArray body;
    JsonWriter json(body);
    json.beginObject().key("code").number(code).key("msg").string(msg);
    if (!warnings.isEmpty())
        json.key("warnings").json(Json::toCompact(QJsonArray::fromStringList(warnings)));
    json.endObject();
    return {.body = body};
}

QStringList parameterWarnings(const HttpRequest &request)
{
    QStringList warnings;
    for (const HttpRequest::UnknownParameter &unknown : request.unknownParameters)
        warnings.append(u"?%1: not known, and ignored"_s.arg(unknown.name) + unknown.suggestion);
    return warnings;
}

std::vector<AnswerPiece> foundMessages(const JournalPage &page, const QStringList &warnings)
{
    QByteArray end = page.more ? R"(],"more":true)"_ba : "]"_ba;
    if (!warnings.isEmpty())
        end += R"(,"warnings":)" + Json::toCompact(QJsonArray::fromStringList(warnings));
    return {literalPiece(R"({"code":0,"msg":")"), textsPiece(page.entries), literalPiece(R"(","messages":[)"),
            entriesPiece(page.entries), literalPiece(end + '}')};
}

HttpResponse failed(const Error &error, const QStringList &warnings)
{
    const int reasonCode = error.reasonCode.value_or(0);
    return answer(reasonCode == 0 ? 1 : reasonCode, error.toString(), warnings);
}

/// A payload is sent unchanged; it only has to be JSON.
Result<QByteArray> jsonBody(const HttpRequest &request)
{
    if (QByteArrayView(request.body).trimmed().isEmpty())
        return failure(ErrorCode::MalformedJson, u"empty, expected JSON"_s, u"body"_s);
    return Json::check(request.body).map([&request] { return Json::withoutByteOrderMark(request.body); });
}

/// ?match=: the command that a preset reply waits for. Undefined: the next one.
Result<JsonText> wantedCommand(const HttpRequest &request)
{
    const QString text = request.target.query.value(u"match"_s);
    if (!request.target.query.contains(u"match"_s))
        return JsonText();
    const auto value = JsonText::parse(text.toUtf8());
    const auto pattern = value.and_then([](const JsonText &json) { return Match::Pattern::fromJson(json); });
    if (pattern)
        return value;
    Error error = pattern.error();
    error.where = error.where.isEmpty() ? u"match"_s : u"match: "_s + error.where;
    return Failure(error);
}

/// ?qos= of an upload; nullopt: as in the device's profile.
Result<std::optional<quint8>> qosOf(const HttpRequest &request)
{
    const QString text = request.target.query.value(u"qos"_s);
    if (!request.target.query.contains(u"qos"_s))
        return std::optional<quint8>();
    if (!QStringList{u"0"_s, u"1"_s, u"2"_s}.contains(text))
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(u"0, 1 or 2"_s, ErrorText::found(text)),
                       u"qos"_s);
    return std::optional(static_cast<quint8>(text.toUInt()));
}

Result<OfflineMode> offlineMode(const HttpRequest &request)
{
    const QString name = request.target.query.value(u"mode"_s, toString(OfflineMode::Clean));
    if (const auto mode = offlineModeFromString(name))
        return *mode;
    const QStringList modes = offlineModeNames();
    return failure(
        ErrorCode::InvalidArgument,
        ErrorText::expected(ErrorText::listed(modes), ErrorText::found(name) + ErrorText::suggestion(name, modes)),
        u"mode"_s);
}

} // namespace

Handler DeviceApi::handlerOf(Action action)
{
    return [this, action](const HttpRequest &request, const ReplyPtr &reply) {
        Warnings warnings = parameterWarnings(request);
        const Started started = (this->*action)(request, warnings);
        if (!started) {
            reply->send(failed(started.error(), warnings));
            return;
        }
        whenDone(*started, this, [reply, warnings](const Result<Cursor> &done) {
            reply->send(done ? answer(0, u"success"_s, warnings) : failed(done.error(), warnings));
        });
    };
}

Handler DeviceApi::lookupBy(const QString &correlationKey)
{
    return [this, correlationKey](const HttpRequest &request, const ReplyPtr &reply) {
        Warnings warnings = parameterWarnings(request);
        const auto found = lookUp(request, correlationKey, warnings);
        if (found)
            sendInParts(this, reply, foundMessages(*found, warnings), bytesOf(found->entries));
        else
            reply->send(failed(found.error(), warnings));
    };
}

DeviceApi::Started DeviceApi::connectDevice(const HttpRequest &request, Warnings &warnings)
{
    const auto wanted = ConnectRequest::parse(request.body);
    if (!wanted)
        return Failure(wanted.error());
    warnings += wanted->warnings;
    const auto set = m_fleet.putDevice(wanted->clientId, [&](const VersionedProfile *own) {
        const auto base =
            wanted->profile.isEmpty() ? (own ? own->profile : Profile()) : m_profiles.find(wanted->profile);
        return base.and_then([&](const Profile &profile) { return wanted->applyTo(profile); });
    });
    if (!set)
        return Failure(set.error());
    return m_fleet.perform(wanted->clientId, Order::Connect());
}

DeviceApi::Started DeviceApi::goOffline(const HttpRequest &request, Warnings &)
{
    return knownDevice(request).and_then([&](const QString &id) {
        return offlineMode(request).and_then(
            [&](OfflineMode mode) { return Started(m_fleet.perform(id, Order::GoOffline{mode})); });
    });
}

DeviceApi::Started DeviceApi::reconnect(const HttpRequest &request, Warnings &)
{
    return knownDevice(request).and_then(
        [&](const QString &id) { return Started(m_fleet.perform(id, Order::Reconnect())); });
}

DeviceApi::Started DeviceApi::upload(const HttpRequest &request, Warnings &)
{
    return knownDevice(request).and_then([&](const QString &id) {
        return jsonBody(request).and_then([&](const QByteArray &payload) {
            return qosOf(request).and_then([&](const std::optional<quint8> &qos) {
                return Started(m_fleet.perform(id, Order::Publish{{.payload = payload, .qos = qos}}));
            });
        });
    });
}

DeviceApi::Started DeviceApi::setResponseMsg(const HttpRequest &request, Warnings &)
{
    return knownDevice(request).and_then([&](const QString &id) {
        return jsonBody(request).and_then([&](const QByteArray &payload) {
            return wantedCommand(request).and_then([&](const JsonText &match) {
                return Started(m_fleet.perform(id, Order::AddPresetReply{{.payload = payload, .match = match}}));
            });
        });
    });
}

Result<JournalPage> DeviceApi::lookUp(const HttpRequest &request, const QString &correlationKey,
                                      Warnings &warnings) const
{
    const auto id = knownDevice(request);
    if (!id)
        return Failure(id.error());
    const auto wanted = LookUpRequest::from(request.body, correlationKey);
    if (!wanted)
        return Failure(wanted.error());
    warnings += wanted->warnings;

    JournalQuery query;
    query.device = *id;
    query.kind = EntryKind::In;
    query.withOwn = false;
    query.correlationKey = correlationKey;
    query.correlationValue = wanted->value;
    query.maxBytes = maxAnswerBytes;
    const JournalPage page = m_journal.read(query);
    if (page.entries.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"no msg device"_s);
    return page;
}

Result<QString> DeviceApi::knownDevice(const HttpRequest &request) const
{
    const QString id = request.target.query.value(u"client_id"_s);
    if (id.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"missing from the query, expected ?client_id=…"_s, u"client_id"_s);
    if (!m_fleet.contains(id))
        return failure(ErrorCode::UnknownDevice, u"there is no device \"%1\""_s.arg(id), u"client_id"_s);
    return id;
}

} // namespace Standin::Rest
