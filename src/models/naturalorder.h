// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace Standin::Models {

/// Whether `a` stands before `b` for a person: "gw-2" before "gw-10", upper and lower case alike.
[[nodiscard]] bool naturallyLess(QStringView a, QStringView b);

} // namespace Standin::Models
