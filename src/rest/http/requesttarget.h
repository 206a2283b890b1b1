// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QMap>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace Standin::Rest {

/// The decoded form of "/path/of/segments?key=value".
struct RequestTarget
{
    /// Split at the slashes, then decoded, so that "%2F" is part of a segment. "/" is one empty segment.
    QStringList segments;
    /// Position of the last ":" of the last segment that is not written as "%3A"; -1 when there is none.
    qsizetype lastColon = -1;
    /// Form encoding: "+" is a space, "%2B" a plus.
    QMap<QString, QString> query;

    /// Errors: no slash at the start, bad percent-encoding, NUL, bytes that are not UTF-8, a repeated query parameter.
    [[nodiscard]] static tl::expected<RequestTarget, QString> parse(QByteArrayView target);
};

} // namespace Standin::Rest
