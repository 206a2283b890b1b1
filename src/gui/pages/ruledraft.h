// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "rules/rule.h"

namespace Standin::Gui {

/// The texts with which the editor of a rule begins.
namespace RuleDraft {

/// A rule for this device, to be adapted.
[[nodiscard]] QByteArray example(const QString &clientId);
/// A rule for messages like this one, which its device has received: with its topic, unless that is the command topic
/// of the device, and the texts and switches in its payload as conditions.
[[nodiscard]] QByteArray from(const Entry &entry, const QString &commandTopic);
/// The text of an existing rule.
[[nodiscard]] QByteArray of(const Rules::Rule &rule);
/// The same without its id, for another rule.
[[nodiscard]] QByteArray copyOf(Rules::Rule rule);

} // namespace RuleDraft

} // namespace Standin::Gui
