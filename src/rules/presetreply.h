// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/correlation.h"

#include <QByteArray>

namespace Standin::Rules {

/// Makes a preset reply from the payload of a message: its correlation values become templates, so that the reply fits
/// the next command. Everything else is unchanged.
[[nodiscard]] QByteArray presetReplyFrom(const QByteArray &payload, const Match::Correlation &correlation);

} // namespace Standin::Rules
