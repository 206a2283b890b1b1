// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonsyntax.h"
#include "device/devicestatus.h"
#include "journal/entry.h"

#include <QCoreApplication>

namespace Standin::Gui {

/// The displayed texts for the codes of the engine.
class DisplayText final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::DisplayText)

public:
    [[nodiscard]] static QString state(DeviceState state);
    /// The state with its details: offline mode, or number of failed attempts.
    [[nodiscard]] static QString state(const DeviceStatus &status);
    [[nodiscard]] static QString mode(OfflineMode mode);
    /// The effect of the mode, in one line.
    [[nodiscard]] static QString modeExplanation(OfflineMode mode);
    [[nodiscard]] static QString kind(EntryKind kind);
    /// What happened; empty for a message.
    [[nodiscard]] static QString event(const Entry &entry);
    /// Further facts of an entry beside topic, payload and error.
    [[nodiscard]] static QString note(const Entry &entry);
    /// Why a message was not answered.
    [[nodiscard]] static QString reason(const Unanswered &unanswered);
    /// What made the reply: "preset reply", "default reply", a rule.
    [[nodiscard]] static QString rule(const QString &ruleId);
    /// The purpose of a secret, by the JSON pointer of its place in the profile file.
    [[nodiscard]] static QString secret(const QString &place);
    [[nodiscard]] static QString jsonProblem(JsonProblem problem);
};

} // namespace Standin::Gui
