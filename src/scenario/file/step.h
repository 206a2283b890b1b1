// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/action.h"
#include "scenario/file/control.h"
#include "scenario/file/expectation.h"
#include "scenario/file/httprequest.h"
#include "scenario/file/probestep.h"

#include <variant>

namespace Standin::Scenarios {

/// One step of a scenario: an object with one of the keys of stepKinds(), and these beside it:
///
///     { "name": "the gateway reboots", "when": "vars.site == 'lab'", "timeoutMs": 10000, "continueOnFailure": true,
///       "offline": { "device": "gw", "mode": "abrupt" } }
struct Step
{
    using Kind = std::variant<Connect, GoOffline, Reconnect, Publish, Preset, AddRule, SetState, Expect, ExpectNone,
                              ExpectOrder, ExpectState, CaptureValues, HttpStep, ProbeStep, Group, Parallel, Repeat,
                              ForEachDevice, Include, Wait>;

    QString name = {};
    QString when = {};                 ///< a script; the step is skipped when it is not true. Empty: none
    std::optional<int> timeoutMs = {}; ///< nullopt: that of the kind (usualTimeoutMs)
    bool continueOnFailure = false;
    Kind kind = {};

    QString pointer = {}; ///< its place in its file: "/steps/3"
    int line = 0;         ///< likewise, from 1; 0: not from a file

    static constexpr int longestMs = 3'600'000; ///< of every time in a step
    /// Of one that names none. Steps that wait for something have the time of that in addition; control steps have
    /// none.
    static constexpr int usualTimeoutMs = 30'000;

    /// "connect", "offline", "reconnect", "publish", "preset", "rule", "setState", "expect", "expectNone",
    /// "expectOrder", "expectState", "capture", "http", "probe", "group", "parallel", "repeat", "forEachDevice",
    /// "include", "wait": in the order of Kind.
    [[nodiscard]] static const QStringList &kindNames();
    [[nodiscard]] QString kindName() const { return kindNames().at(static_cast<qsizetype>(kind.index())); }
    /// Whether it changes something, so that later expectations look from its cursor: connect to setState, http, and
    /// publish of a probe.
    [[nodiscard]] bool isAction() const;
};

/// Calls `visit` for the steps inside of one, those of each branch by themselves; not for those of an included file.
template <typename AnyStep, typename Visit>
void forEachInside(AnyStep &step, Visit visit)
{
    std::visit(
        [&visit](auto &kind) {
            if constexpr (requires { kind.steps; }) {
                visit(kind.steps);
            } else if constexpr (requires { kind.branches; }) {
                for (auto &branch : kind.branches)
                    visit(branch);
            }
        },
        step.kind);
}

} // namespace Standin::Scenarios
