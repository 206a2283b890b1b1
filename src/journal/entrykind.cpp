// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/entrykind.h"

#include <array>

namespace Standin {

namespace {

constexpr std::array kindNames = {QStringView(u"in"), QStringView(u"out"), QStringView(u"lifecycle"),
                                  QStringView(u"protocol"), QStringView(u"fault")};

} // namespace

QString toString(EntryKind kind)
{
    return kindNames.at(static_cast<size_t>(kind)).toString();
}

std::optional<EntryKind> entryKindFromString(QStringView name)
{
    for (size_t i = 0; i < kindNames.size(); ++i) {
        if (kindNames[i] == name)
            return static_cast<EntryKind>(i);
    }
    return std::nullopt;
}

QStringList entryKindNames()
{
    QStringList names;
    for (const QStringView name : kindNames)
        names.append(name.toString());
    return names;
}

} // namespace Standin
