// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/devicestate.h"

#include <array>

namespace Standin {

namespace {

constexpr std::array stateNames = {QStringView(u"offline"), QStringView(u"connecting"), QStringView(u"online"),
                                   QStringView(u"reconnecting"), QStringView(u"failed")};

} // namespace

QString toString(DeviceState state)
{
    return stateNames.at(static_cast<size_t>(state)).toString();
}

QStringList deviceStateNames()
{
    QStringList names;
    for (const QStringView name : stateNames)
        names.append(name.toString());
    return names;
}

std::optional<DeviceState> deviceStateFromString(QStringView name)
{
    for (size_t i = 0; i < stateNames.size(); ++i) {
        if (stateNames[i] == name)
            return static_cast<DeviceState>(i);
    }
    return std::nullopt;
}

} // namespace Standin
