// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/requesttarget.h"

#include <QByteArray>

namespace Standin::Rest {

/// A complete request, all of it our own copy.
struct HttpRequest
{
    QByteArray method;
    RequestTarget target;
    QByteArray body;
    QStringList arguments = {}; ///< what stood in the place of the {…} of the route's pattern
};

} // namespace Standin::Rest
