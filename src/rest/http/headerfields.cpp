// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/headerfields.h"

#include <algorithm>

namespace Standin::Rest {

const QByteArray *HeaderFields::find(QByteArrayView lowerCaseName) const
{
    const auto found = std::ranges::find(m_fields, lowerCaseName, &std::pair<QByteArray, QByteArray>::first);
    return found == m_fields.end() ? nullptr : &found->second;
}

qsizetype HeaderFields::count(QByteArrayView lowerCaseName) const
{
    return std::ranges::count(m_fields, lowerCaseName, &std::pair<QByteArray, QByteArray>::first);
}

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
