// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace Standin {

QString Error::toString() const
{
    return where.isEmpty() ? message : where + QStringLiteral(": ") + message;
}

} // namespace Standin
