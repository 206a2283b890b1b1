// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/fleet.h"

#include "base/clock.h"
#include "device/sentmessages.h"
#include "fleet/deviceregistry.h"
#include "fleet/devicerules.h"
#include "fleet/dryrun.h"
#include "fleet/observation.h"
#include "fleet/worker.h"
#include "profile/members.h"
#include "profile/profileregistry.h"
#include "rules/rulebook.h"
#include "template/scriptengine.h"

#include <QtMqtt/QMqttTopicFilter>
#include <QtMqtt/QMqttTopicName>

#include <QRegularExpression>

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

Error unknownDevice(const QString &id)
{
    return {.code = ErrorCode::UnknownDevice, .message = u"there is no device \"%1\""_s.arg(id), .detail = id};
}

/// MQTT 3.1.1 section 1.5.3: strings are at most 65535 bytes long and hold no U+0000.
Result<> checkClientId(const QString &id)
{
    if (id.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"the client id must not be empty"_s, u"/clientId"_s);
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    if (!id.isValidUtf16() || id.toUtf8().size() > 65535 || std::any_of(id.begin(), id.end(), isControl))
        return failure(ErrorCode::InvalidArgument,
                       u"a client id is at most 65535 bytes of UTF-8 without control characters"_s, u"/clientId"_s);
    return {};
}

/// What the ids, topics and subscriptions of the devices of a profile may take in memory, all together. Each is kept
/// twice: by the device and by what shows it.
constexpr qsizetype mostNameBytes = 512 * 1024 * 1024;

/// `length`: of one device, in characters.
Result<> checkNames(qsizetype length, qsizetype devices)
{
    constexpr qsizetype times = 2 * sizeof(QChar);
    if (length == 0 || devices <= mostNameBytes / times / length)
        return {};
    return failure(ErrorCode::LimitReached,
                   u"client ids, topics and subscriptions of %1 devices would take more than %2 MiB"_s.arg(devices).arg(
                       mostNameBytes / 1024 / 1024),
                   u"/topics"_s);
}

/// Checks the rendered topics of a device: topics to publish to must not have wildcards (section 4.7.1).
Result<> checkTopics(const DeviceStatus &device)
{
    const auto wrong = [&device](const QString &topic, const QString &pointer) -> Failure {
        return failure(ErrorCode::InvalidArgument,
                       u"\"%1\" is no valid topic for device \"%2\""_s.arg(topic.left(80), device.id.left(80)),
                       pointer);
    };
    if (!device.reportTopic.isEmpty() && !QMqttTopicName(device.reportTopic).isValid())
        return wrong(device.reportTopic, u"/topics/report"_s);
    if (!device.replyTopic.isEmpty() && !QMqttTopicName(device.replyTopic).isValid())
        return wrong(device.replyTopic, u"/topics/reply"_s);
    if (!device.commandTopic.isEmpty() && !QMqttTopicFilter(device.commandTopic).isValid())
        return wrong(device.commandTopic, u"/topics/command"_s);
    return {};
}

/// For one of so many devices of a profile.
Result<DeviceStatus> initialStatus(const QString &id, int index, qsizetype devices, const CompiledProfile &compiled,
                                   const Clock &clock, ScriptEngine &scripts)
{
    constexpr qsizetype ofSubscription = 40; // beside its topic
    TemplateScope scope(clock, 0);
    scope.scripts = &scripts;
    scope.clientId = id;
    scope.index = index;
    scope.vars = compiled.vars;
    DeviceStatus status;
    status.id = id;
    status.index = index;
    status.profile = compiled.profile.name;
    status.broker = compiled.profile.connection.display();
    status.values = compiled.profile.state;
    const auto topics = compiled.renderTopics(scope);
    if (!topics)
        return Failure(topics.error());
    const auto filters = compiled.renderFilters(scope);
    if (!filters)
        return Failure(filters.error());
    status.reportTopic = topics->report;
    status.commandTopic = topics->command;
    status.replyTopic = topics->reply;
    qsizetype length = id.size() + topics->report.size() + topics->command.size() + topics->reply.size();
    for (const QString &filter : *filters)
        length += filter.size() + ofSubscription;
    return checkNames(length, devices).and_then([&status] { return checkTopics(status); }).map([&status] {
        return status;
    });
}

Result<QStringList> clientIdsOf(const CompiledProfile &compiled, const Clock &clock)
{
    ScriptEngine scripts;
    TemplateScope scope(clock, 0);
    scope.scripts = &scripts;
    scope.vars = compiled.vars;
    QStringList ids;
    const QMap<int, QString> &names = compiled.profile.names;
    const QList<int> indexes = Members::indexes(compiled.profile);
    for (const int index : indexes) {
        scope.index = index;
        const auto name = names.constFind(index);
        const auto id = name == names.cend() ? compiled.clientId.renderName(scope) : Result<QString>(*name);
        if (!id)
            return failure(id.error().code, id.error().message, u"/clientId"_s);
        if (const auto checked = checkNames(id->size(), indexes.size()); !checked)
            return Failure(checked.error());
        ids.append(*id);
    }
    return ids;
}

void exchange(const DeviceRegistry::Member &member, const DeviceStatus &fresh,
              const std::shared_ptr<const CompiledProfile> &compiled)
{
    member.record->setCompiledProfile(compiled);
    member.record->update([&fresh](DeviceStatus &status) {
        status.profile = fresh.profile;
        status.broker = fresh.broker;
        status.reportTopic = fresh.reportTopic;
        status.commandTopic = fresh.commandTopic;
        status.replyTopic = fresh.replyTopic;
    });
    member.worker->perform(
        member.record, [](Device &device) { device.profileChanged(); }, [] {});
}

/// Executes an order in the thread of the device.
struct Execution
{
    Device &device;
    const Completion<> &done;

    void operator()(const Order::Connect &) const { device.connectToBroker(done); }
    void operator()(const Order::GoOffline &order) const { device.goOffline(order.mode, done); }
    void operator()(const Order::Reconnect &) const { device.reconnect(done); }
    void operator()(const Order::Publish &order) const { device.publish(order.publication, done); }
    void operator()(const Order::AddPresetReply &order) const { device.addPresetReply(order.reply, done); }
    void operator()(const Order::ReplacePresetReplies &order) const
    {
        device.replacePresetReplies(order.before, order.after, done);
    }
    void operator()(const Order::ClearPresetReplies &) const
    {
        device.clearPresetReplies();
        done({});
    }
    void operator()(const Order::SetState &order) const
    {
        device.setState(order.values, order.isAll, order.before, done);
    }
    void operator()(const Order::Reset &order) const { device.reset(order.presetReplies, done); }
    void operator()(const Order::Remove &) const { device.goOffline(OfflineMode::Clean, done); }
};

Fleet::Done answered(Error error)
{
    const Fleet::Done outcome;
    outcome.set(Failure(std::move(error)));
    return outcome;
}

} // namespace

struct Fleet::Changes
{
    std::vector<std::pair<DeviceRegistry::Member, DeviceStatus>> all;
};

Fleet::Fleet(const Clock &clock, Journal &journal, ProfileRegistry &profiles, int workers, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_journal(journal)
    , m_profiles(profiles)
    , m_observation(std::make_unique<Observation>())
    , m_registry(std::make_unique<DeviceRegistry>())
    , m_sentMessages(std::make_unique<SentMessages>(clock))
    , m_keychain(std::make_unique<Keychain>())
    , m_rules(std::make_unique<Rules::RuleBook>(clock, [&profiles] { return profiles.correlationNames(); }))
{
    const int count = workers > 0 ? workers : QThread::idealThreadCount();
    for (int i = 0; i < count; ++i)
        m_workers.push_back(
            std::make_unique<Worker>(journal, clock, *m_sentMessages, *m_keychain, *m_rules, u"devices-%1"_s.arg(i)));
}

Fleet::~Fleet() = default;

void Fleet::setObserver(const std::shared_ptr<FleetObserver> &observer)
{
    m_observation->set(observer);
    if (!observer)
        return m_rules->setListener({});
    m_rules->setListener(
        [this, observer](const Rules::CompiledRules &after) { observer->rulesChanging(after, m_journal.cursor()); });
}

Result<QStringList> Fleet::addDevices(const Profile &profile, const QString &testId)
{
    const auto compiled = CompiledProfile::make(profile);
    if (!compiled)
        return Failure(compiled.error());
    const auto ids = clientIdsOf(**compiled, m_clock);
    if (!ids)
        return ids;
    return add(*ids, Members::indexes(profile), *compiled, testId).map([&ids] { return *ids; });
}

Result<QStringList> Fleet::clientIds(const Profile &profile) const
{
    return CompiledProfile::make(profile).and_then(
        [this](const auto &compiled) { return clientIdsOf(*compiled, m_clock); });
}

Result<> Fleet::addDevice(const QString &clientId, const Profile &profile, int index)
{
    const auto compiled = CompiledProfile::make(profile);
    return compiled ? add({clientId}, {index}, *compiled) : Result<>(Failure(compiled.error()));
}

Result<> Fleet::putDevice(const QString &clientId, const std::function<Result<Profile>(const VersionedProfile *)> &make)
{
    const std::lock_guard lock(m_profileChanges);
    std::optional<VersionedProfile> own;
    if (const auto record = m_registry->find(clientId).record) {
        own = VersionedProfile{record->compiledProfile()->profile, 0};
        record->inspect([&own](const DeviceStatus &status) { own->revision = status.profileRevision; });
    }
    return make(own ? &*own : nullptr).and_then([&](const Profile &made) {
        return own ? setProfile(clientId, made) : addDevice(clientId, made);
    });
}

Result<> Fleet::add(const QStringList &clientIds, const QList<int> &indexes,
                    const std::shared_ptr<const CompiledProfile> &compiled, const QString &testId)
{
    std::vector<DeviceRegistry::Member> members;
    ScriptEngine scripts;
    for (qsizetype i = 0; i < clientIds.size(); ++i) {
        const QString &id = clientIds[i];
        if (const auto checked = checkClientId(id); !checked)
            return checked;
        auto status = initialStatus(id, indexes[i], clientIds.size(), *compiled, m_clock, scripts);
        if (!status)
            return Failure(status.error());
        status->testId = testId;
        auto record = std::make_shared<DeviceRecord>(*status, compiled, m_registry->counters());
        members.push_back({std::move(record), m_workers[qHash(id) % m_workers.size()].get()});
    }
    const std::lock_guard lock(m_profileChanges);
    return m_registry->add(members).map([&] { m_profiles.enter(compiled, clientIds.size()); });
}

Result<Profile> Fleet::profile(const QString &id) const
{
    const DeviceRegistry::Member member = m_registry->find(id);
    if (!member.record)
        return Failure(unknownDevice(id));
    return member.record->compiledProfile()->profile;
}

Result<> Fleet::setProfile(const QString &id, const Profile &profile)
{
    return contains(id) ? setProfile(QStringList{id}, profile) : Result<>(Failure(unknownDevice(id)));
}

Result<> Fleet::setProfile(const QStringList &ids, const Profile &profile)
{
    const auto compiled = CompiledProfile::make(profile);
    if (!compiled)
        return Failure(compiled.error());
    const std::lock_guard lock(m_profileChanges);
    return prepare(ids, *compiled).map([&](const Changes &changes) { apply(changes, *compiled); });
}

Result<Fleet::Changes> Fleet::prepare(const QStringList &ids, const Compiled &compiled) const
{
    Changes changes;
    ScriptEngine scripts;
    for (const QString &id : ids) {
        const DeviceRegistry::Member member = m_registry->find(id);
        if (!member.record)
            continue;
        int index = 0;
        member.record->inspect([&index](const DeviceStatus &status) { index = status.index; });
        const auto status = initialStatus(id, index, ids.size(), *compiled, m_clock, scripts);
        if (!status)
            return Failure(status.error());
        changes.all.emplace_back(member, *status);
    }
    return changes;
}

void Fleet::apply(const Changes &changes, const Compiled &compiled)
{
    QList<Compiled> before;
    for (const auto &[member, fresh] : changes.all) {
        before.append(member.record->compiledProfile());
        exchange(member, fresh, compiled);
    }
    m_profiles.exchange(before, compiled);
}

Result<bool> Fleet::putProfile(const QString &name, qsizetype bytes,
                               const std::function<Result<Profile>(const VersionedProfile *)> &make)
{
    const std::lock_guard lock(m_profileChanges);
    const auto current = m_profiles.entry(name);
    std::optional<VersionedProfile> known;
    QStringList ids;
    if (current) {
        known = VersionedProfile{current->profile->profile, current->revision};
        for (const DeviceRegistry::Member &member : m_registry->all()) {
            const Compiled own = member.record->compiledProfile();
            if (own == current->profile || own->profile == current->profile->profile)
                ids.append(member.record->id());
        }
    }
    const auto compiled = make(known ? &*known : nullptr).and_then([&name](Profile profile) {
        profile.name = name;
        return CompiledProfile::make(profile);
    });
    if (!compiled)
        return Failure(compiled.error());
    const auto changes = prepare(ids, *compiled);
    if (!changes)
        return Failure(changes.error());
    return m_profiles.keep(*compiled, bytes).map([&] {
        apply(*changes, *compiled);
        return !current;
    });
}

Fleet::Done Fleet::perform(const QString &id, const Order &order)
{
    const DeviceRegistry::Member member = m_registry->find(id);
    if (!member.record)
        return answered(unknownDevice(id));

    const Cursor before = m_journal.cursor();
    const auto observer = m_observation->observer();
    const quint64 number = observer ? m_observation->nextNumber() : 0;
    if (observer)
        observer->orderGiven({.number = number, .device = id, .order = order, .before = before});
    const Done outcome;
    const Completion<> done([outcome, before, observer, number](const Result<> &result) {
        if (observer)
            observer->orderAnswered(number, result);
        outcome.set(result.map([before] { return before; }));
    });
    member.worker->perform(
        member.record,
        [order, done](Device &device) {
            std::visit(Execution{device, done}, order.kind());
        },
        [id, done] { done(Failure(unknownDevice(id))); });
    if (std::holds_alternative<Order::Remove>(order.kind()))
        forget(id);
    return outcome;
}

/// Orders given before still reach the device; later ones do not.
void Fleet::forget(const QString &id)
{
    const std::lock_guard lock(m_profileChanges);
    const DeviceRegistry::Member member = m_registry->remove(id);
    if (!member.record)
        return;
    member.worker->remove(member.record);
    m_profiles.leave(member.record->compiledProfile());
}

Result<DeviceRules> Fleet::rulesOf(const QString &id) const
{
    const DeviceRegistry::Member member = m_registry->find(id);
    if (!member.record)
        return Failure(unknownDevice(id));
    const auto ofProfile = member.record->compiledProfile()->rules;
    return DeviceRules{.set = m_rules->setWith(ofProfile), .ofProfile = ofProfile};
}

Result<DryRun> Fleet::dryRun(const QString &id, const Match::Message::Fields &message,
                             const std::optional<QList<Rules::Rule>> &rules) const
{
    const DeviceRegistry::Member member = m_registry->find(id);
    if (!member.record)
        return Failure(unknownDevice(id));
    const auto profile = member.record->compiledProfile();
    Rules::RuleSetPtr set = m_rules->setWith(profile->rules);
    if (rules) {
        const auto compiled = m_rules->compiled(*rules);
        if (!compiled)
            return Failure(compiled.error());
        set = std::make_shared<const Rules::RuleSet>(*compiled);
    }
    return DryRun::of(member.record->status(), *profile, *set, message, m_clock);
}

bool Fleet::contains(const QString &id) const
{
    return m_registry->find(id).record != nullptr;
}

QString Fleet::freeIdAfter(const QString &id) const
{
    static const QRegularExpression trailingNumber(u"[0-9]{1,9}$"_s);
    const QString digits = trailingNumber.match(id).captured();
    const QString stem = digits.isEmpty() ? id + u'-' : id.chopped(digits.size());
    int number = digits.isEmpty() ? 1 : digits.toInt();
    QString next;
    do {
        next = stem + QString::number(++number).rightJustified(digits.size(), u'0');
    } while (contains(next));
    return next;
}

QStringList Fleet::ids() const
{
    QStringList ids;
    for (const DeviceRegistry::Member &member : m_registry->all())
        ids.append(member.record->id());
    return ids;
}

Result<DeviceStatus> Fleet::status(const QString &id) const
{
    const DeviceRegistry::Member member = m_registry->find(id);
    if (!member.record)
        return Failure(unknownDevice(id));
    return member.record->status();
}

QList<DeviceStatus> Fleet::statuses() const
{
    QList<DeviceStatus> statuses;
    for (const DeviceRegistry::Member &member : m_registry->all())
        statuses.append(member.record->status());
    return statuses;
}

StatusPage Fleet::page(quint64 after, qsizetype limit) const
{
    return m_registry->page(after, limit);
}

FleetChanges Fleet::changesSince(quint64 revision) const
{
    return m_registry->changesSince(revision);
}

FleetTotals Fleet::totals() const
{
    return m_registry->totals();
}

std::map<QString, FleetTotals> Fleet::totalsByProfile() const
{
    std::map<QString, FleetTotals> totals;
    for (const DeviceRegistry::Member &member : m_registry->all()) {
        member.record->inspect([&totals](const DeviceStatus &status) {
            if (!status.profile.isEmpty())
                totals[status.profile].count(status.state);
        });
    }
    return totals;
}

QStringList Fleet::idsOf(const QString &profile) const
{
    QStringList ids;
    for (const DeviceRegistry::Member &member : m_registry->all()) {
        member.record->inspect([&](const DeviceStatus &status) {
            if (status.profile == profile)
                ids.append(status.id);
        });
    }
    return ids;
}

} // namespace Standin
