// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/routecontract.h"

namespace Standin::Rest {

QStringList RouteContract::queryNames() const
{
    QStringList names;
    for (const QByteArray &parameter : parameters) {
        const QString name = QString::fromLatin1(parameter.sliced(parameter.lastIndexOf('.') + 1));
        if (!name.front().isUpper())
            names.append(name);
    }
    return names;
}

} // namespace Standin::Rest
