// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Standin::JsonNumber {

/// A canonical text for each number, independent of its spelling: "1" for 1, 1.0 and 10e-1, "0" for -0. Exact, because
/// it works on the digits. An exponent of more than nine digits is not changed. `text` is a JSON number.
[[nodiscard]] QByteArray canonical(QByteArrayView text);

/// With a point or an exponent; see JsonText::real().
[[nodiscard]] QByteArray fromReal(double number, int decimals);

} // namespace Standin::JsonNumber
