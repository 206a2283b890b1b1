// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "device/devicestatus.h"
#include "fleet/order.h"
#include "fleet/pendingoutcome.h"
#include "journal/journal.h"
#include "profile/profile.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace Standin {

class Clock;
class CompiledProfile;
class DeviceRegistry;
class FleetObserver;
class Keychain;
class Observation;
class ProfileRegistry;
class SentMessages;
class Worker;
struct DeviceRules;
struct DryRun;

namespace Rules {
class RuleBook;
} // namespace Rules

/// The changes of devices since the last call of a reader.
struct FleetChanges
{
    quint64 revision = 0;        ///< pass it to the next call
    bool listChanged = false;    ///< devices were added or removed; then `devices` is the whole list, in order
    QList<DeviceStatus> devices; ///< otherwise only those whose status changed
};

/// A page of devices, in the order in which they were added.
struct StatusPage
{
    QList<DeviceStatus> devices;
    quint64 last = 0; ///< `after` of the next page, also if that device has been removed meanwhile
    bool more = false;
};

/// The profile of a device, or of a name, at one moment.
struct VersionedProfile
{
    Profile profile;
    quint64 revision = 0; ///< DeviceStatus::profileRevision, or ProfileRegistry::Entry::revision
};

struct FleetTotals
{
    int devices = 0;
    int online = 0;
    int connecting = 0; ///< Connecting and Reconnecting
    int failed = 0;
    quint64 received = 0; ///< since the fleet was made, including removed devices
    quint64 sent = 0;

    /// Adds a device in this state.
    void count(DeviceState state)
    {
        ++devices;
        online += state == DeviceState::Online;
        connecting += state == DeviceState::Connecting || state == DeviceState::Reconnecting;
        failed += state == DeviceState::Failed;
    }

    [[nodiscard]] int offline() const { return devices - online - connecting - failed; }
};

/// All devices, distributed over worker threads: the common interface of window, REST and command line.
///
/// Every function may be called from any thread. Functions that take time return a pending outcome, and every one is
/// set. The result of an action is the cursor of the journal before the action began, so its effects are found
/// `after` it. Devices never wait for each other. Destroying the fleet takes all devices offline cleanly.
class Fleet final : public QObject
{
    Q_OBJECT

public:
    using Done = PendingOutcome;

    /// `workers` threads; 0 means one per core. Clock, journal and profiles must outlive the fleet. The fleet registers
    /// the profiles of its devices in `profiles`.
    Fleet(const Clock &clock, Journal &journal, ProfileRegistry &profiles, int workers = 0, QObject *parent = nullptr);
    ~Fleet() override;

    /// The client ids of the devices that a profile makes, in order. InvalidArgument for a wrong template in it.
    [[nodiscard]] Result<QStringList> clientIds(const Profile &profile) const;
    /// Makes the devices of a profile (profile/members.h), offline. All or none: DeviceExists when a client id is in
    /// use; InvalidArgument when one is empty or too long, or for a wrong template in the profile. Returns the ids in
    /// order. `testId`: of the run of a scenario that they are for.
    Result<QStringList> addDevices(const Profile &profile, const QString &testId = {});
    /// Makes one device whose client id is taken literally.
    Result<> addDevice(const QString &clientId, const Profile &profile, int index = 0);

    /// The profile of a device as it was last set.
    [[nodiscard]] Result<Profile> profile(const QString &id) const;
    /// Where the devices find secrets that profiles name there.
    [[nodiscard]] Keychain &keychain() { return *m_keychain; }
    /// The rules that belong to no profile.
    [[nodiscard]] Rules::RuleBook &rules() { return *m_rules; }
    /// Is told of orders and of changes of the rules from now on, in place of the one before; nullptr: nobody is.
    void setObserver(const std::shared_ptr<FleetObserver> &observer);
    /// Gives a device another profile; its client id, index, state and counters stay. Changes of the connection or the
    /// subscriptions take effect with the next Order::Connect or Order::Reconnect.
    Result<> setProfile(const QString &id, const Profile &profile);
    /// The same for many devices. Unknown ids are ignored.
    Result<> setProfile(const QStringList &ids, const Profile &profile);

    /// Gives a device the profile that `make` returns for its current one (nullptr: there is no such device, and it is
    /// made). This is atomic: no other thread can add, change or remove the device meanwhile. `make` must not use the
    /// fleet.
    Result<> putDevice(const QString &clientId, const std::function<Result<Profile>(const VersionedProfile *)> &make);

    /// Keeps the profile that `make` returns for the current one of this name (nullptr: there is none) in the registry,
    /// and gives it to the devices that have the current one unchanged. Atomic, and changes nothing after an error.
    /// `bytes`: its size, for the limit of the registry. True when there was none of this name. `make` must not use the
    /// fleet.
    Result<bool> putProfile(const QString &name, qsizetype bytes,
                            const std::function<Result<Profile>(const VersionedProfile *)> &make);

    /// Executes an order on a device; Order documents the kinds. UnknownDevice for an unknown id.
    Done perform(const QString &id, const Order &order);

    /// The rules that a device tries, with those that are only for other devices. UnknownDevice.
    [[nodiscard]] Result<DeviceRules> rulesOf(const QString &id) const;
    /// What the rules of a device would make of a message; `rules`: instead of those in force. UnknownDevice, or the
    /// errors of RuleBook::add().
    [[nodiscard]] Result<DryRun> dryRun(const QString &id, const Match::Message::Fields &message,
                                        const std::optional<QList<Rules::Rule>> &rules = {}) const;

    [[nodiscard]] bool contains(const QString &id) const;
    /// The next unused client id with a higher number: "gw-4" after "gw-3", "pump-2" after "pump".
    [[nodiscard]] QString freeIdAfter(const QString &id) const;
    /// In the order in which they were added.
    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] Result<DeviceStatus> status(const QString &id) const;
    [[nodiscard]] QList<DeviceStatus> statuses() const;
    [[nodiscard]] StatusPage page(quint64 after, qsizetype limit) const;
    [[nodiscard]] FleetChanges changesSince(quint64 revision) const;
    [[nodiscard]] FleetTotals totals() const;
    /// Those of each profile by its name, without devices whose profile has no name. `received` and `sent` are 0.
    [[nodiscard]] std::map<QString, FleetTotals> totalsByProfile() const;
    /// The devices with a profile of this name, in order.
    [[nodiscard]] QStringList idsOf(const QString &profile) const;

private:
    using Compiled = std::shared_ptr<const CompiledProfile>;
    struct Changes;

    /// What gives the profile to the devices; nothing is changed yet.
    [[nodiscard]] Result<Changes> prepare(const QStringList &ids, const Compiled &compiled) const;
    void apply(const Changes &changes, const Compiled &compiled);
    /// `indexes`: the number of each.
    Result<> add(const QStringList &clientIds, const QList<int> &indexes,
                 const std::shared_ptr<const CompiledProfile> &compiled, const QString &testId = {});
    void forget(const QString &id);

    const Clock &m_clock;
    Journal &m_journal;
    ProfileRegistry &m_profiles;
    /// Held while devices are added, get another profile or are removed. putDevice() also calls functions that lock it.
    std::recursive_mutex m_profileChanges;
    const std::unique_ptr<Observation> m_observation;
    std::unique_ptr<DeviceRegistry> m_registry;
    const std::unique_ptr<SentMessages> m_sentMessages;
    const std::unique_ptr<Keychain> m_keychain;
    const std::unique_ptr<Rules::RuleBook> m_rules;
    std::vector<std::unique_ptr<Worker>> m_workers; ///< the last member: its devices must be destroyed first
};

} // namespace Standin
