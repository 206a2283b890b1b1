// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Standin::JsonNumber {

/// One text for each number, whatever way it is written in: "1" for 1, 1.0 and 10e-1, "0" for -0. Exact, because it
/// works on the digits. Only an exponent of more than nine digits is left as it is. `text` is a JSON number.
[[nodiscard]] QByteArray canonical(QByteArrayView text);

/// With a point or an exponent; see JsonText::real().
[[nodiscard]] QByteArray fromReal(double number, int decimals);

} // namespace Standin::JsonNumber
