// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/rundevices.h"

#include "base/jsonbuilder.h"
#include "fleet/bulk.h"
#include "profile/members.h"
#include "scenario/file/deviceprofile.h"
#include "scenario/file/scenario.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// A run can stand beside another only when its client ids are its own.
Error withAdvice(Error error)
{
    if (error.code == ErrorCode::DeviceExists)
        error.message += u"; put ${run.id} into the client id, so that runs can be beside each other"_s;
    return error;
}

} // namespace

Result<> RunDevices::make(const Scenario &scenario, ScenarioScope &scope, const QUrl &broker)
{
    for (const DeviceEntry &entry : scenario.devices) {
        auto profile = DeviceProfile::make(entry, scenario, scope);
        if (!profile)
            return Failure(profile.error().inFile(scenario.path));
        if (!broker.isEmpty())
            profile->connection.url = broker;
        if (m_entries.isEmpty()) {
            m_firstConnection = profile->connection;
            m_firstConnection.username.clear();
            m_firstConnection.password = {};
            m_firstConnection.will.reset();
            m_firstConnection.birth.reset();
        }
        const auto ids = m_fleet.addDevices(*profile, m_testId);
        if (!ids)
            return Failure(withAdvice(ids.error()).inFile(scenario.path));
        m_entries.append({.name = entry.name, .ids = *ids, .indexes = Members::indexes(*profile)});
        m_ids += *ids;
        for (const QString &id : *ids)
            m_profiles.insert(id, {profile->vars, profile->correlationNames()});
    }
    scope.setDevices(described());
    if (m_ids.size() == 1)
        enter(m_ids.first(), scope);
    return {};
}

JsonText RunDevices::described() const
{
    JsonBuilder entries;
    for (const Entry &entry : m_entries) {
        JsonBuilder one;
        const JsonText first = entry.ids.isEmpty() ? JsonText::emptyObject() : described(entry.ids.first());
        for (const QString &key : {u"clientId"_s, u"index"_s, u"topics"_s})
            one.add(key, first.value(key));
        for (qsizetype i = 0; i < entry.ids.size(); ++i)
            one.add(QString::number(entry.indexes.at(i)), described(entry.ids.at(i)));
        entries.add(entry.name, one.object());
    }
    return entries.object();
}

JsonText RunDevices::described(const QString &id) const
{
    const auto status = m_fleet.status(id);
    if (!status)
        return JsonText::emptyObject();
    const JsonText topics = JsonBuilder()
                                .add(u"report"_s, JsonText::string(status->reportTopic))
                                .add(u"command"_s, JsonText::string(status->commandTopic))
                                .add(u"reply"_s, JsonText::string(status->replyTopic))
                                .object();
    return JsonBuilder()
        .add(u"clientId"_s, JsonText::string(id))
        .add(u"index"_s, JsonText::whole(status->index))
        .add(u"topics"_s, topics)
        .object();
}

QStringList RunDevices::withSession() const
{
    QStringList ids;
    for (const QString &id : m_ids) {
        const auto profile = m_fleet.profile(id);
        const auto status = m_fleet.status(id);
        if (!profile || !status || status->state == DeviceState::Failed)
            continue;
        const Connection &connection = profile->connection;
        const bool isKept =
            connection.version == MqttVersion::V5_0 ? connection.sessionExpiry > 0 : !connection.cleanStart;
        const bool wasOnline = status->state != DeviceState::Offline || status->offlineMode;
        if (isKept && wasOnline)
            ids.append(id);
    }
    return ids;
}

void RunDevices::remove(QObject *context, const std::function<void(const Result<> &)> &done)
{
    m_entries.clear();
    const QStringList kept = withSession();
    if (kept.isEmpty())
        return removeAll(context, done);
    // A session ends with the connection that was opened as a clean one.
    for (const QString &id : kept) {
        Profile profile = m_fleet.profile(id).value_or(Profile());
        profile.connection.cleanStart = true;
        profile.connection.sessionExpiry = 0;
        profile.connection.will.reset();
        profile.connection.birth.reset();
        profile.telemetry.clear();
        static_cast<void>(m_fleet.setProfile(id, profile));
    }
    Bulk::perform(m_fleet, kept, Order::Connect(), context,
                  [this, context, done](const Bulk::Outcome &) { removeAll(context, done); });
}

void RunDevices::removeAll(QObject *context, const std::function<void(const Result<> &)> &done)
{
    Bulk::perform(m_fleet, std::exchange(m_ids, {}), Order::Remove(), context, [done](const Bulk::Outcome &outcome) {
        const bool isRemovedByOthers = outcome.firstError && outcome.firstError->code == ErrorCode::UnknownDevice;
        done(outcome.firstError && !isRemovedByOthers ? Result<>(Failure(*outcome.firstError)) : Result<>());
    });
}

Result<QStringList> RunDevices::idsOf(const DeviceNames &names, const QString &current) const
{
    if (names.isDefault()) {
        if (!current.isEmpty())
            return QStringList(current);
        if (m_entries.size() == 1)
            return m_entries.first().ids;
        return failure(ErrorCode::InvalidArgument, u"found no name, expected one of: %1"_s.arg([this] {
            QStringList known;
            for (const Entry &entry : m_entries)
                known.append(entry.name);
            return known.join(u", "_s);
        }()));
    }
    QStringList ids;
    for (const QString &name : names.names) {
        const auto some = idsOfName(name);
        if (!some)
            return some;
        for (const QString &id : *some) {
            if (names.names.size() == 1 || !ids.contains(id))
                ids.append(id);
        }
    }
    return ids;
}

Result<QStringList> RunDevices::idsOfName(const QString &name) const
{
    if (name == DeviceNames::all)
        return m_ids;
    const auto part = DeviceNames::parse(name);
    for (const Entry &entry : m_entries) {
        if (!part || entry.name != part->entry)
            continue;
        if (!part->index)
            return entry.ids;
        const qsizetype place = entry.indexes.indexOf(*part->index);
        if (place >= 0 && place < entry.ids.size())
            return QStringList(entry.ids.at(place));
    }
    return failure(ErrorCode::InvalidArgument, u"there is no device \"%1\""_s.arg(name));
}

void RunDevices::enter(const QString &id, ScenarioScope &scope) const
{
    const auto status = m_fleet.status(id);
    if (!status)
        return;
    const OfProfile profile = m_profiles.value(id);
    scope.setCurrent(
        {.clientId = id,
         .index = status->index,
         .topics = {.report = status->reportTopic, .command = status->commandTopic, .reply = status->replyTopic},
         .vars = profile.vars,
         .state = status->values,
         .correlation = profile.correlation});
}

Result<Publication> RunDevices::savedMessage(const QString &id, const QString &name) const
{
    const auto profile = m_fleet.profile(id);
    if (!profile)
        return Failure(profile.error());
    QStringList known;
    for (const SavedMessage &message : profile->messages) {
        if (message.name == name)
            return Publication{
                .topic = message.topic, .payload = message.payload, .qos = message.qos, .retain = message.retain};
        known.append(u'"' + message.name + u'"');
    }
    return failure(ErrorCode::InvalidArgument,
                   u"found \"%1\", expected a saved message of %2: %3"_s.arg(name, id, known.join(u", "_s)));
}

} // namespace Standin::Scenarios
