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
    /// Split at the slashes first and decoded then, so that "%2F" is part of a segment. "/" is one empty segment.
    QStringList segments;
    /// Where the last ":" of the last segment stands that is not written as "%3A"; -1 when there is none.
    qsizetype lastColon = -1;
    /// Form encoding: "+" is a space, "%2B" a plus.
    QMap<QString, QString> query;

    /// Or what is wrong with it: not starting with a slash, bad percent-encoding, NUL, bytes that are not UTF-8,
    /// a query parameter that is given twice.
    [[nodiscard]] static tl::expected<RequestTarget, QString> parse(QByteArrayView target);
};

} // namespace Standin::Rest
