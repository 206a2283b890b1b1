// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace Standin::Mqtt {

/// QString::fromUtf8(), but a leading byte order mark is kept as a character [MQTT-1.5.3-3].
[[nodiscard]] QString fromUtf8(QByteArrayView utf8);

} // namespace Standin::Mqtt
