// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/mqttversion.h"

#include <array>

namespace Standin {

namespace {

constexpr std::array versionNames = {QStringView(u"3.1"), QStringView(u"3.1.1"), QStringView(u"5.0")};

} // namespace

QString toString(MqttVersion version)
{
    return versionNames.at(static_cast<size_t>(version)).toString();
}

std::optional<MqttVersion> mqttVersionFromString(QStringView name)
{
    for (size_t i = 0; i < versionNames.size(); ++i) {
        if (versionNames[i] == name)
            return static_cast<MqttVersion>(i);
    }
    return std::nullopt;
}

QStringList mqttVersionNames()
{
    QStringList names;
    for (const QStringView name : versionNames)
        names.append(name.toString());
    return names;
}

} // namespace Standin
