// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/checkeddevices.h"
#include "scenario/file/checkednames.h"

namespace Standin::Scenarios {

/// The step that is being checked, what is known before it, and the checks that several kinds have in common.
struct CheckedStep
{
    /// The place of the templates of a step for these devices; the devices are checked, too.
    CheckedNames::Place placeOf(const DeviceNames &of);
    /// Of a step that is for no device.
    [[nodiscard]] CheckedNames::Place placeOfScenario() const;
    void checkText(const QByteArray &text, const CheckedNames::Place &place, const QString &key);
    void checkEntries(const EntryTemplate &entries, const CheckedNames::Place &place);
    void checkAmount(const Amount &amount);
    void checkSince(const Since &since);
    /// It waits for so long at most, or at least.
    void checkTime(int ms, bool isLeast, const QString &key);
    /// It looks for so long that nothing comes.
    void checkSilence(int ms, const QString &key);
    /// A topic to publish to.
    void checkTopic(const QString &topic, const QString &key);
    void capture(const QList<Capture> &captures);
    /// The step is an expectation that finds a message, of which it captures values.
    void finds(const QList<Capture> &captures);
    void fault(const QString &message, const QString &key = {});
    void advise(const QString &message);
    [[nodiscard]] QString where(const QString &key = {}) const;

    const Scenario *scenario; ///< in which the step is
    const CheckedDevices &devices;
    CheckedNames &names;
    Faults &faults;
    Faults &warnings;
    const Step *step = nullptr;
    const DeviceNames *current = nullptr; ///< of the forEachDevice around the step
    QStringList earlier = {};             ///< names of steps
    QStringList all = {};                 ///< names of all steps of the scenario
    QStringList earlierExpectations = {};
    bool hasExpectation = false;
};

} // namespace Standin::Scenarios
