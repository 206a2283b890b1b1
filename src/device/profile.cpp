// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/profile.h"

namespace Standin {

quint16 Connection::port() const
{
    constexpr int mqttPort = 1883;
    return static_cast<quint16>(url.port(mqttPort));
}

QString Connection::display() const
{
    const QString name = host().contains(u':') ? QStringLiteral("[%1]").arg(host()) : host();
    return QStringLiteral("%1:%2").arg(name).arg(port());
}

} // namespace Standin
