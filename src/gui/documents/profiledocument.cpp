// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/profiledocument.h"

#include "profile/members.h"

#include <QFileInfo>

namespace Standin::Gui {

QString ProfileDocument::title() const
{
    if (!path.isEmpty())
        return QFileInfo(path).fileName();
    return profile.name.isEmpty() ? devices.value(0) : profile.name;
}

bool ProfileDocument::hasOtherChanges() const
{
    return draft || !saved || Members::ofDevices(profile, *saved) != *saved;
}

} // namespace Standin::Gui
