// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerig.h"

using namespace Qt::StringLiterals;

namespace Standin::Tests {

Completion<> Answer::completion()
{
    return Completion<>([result = m_result](const Result<> &given) { *result = given; });
}

std::optional<ErrorCode> Answer::code() const
{
    return isThere() && !isSuccess() ? std::optional(m_result->value().error().code) : std::nullopt;
}

QString Answer::message() const
{
    return code() ? m_result->value().error().message : QString();
}

std::optional<QString> Answer::detail() const
{
    return isThere() && !isSuccess() ? m_result->value().error().detail : std::nullopt;
}

DeviceRig::DeviceRig(const Profile &profile, int index)
    : m_makeSession([this](SessionListener &listener) {
        auto made = std::make_unique<ScriptedSession>(listener);
        session = made.get();
        return made;
    })
{
    DeviceStatus status;
    status.id = u"dev"_s;
    status.index = index;
    status.values = profile.state;
    record = std::make_shared<DeviceRecord>(status, CompiledProfile::make(profile).value(), m_totals);
    device = std::make_unique<Device>(record, DeviceServices{.journal = journal,
                                                             .clock = time.clock,
                                                             .timers = time.timers,
                                                             .sentMessages = *sentMessages,
                                                             .keychain = keychain,
                                                             .rules = rules,
                                                             .scripts = scripts,
                                                             .makeSession = m_makeSession});
}

void DeviceRig::connectAndAccept()
{
    device->connectToBroker(Completion<>());
    session->accept();
}

void DeviceRig::setProfile(const Profile &profile)
{
    record->setCompiledProfile(CompiledProfile::make(profile).value());
    device->profileChanged();
}

void DeviceRig::command(const QByteArray &payload, quint8 qos)
{
    session->deliver({.topic = u"mqtt/dev/v1/bypass"_s, .payload = payload, .qos = qos});
}

QString DeviceRig::offlineMode() const
{
    const auto mode = record->status().offlineMode;
    return mode ? toString(*mode) : QString();
}

QList<EntryPtr> DeviceRig::entries(std::optional<EntryKind> kind) const
{
    JournalQuery query;
    query.kind = kind;
    query.limit = 100'000;
    return journal.read(query).entries;
}

QStringList DeviceRig::states() const
{
    QStringList states;
    for (const EntryPtr &entry : entries(EntryKind::Lifecycle))
        states.append(toString(*entry->state) +
                      (entry->offlineMode ? u":"_s + toString(*entry->offlineMode) : QString()));
    return states;
}

QByteArrayList DeviceRig::sentPayloads() const
{
    QByteArrayList payloads;
    for (const OutboundMessage &message : session->published)
        payloads.append(message.payload);
    return payloads;
}

QStringList DeviceRig::reasons() const
{
    QStringList reasons;
    for (const EntryPtr &entry : entries(EntryKind::In))
        reasons.append(entry->unanswered ? toString(entry->unanswered->reason) : QString());
    return reasons;
}

} // namespace Standin::Tests
