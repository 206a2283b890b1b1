// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/profiledocument.h"

#include <QFileInfo>

namespace Standin::Gui {

QString ProfileDocument::title() const
{
    if (!path.isEmpty())
        return QFileInfo(path).fileName();
    return profile.name.isEmpty() ? devices.value(0) : profile.name;
}

} // namespace Standin::Gui
