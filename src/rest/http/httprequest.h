// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/requesttarget.h"

#include <QByteArray>

namespace Standin::Rest {

/// A complete request; all data is copied.
struct HttpRequest
{
    QByteArray method;
    RequestTarget target;
    QByteArray body;
    QMap<QString, QString> arguments = {}; ///< the value of each {name} in the route's pattern

    /// `name` must be one of the pattern's. The value is decoded, and never empty.
    [[nodiscard]] QString argument(const QString &name) const
    {
        Q_ASSERT(arguments.contains(name));
        return arguments.value(name);
    }
};

} // namespace Standin::Rest
