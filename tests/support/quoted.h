// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Standin::Tests {

/// JSON written with ' in place of ", which needs no escapes in C++.
inline QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace Standin::Tests
