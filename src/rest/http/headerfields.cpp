// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/headerfields.h"

namespace Standin::Rest {

QByteArrayList HeaderFields::values(QByteArrayView lowerCaseName) const
{
    QByteArrayList found;
    for (const auto &[name, value] : m_fields) {
        if (name == lowerCaseName)
            found.append(value);
    }
    return found;
}

} // namespace Standin::Rest
