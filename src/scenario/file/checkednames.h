// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/faults.h"
#include "template/template.h"

#include <QHash>
#include <QSet>

namespace Standin::Scenarios {

/// The names that have a value at one place of a scenario, for checking its templates before it runs.
class CheckedNames
{
public:
    /// Where a template stands.
    struct Place
    {
        bool hasDevice = true;        ///< `clientId`, `index`, `topics` and `state`
        bool hasCommand = false;      ///< it is rendered when a command is answered
        QStringList correlation = {}; ///< the keys of that command
        QStringList vars = {};        ///< of the profile
    };

    /// Reports a name without a value, a misspelt one, and a wrong expression, at `where`.
    void check(const QByteArray &text, const Place &place, const QString &where, Faults &faults) const;
    /// The same for a script.
    void checkScript(const QString &script, const Place &place, const QString &where, Faults &faults) const;

    /// The variables that are set here.
    QSet<QString> vars;
    /// Variables that some step captures, by name with the place of the first.
    QHash<QString, QString> captured;
    /// The columns that all rows have; nullopt: there are no rows.
    std::optional<QStringList> columns;
    /// The entries of `devices`.
    QStringList devices;

private:
    [[nodiscard]] QString reasonAgainst(const QStringList &path, const Place &place) const;
    [[nodiscard]] QString reasonAgainstVar(const QString &name, const Place &place) const;
    [[nodiscard]] QString reasonAgainstDevice(const QStringList &path) const;
    void checkNamesOf(const Script &script, const Place &place, const QString &where, Faults &faults) const;
};

} // namespace Standin::Scenarios
