// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/probeclient.h"

#include "base/topicfilter.h"
#include "device/session/messageproperties.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// "a/#" for "a/b/c" and "a/+/d".
QString commonBeginning(QStringView a, QStringView b)
{
    QString common;
    while (!a.isNull() && !b.isNull()) {
        const QStringView level = TopicFilter::takeLevel(a);
        if (level != TopicFilter::takeLevel(b) || level == u"#" || level == u"+")
            break;
        common += level.toString() + u'/';
    }
    return common + u'#';
}

} // namespace

bool doOverlap(QStringView a, QStringView b)
{
    while (!a.isNull() && !b.isNull()) {
        const QStringView first = TopicFilter::takeLevel(a);
        const QStringView second = TopicFilter::takeLevel(b);
        if (first == u"#" || second == u"#")
            return true;
        if (first != second && first != u"+" && second != u"+")
            return false;
    }
    return (a.isNull() && b.isNull()) || a == u"#" || b == u"#";
}

QStringList withoutOverlaps(const QStringList &filters)
{
    QStringList disjoint;
    for (QString filter : filters) {
        for (qsizetype i = 0; i < disjoint.size(); ++i) {
            if (!doOverlap(disjoint.at(i), filter))
                continue;
            const QString other = disjoint.takeAt(i);
            filter = other == filter ? filter : commonBeginning(other, filter);
            i = -1; // the wider filter may overlap with one that was checked already
        }
        disjoint.append(filter);
    }
    return disjoint;
}

ProbeClient::ProbeClient(RunServices &services)
    : m_services(services)
    , m_session(std::make_unique<BrokerSession>(static_cast<SessionListener &>(*this), services.timers()))
{}

ProbeClient::~ProbeClient()
{
    m_session->close(OfflineMode::Clean);
}

void ProbeClient::open(const SessionSettings &settings, Completion<> done)
{
    m_clientId = settings.clientId;
    m_opened = std::move(done);
    for (const Subscription &subscription : settings.subscriptions)
        m_filters.append(subscription.topic);
    note(DeviceState::Connecting);
    m_session->open(settings);
}

void ProbeClient::close()
{
    m_isOnline = false;
    if (m_session->close(OfflineMode::Clean))
        m_services.journal().append({.device = m_clientId,
                                     .event = EntryEvent::StateChanged,
                                     .state = DeviceState::Offline,
                                     .offlineMode = OfflineMode::Clean});
    failAll({.code = ErrorCode::Cancelled, .message = u"the probe was taken offline"_s});
}

void ProbeClient::publish(const OutboundMessage &message, const Completion<> &done)
{
    if (!m_isOnline)
        return done(failure(ErrorCode::NotOnline, u"the probe is not online"_s, m_clientId, QString()));
    const auto id = m_session->publish(message, [&](qint32 packetId) {
        m_services.journal().append({.device = m_clientId,
                                     .event = EntryEvent::MessageSent,
                                     .topic = message.topic,
                                     .payload = message.payload,
                                     .qos = message.qos,
                                     .retain = message.retain,
                                     .packetId = static_cast<quint16>(packetId),
                                     .properties = toPlainText(message.properties)});
    });
    if (!id) {
        m_services.journal().append(
            {.device = m_clientId, .event = EntryEvent::ReportNotSent, .topic = message.topic, .error = id.error()});
        return done(Failure(id.error()));
    }
    if (message.qos == 0)
        return done({});
    m_unacknowledged.insert(*id, done);
}

void ProbeClient::subscribe(const QString &filter, quint8 qos, const Completion<> &done)
{
    QString wanted = filter;
    const QStringList before = m_filters;
    for (const QString &other : before) {
        if (!doOverlap(other, wanted))
            continue;
        wanted = withoutOverlaps({other, wanted}).first();
        m_filters.removeOne(other);
        m_session->removeSubscription(other);
    }
    m_subscribing.insert(wanted, done);
    if (const auto sent = m_session->addSubscription({.topic = wanted, .qos = qos}); !sent)
        return m_subscribing.take(wanted)(Failure(sent.error()));
    m_filters.append(wanted);
}

void ProbeClient::sessionOpened()
{
    note(DeviceState::Online);
    std::exchange(m_opened, {})({});
}

void ProbeClient::brokerAnswered(const BrokerAnswer &answer)
{
    using Kind = BrokerAnswer::Kind;
    const bool isSuback =
        answer.kind == Kind::Granted || answer.kind == Kind::GrantedLess || answer.kind == Kind::SubscriptionRefused;
    if (!isSuback || !m_subscribing.contains(answer.topic))
        return;
    const auto done = m_subscribing.take(answer.topic);
    done(answer.kind == Kind::SubscriptionRefused && answer.error ? Result<>(Failure(*answer.error)) : Result<>());
}

void ProbeClient::sessionFailed(const SessionEnd &end)
{
    note(DeviceState::Failed, end.error);
    failAll(end.error);
}

void ProbeClient::sessionLost(const SessionEnd &end)
{
    note(DeviceState::Failed, end.error);
    failAll(end.error);
}

void ProbeClient::messageArrived(const InboundMessage &message)
{
    m_services.journal().append({.device = m_clientId,
                                 .event = EntryEvent::MessageReceived,
                                 .topic = message.topic,
                                 .payload = message.payload,
                                 .qos = message.qos,
                                 .retain = message.retain,
                                 .dup = message.dup,
                                 .packetId = message.packetId,
                                 .properties = toPlainText(message.properties)});
}

void ProbeClient::messageAcknowledged(qint32 id, const Result<> &result)
{
    m_unacknowledged.take(id)(result);
}

void ProbeClient::messageGivenUp(qint32 id, const Error &error)
{
    m_unacknowledged.take(id)(Failure(error));
}

void ProbeClient::note(DeviceState state, const std::optional<Error> &error)
{
    m_isOnline = state == DeviceState::Online;
    m_services.journal().append(
        {.device = m_clientId, .event = EntryEvent::StateChanged, .state = state, .error = error});
}

void ProbeClient::failAll(const Error &error)
{
    std::exchange(m_opened, {})(Failure(error));
    for (const Completion<> &done : std::exchange(m_unacknowledged, {}))
        done(Failure(error));
    for (const Completion<> &done : std::exchange(m_subscribing, {}))
        done(Failure(error));
}

} // namespace Standin::Scenarios
