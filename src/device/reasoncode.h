// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin {

/// What brokers say in numbers.
namespace ReasonCode {

/// CONNACK of 3.1 and 3.1.1 (section 3.2.2.3).
[[nodiscard]] QString returnCodeText(quint8 code);

/// 5.0 (section 2.4), 0x80 and above.
[[nodiscard]] QString text(quint8 code);

/// "0x87".
[[nodiscard]] QString hex(quint8 code);

/// "not authorized (0x87): no such tenant"; `told` is the broker's own reason string, or empty.
[[nodiscard]] QString withReason(quint8 code, const QString &told);

} // namespace ReasonCode

} // namespace Standin
