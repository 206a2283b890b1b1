// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/correlation.h"

#include <QByteArray>

namespace Standin::Rules {

/// The payload of a message as a preset reply: the values that tied it to one command become templates, so that the
/// reply fits the next one. Everything else stays as it was written.
[[nodiscard]] QByteArray presetReplyFrom(const QByteArray &payload, const Match::Correlation &correlation);

} // namespace Standin::Rules
