// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/headerfields.h"
#include "rest/http/requesttarget.h"

namespace Standin::Rest {

/// A complete request; all data is copied.
struct HttpRequest
{
    QByteArray method;
    RequestTarget target;
    HeaderFields fields;
    QByteArray body;
    QMap<QString, QString> arguments = {}; ///< the value of each {name} in the route's pattern

    struct UnknownParameter
    {
        QString name;
        QString suggestion; ///< ErrorText::suggestion
    };

    /// Of the query, on a route that tolerates them.
    QList<UnknownParameter> unknownParameters = {};

    /// `name` must be one of the pattern's. The value is decoded, and never empty.
    [[nodiscard]] QString argument(const QString &name) const
    {
        Q_ASSERT(arguments.contains(name));
        return arguments.value(name);
    }
};

} // namespace Standin::Rest
