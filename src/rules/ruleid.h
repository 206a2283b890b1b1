// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The ids of what answers commands beside the rules of a profile: in the journal they stand where a rule's id stands.
namespace Standin::Rules::RuleId {

inline const QString defaultReply = QStringLiteral("default"); ///< the profile's `reply`
inline const QString presetReply = QStringLiteral("preset");   ///< a preset reply

} // namespace Standin::Rules::RuleId
