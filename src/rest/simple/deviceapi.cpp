// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/simple/deviceapi.h"

#include "base/errortext.h"
#include "base/json.h"
#include "base/jsonreader.h"
#include "fleet/whendone.h"
#include "rest/http/background.h"
#include "rest/json/entryjson.h"
#include "rest/simple/connectrequest.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

QJsonObject success(const QString &msg)
{
    return {{u"code"_s, 0}, {u"msg"_s, msg}};
}

HttpResponse foundMessages(const JournalPage &page)
{
    QStringList texts;
    for (const EntryPtr &entry : page.entries)
        texts += QString::fromUtf8(entry->payload);
    QJsonObject found = success(texts.join(u'|'));
    found.insert(u"messages"_s, entriesJson(page.entries));
    if (page.more)
        found.insert(u"more"_s, true);
    return HttpResponse::json(found);
}

HttpResponse failed(const Error &error)
{
    const int reasonCode = error.reasonCode.value_or(0);
    return HttpResponse::json({{u"code"_s, reasonCode == 0 ? 1 : reasonCode}, {u"msg"_s, error.toString()}});
}

/// A payload goes out as it came, so all that is asked of it is that it is JSON.
Result<QByteArray> jsonBody(const HttpRequest &request)
{
    if (request.body.trimmed().isEmpty())
        return failure(ErrorCode::MalformedJson, u"empty, expected JSON"_s, u"body"_s);
    if (const auto value = Json::parse(request.body); !value)
        return Failure(value.error());
    return request.body;
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
        const Started started = (this->*action)(request);
        if (!started) {
            reply->send(failed(started.error()));
            return;
        }
        whenDone(*started, this, [reply](const Result<Cursor> &done) {
            reply->send(done ? HttpResponse::json(success(u"success"_s)) : failed(done.error()));
        });
    };
}

Handler DeviceApi::lookupBy(const QString &correlationKey)
{
    return [this, correlationKey](const HttpRequest &request, const ReplyPtr &reply) {
        const auto found = lookUp(request, correlationKey);
        if (found)
            sendFromBackground(this, reply, [page = *found] { return foundMessages(page); });
        else
            reply->send(failed(found.error()));
    };
}

DeviceApi::Started DeviceApi::connectDevice(const HttpRequest &request)
{
    const auto wanted = ConnectRequest::parse(request.body);
    if (!wanted)
        return Failure(wanted.error());
    const auto own = m_fleet.profile(wanted->clientId);
    const auto base = wanted->profile.isEmpty() ? own.value_or(Profile()) : m_profiles.find(wanted->profile);
    if (!base)
        return Failure(base.error());
    const Profile profile = wanted->applyTo(*base);
    const auto set = own ? m_fleet.setProfile(wanted->clientId, profile) : m_fleet.addDevice(wanted->clientId, profile);
    if (!set)
        return Failure(set.error());
    return m_fleet.perform(wanted->clientId, Order::Connect());
}

DeviceApi::Started DeviceApi::goOffline(const HttpRequest &request)
{
    return knownDevice(request).and_then([&](const QString &id) {
        return offlineMode(request).and_then(
            [&](OfflineMode mode) { return Started(m_fleet.perform(id, Order::GoOffline{mode})); });
    });
}

DeviceApi::Started DeviceApi::reconnect(const HttpRequest &request)
{
    return knownDevice(request).and_then(
        [&](const QString &id) { return Started(m_fleet.perform(id, Order::Reconnect())); });
}

DeviceApi::Started DeviceApi::upload(const HttpRequest &request)
{
    return knownDevice(request).and_then([&](const QString &id) {
        return jsonBody(request).and_then([&](const QByteArray &payload) {
            return Started(m_fleet.perform(id, Order::Publish{{.payload = payload}}));
        });
    });
}

DeviceApi::Started DeviceApi::setResponseMsg(const HttpRequest &request)
{
    return knownDevice(request).and_then([&](const QString &id) {
        return jsonBody(request).and_then(
            [&](const QByteArray &payload) { return Started(m_fleet.perform(id, Order::AddPresetReply{payload})); });
    });
}

Result<JournalPage> DeviceApi::lookUp(const HttpRequest &request, const QString &correlationKey) const
{
    const auto id = knownDevice(request);
    if (!id)
        return Failure(id.error());
    auto reader = JsonReader::parse(request.body, JsonReader::Null::IsLeftOut);
    if (!reader)
        return Failure(reader.error());
    QJsonValue value;
    reader->read(correlationKey, value);
    if (!value.isString() && !value.isDouble())
        reader->unexpected(correlationKey, u"a string or a number"_s);
    if (!reader->status())
        return Failure(reader->status().error());

    JournalQuery query;
    query.device = *id;
    query.kind = EntryKind::In;
    query.correlationKey = correlationKey;
    query.correlationValue = Json::toPlainText(value);
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
