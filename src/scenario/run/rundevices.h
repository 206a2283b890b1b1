// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"
#include "scenario/file/devicenames.h"
#include "scenario/file/scenarioscope.h"

namespace Standin::Scenarios {

struct Scenario;

/// The devices of one run: made at its beginning, removed at its end. Use it in the thread of the run.
class RunDevices
{
public:
    /// `testId`: of the run.
    RunDevices(Fleet &fleet, QString testId)
        : m_fleet(fleet)
        , m_testId(std::move(testId))
    {}

    /// Makes the devices of a scenario, offline, and puts them into the scope. After an error those that were made are
    /// removed by remove(). `broker`: instead of the profiles' own; may be empty.
    Result<> make(const Scenario &scenario, ScenarioScope &scope, const QUrl &broker);
    /// Takes them offline cleanly and removes them, with the sessions that the broker keeps for them. `done` is called
    /// once in the event loop, with the first error, unless `context` is destroyed before.
    void remove(QObject *context, const std::function<void(const Result<> &)> &done);

    /// All, in their order.
    [[nodiscard]] const QStringList &ids() const { return m_ids; }
    /// Those that a step names; `current`: the one of the forEachDevice around it. InvalidArgument.
    [[nodiscard]] Result<QStringList> idsOf(const DeviceNames &names, const QString &current) const;
    /// Makes a device the current one of a scope.
    void enter(const QString &id, ScenarioScope &scope) const;
    /// The connection of the first one, without user, password and will; a plain one when there is none.
    [[nodiscard]] const Connection &firstConnection() const { return m_firstConnection; }
    /// A saved message of a device's profile. InvalidArgument.
    [[nodiscard]] Result<Publication> savedMessage(const QString &id, const QString &name) const;

private:
    struct Entry
    {
        QString name;
        QStringList ids;
        QList<int> indexes;
    };

    /// Those for which the broker may keep a session.
    [[nodiscard]] QStringList withSession() const;
    void removeAll(QObject *context, const std::function<void(const Result<> &)> &done);
    [[nodiscard]] Result<QStringList> idsOfName(const QString &name) const;
    /// `devices` for templates (ScenarioScope::setDevices).
    [[nodiscard]] JsonText described() const;
    [[nodiscard]] JsonText described(const QString &id) const;

    /// What templates need of a device's profile.
    struct OfProfile
    {
        JsonText vars = JsonText::emptyObject();
        QStringList correlation = {};
    };

    Fleet &m_fleet;
    const QString m_testId;
    QList<Entry> m_entries;
    QHash<QString, OfProfile> m_profiles; ///< by client id
    QStringList m_ids;
    Connection m_firstConnection;
};

} // namespace Standin::Scenarios
