// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profiledocument.h"

#include <QFileInfo>

namespace Standin {

QString ProfileDocument::title() const
{
    if (!path.isEmpty())
        return QFileInfo(path).fileName();
    return profile.name.isEmpty() ? devices.value(0) : profile.name;
}

} // namespace Standin
