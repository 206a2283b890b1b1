// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/nearmisses.h"
#include "scenario/file/step.h"

/// The English texts of reports: what a step does, what it expected, what came instead. They are for people, bounded in
/// length, and never have a secret.
namespace Standin::Scenarios {

/// "gw: connect", "gw publishes to ${topics.report}": what a step does, templates as they are written.
[[nodiscard]] QString summaryOf(const Step &step);

/// "1 message that gw-1 receives, with topic cmd/# and payload {…}, within 5000 ms".
[[nodiscard]] QString expectedText(const Amount &amount, EntryKind kind, const std::optional<EntryEvent> &event,
                                   const JournalQuery &query, int ms);
/// "none", "1 of them", "3: #12 cmd/reboot {…}; …".
[[nodiscard]] QString gotText(const QList<EntryPtr> &entries, const Amount &amount);
/// "#12 cmd/reboot {"op":"restart"} (/op: expected "reboot", found "restart")".
[[nodiscard]] QString missText(const NearMiss &miss);
/// The parts of a pattern that a message does not have, up to four.
[[nodiscard]] QString differencesText(const Match::Explanation &explanation, const Match::Message &message);

/// "cmd/# {"op":"reboot"}": topic, `json`, and the other conditions of a pattern (PatternTemplate::json).
[[nodiscard]] QString patternText(const JsonText &pattern);
/// "cmd/reboot {"op":"reboot"}".
[[nodiscard]] QString messageText(const Match::Message &message);
[[nodiscard]] QString entryText(const Entry &entry);
/// "failed with the error broker-refused and reason code 135".
[[nodiscard]] QString stateText(const ExpectState &wanted);
[[nodiscard]] QString failingText(const Failing &failing);
/// The message of an error with its name: "broker-refused: …".
[[nodiscard]] QString errorText(const Error &error);
/// "a, b, c and 7 more"; `total`: with those that are not in the list.
[[nodiscard]] QString listText(const QStringList &some, qsizetype total);
/// At most `most` characters, on one line.
[[nodiscard]] QString shortText(const QString &text, qsizetype most = 200);

} // namespace Standin::Scenarios
