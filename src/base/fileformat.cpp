// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fileformat.h"

#include "base/errortext.h"

namespace Standin {

using namespace Qt::StringLiterals;

Result<> checkFormat(const JsonText &document, QStringView format, const QString &what, const QString &pointer)
{
    constexpr qsizetype longestShown = 40;
    const JsonText value = document.value(u"format"_s);
    const QString found = value.toString();
    if (found == format)
        return {};
    const bool isNewer = found.startsWith(format.first(format.lastIndexOf(u'/') + 1));
    return failure(
        ErrorCode::UnsupportedFormat,
        isNewer
            ? u"this file is of the newer format %1; this version reads %2"_s.arg(found.left(longestShown), format)
            : ErrorText::expected(u"\"%1\""_s.arg(format), ErrorText::found(value)) + u": is this a %1?"_s.arg(what),
        pointer + u"/format"_s);
}

} // namespace Standin
