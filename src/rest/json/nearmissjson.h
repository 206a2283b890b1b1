// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/nearmisses.h"
#include "rules/judgement.h"

namespace Standin::Rest {

/// [{seq, device, topic, payload, held, total, checks: [{pointer, expected, found, held}]}]: `found` is missing where
/// the message has no such value, and the payload is shortened.
[[nodiscard]] QByteArray nearMissesJson(const QList<NearMiss> &misses);

/// [{id, name, held, total, checks}]: rules and their conditions.
[[nodiscard]] JsonText judgementsJson(const QList<Rules::Judgement> &judgements);

} // namespace Standin::Rest
