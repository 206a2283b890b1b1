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

} // namespace Standin
