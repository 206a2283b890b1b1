// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace Standin::Models {

/// Natural order: numbers in the texts are compared by value ("gw-2" before "gw-10"), without regard to case.
[[nodiscard]] bool naturallyLess(QStringView a, QStringView b);

} // namespace Standin::Models
