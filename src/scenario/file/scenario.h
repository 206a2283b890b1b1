// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/connection.h"
#include "scenario/file/access.h"
#include "scenario/file/step.h"

namespace Standin::Scenarios {

/// An entry of `devices`: {"gw": "gateway.json"} or {"gw": {"profile": "gateway.json", "count": 3, "clientId":
/// "gw-${run.id}-${index}", "vars": {…}, "connection": {"url": …}}}. `profile` may also be the profile itself. All keys
/// of a profile that stand beside it replace those of the profile; in `vars`, `connection` and `topics` each key
/// replaces its own.
struct DeviceEntry
{
    QString name = {};
    QString file = {};                            ///< of the profile, as written; empty: it is in `profile`
    JsonText profile = {};                        ///< undefined: it is in `file`
    JsonText overrides = JsonText::emptyObject(); ///< `count` and the other keys, as written
    QString pointer = {};
    int line = 0;
};

/// An entry of `probes`: {"backend": {"connection": {"url": …, "username": …}, "clientId": "backend-${run.id}"}}. What
/// it does not set is as in the first device's connection, without user and password.
struct Probe
{
    QString name = {};
    QString clientId = {};                         ///< a template; empty: made for the run
    JsonText connection = JsonText::emptyObject(); ///< keys of a profile's connection, as written
    QString pointer = {};
};

/// The test cases of a scenario, one a row: {"rows": [ {"op": "reboot"}, … ]} or {"rows": "cases.csv"}, whose first
/// line has the names.
struct Rows
{
    static constexpr qsizetype most = 100'000;

    QList<JsonText> inlined = {}; ///< objects
    QString csv = {};             ///< as written; empty: inline
    QString pointer = {};

    [[nodiscard]] bool isEmpty() const { return inlined.isEmpty() && csv.isEmpty(); }
};

/// Steps with expectations (docs/scenarios.md): the file format `standin.scenario/1`. A value.
struct Scenario
{
    QString name = {}; ///< of the file, when it gives none
    QString description = {};
    QStringList tags = {};
    JsonText vars = JsonText::emptyObject(); ///< defaults
    QList<DeviceEntry> devices = {};         ///< in the order of the file
    QList<Probe> probes = {};
    Rows rows = {};
    Steps setup = {};
    Steps steps = {};
    Steps teardown = {}; ///< always runs

    Access access = Access::All;

    QString path = {};      ///< of the file; empty: none
    QString baseDir = {};   ///< the folder of relative paths; empty: the working folder
    QByteArray source = {}; ///< the text of the file as last read or written; a save applies the edits to it

    /// The place of a fault: a JSON pointer, behind the path of the file if there is one.
    [[nodiscard]] QString placeOf(const QString &pointer) const
    {
        return path.isEmpty() ? pointer : path + QStringLiteral(": ") + pointer;
    }
};

} // namespace Standin::Scenarios
