// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/offlinemode.h"

#include <array>

namespace Standin {

namespace {

constexpr std::array modeNames = {QStringView(u"clean"), QStringView(u"with-will"), QStringView(u"abrupt"),
                                  QStringView(u"reset"), QStringView(u"silent")};

} // namespace

QString toString(OfflineMode mode)
{
    return modeNames.at(static_cast<size_t>(mode)).toString();
}

QStringList offlineModeNames()
{
    QStringList names;
    for (const QStringView name : modeNames)
        names.append(name.toString());
    return names;
}

std::optional<OfflineMode> offlineModeFromString(QStringView name)
{
    for (size_t i = 0; i < modeNames.size(); ++i) {
        if (modeNames[i] == name)
            return static_cast<OfflineMode>(i);
    }
    return std::nullopt;
}

} // namespace Standin
