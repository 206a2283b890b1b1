// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/device.h"
#include "device/sentmessages.h"
#include "profile/keychain.h"
#include "rules/rulebook.h"
#include "scriptedsession.h"
#include "support/fakeclock.h"
#include "template/scriptengine.h"

namespace Standin::Tests {

/// The answer of a device to an order.
class Answer
{
public:
    /// A completion that stores the answer here.
    [[nodiscard]] Completion<> completion();

    [[nodiscard]] bool isThere() const { return m_result->has_value(); }
    [[nodiscard]] bool isSuccess() const { return isThere() && m_result->value().has_value(); }
    /// The error, if there is one.
    [[nodiscard]] std::optional<ErrorCode> code() const;
    [[nodiscard]] QString message() const;
    [[nodiscard]] std::optional<QString> detail() const;

private:
    std::shared_ptr<std::optional<Result<>>> m_result = std::make_shared<std::optional<Result<>>>();
};

/// A device with the services of a worker: a scripted session instead of a broker, and a clock that the test advances.
class DeviceRig
{
public:
    explicit DeviceRig(const Profile &profile = {}, int index = 0);

    void advance(std::chrono::milliseconds by) { time.advance(by); }
    /// Connects the device; the broker accepts it.
    void connectAndAccept();
    /// Replaces the profile, as the fleet does.
    void setProfile(const Profile &profile);
    /// Sends a command to the command topic.
    void command(const QByteArray &payload, quint8 qos = 0);

    [[nodiscard]] DeviceStatus status() const { return record->status(); }
    [[nodiscard]] QString state() const { return toString(record->status().state); }
    /// The offline mode; empty unless it is offline.
    [[nodiscard]] QString offlineMode() const;
    [[nodiscard]] QList<EntryPtr> entries(std::optional<EntryKind> kind = {}) const;
    /// The states in the journal: "connecting", "online", "offline:clean" …
    [[nodiscard]] QStringList states() const;
    [[nodiscard]] QByteArrayList sentPayloads() const;
    /// Why the received messages were not answered: "noCorrelationKey" …; empty for answered ones.
    [[nodiscard]] QStringList reasons() const;

    FakeTime time;
    Journal journal{time.clock};
    const std::unique_ptr<SentMessages> sentMessages = std::make_unique<SentMessages>(time.clock);
    Keychain keychain;
    ScriptEngine scripts;
    Rules::RuleBook rules{time.clock, [] { return Profile().correlationNames(); }};
    std::shared_ptr<DeviceRecord> record;
    ScriptedSession *session = nullptr; ///< the device's
    std::unique_ptr<Device> device;

private:
    DeviceTotals m_totals;
    const SessionFactory m_makeSession;
};

} // namespace Standin::Tests
