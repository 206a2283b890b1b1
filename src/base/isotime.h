// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin {

/// Microseconds since 1970 as "2026-01-31T12:00:00.123456Z".
[[nodiscard]] QString isoTime(qint64 micros);

} // namespace Standin
