// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Reserved ids for replies that are not made by a rule; in the journal they are in the field of a rule's id.
namespace Standin::Rules::RuleId {

inline const QString defaultReply = QStringLiteral("default"); ///< the profile's `reply`
inline const QString presetReply = QStringLiteral("preset");   ///< a preset reply

} // namespace Standin::Rules::RuleId
