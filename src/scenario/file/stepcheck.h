// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/checkeddevices.h"
#include "scenario/file/checkednames.h"
#include "scenario/file/faults.h"
#include "scenario/file/scenario.h"

#include <functional>

namespace Standin::Scenarios {

/// Checks the meaning of steps, in the order in which they run.
class StepCheck
{
public:
    /// All must outlive it.
    StepCheck(const Scenario &scenario, const CheckedDevices &devices, CheckedNames &names, Faults &faults,
              Faults &warnings);

    void check(const Steps &steps);
    /// Whether one of the steps was an expectation.
    [[nodiscard]] bool hasExpectation() const { return m_hasExpectation; }

private:
    void checkStep(const Step &step);

    void checkKind(const Connect &step);
    void checkKind(const GoOffline &step);
    void checkKind(const Reconnect &step);
    void checkKind(const Publish &step);
    void checkKind(const Preset &step);
    void checkKind(const AddRule &step);
    void checkKind(const SetState &step);
    void checkKind(const Expect &step);
    void checkKind(const ExpectNone &step);
    void checkKind(const ExpectOrder &step);
    void checkKind(const ExpectState &step);
    void checkKind(const CaptureValues &step);
    void checkKind(const HttpStep &step);
    void checkKind(const ProbeStep &step);
    void checkKind(const Group &step) { check(step.steps); }
    void checkKind(const Parallel &step);
    void checkKind(const Repeat &step);
    void checkKind(const ForEachDevice &step);
    void checkKind(const Include &step);
    void checkKind(const Wait &step);

    void checkProbe(const ProbePublish &publish);
    void checkProbe(const ProbeSubscribe &subscribe);
    void checkProbe(const ProbeExpect &expect);
    void checkProbe(const ProbeExpectNone &expect);

    /// The place of the templates of a step for these devices; the devices are checked, too.
    CheckedNames::Place placeOf(const DeviceNames &devices);
    /// Of a step that is for no device.
    [[nodiscard]] CheckedNames::Place placeOfScenario() const;
    void checkText(const QByteArray &text, const CheckedNames::Place &place, const QString &key);
    void checkEntries(const EntryTemplate &entries, const CheckedNames::Place &place);
    void checkAmount(const Amount &amount);
    void checkSince(const Since &since);
    /// It waits for so long at most, or at least.
    void checkTime(int ms, bool isLeast, const QString &key);
    void capture(const QList<Capture> &captures);
    void fault(const QString &message, const QString &key = {});
    void advise(const QString &message);
    [[nodiscard]] QString where(const QString &key = {}) const;

    const Scenario *m_scenario; ///< in which the steps are
    const CheckedDevices &m_devices;
    CheckedNames &m_names;
    Faults &m_faults;
    Faults &m_warnings;
    const Step *m_step = nullptr;
    const DeviceNames *m_current = nullptr; ///< of the forEachDevice around the steps
    QStringList m_earlier;                  ///< names of steps
    QStringList m_all;                      ///< names of all steps of the scenario
    QStringList m_earlierExpectations;
    bool m_hasExpectation = false;
};

/// Calls `visit` for each step, and for those inside of it, in their order; with those of included files.
void forEachStep(const Steps &steps, const std::function<void(const Step &)> &visit);

} // namespace Standin::Scenarios
