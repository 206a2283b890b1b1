// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fileformat.h"

namespace Standin {

using namespace Qt::StringLiterals;

Result<> checkFormat(const JsonText &document, QStringView format, const QString &what, const QString &pointer)
{
    constexpr qsizetype longestShown = 40;
    const QString found = document.value(u"format"_s).toString();
    if (found == format)
        return {};
    const QString shown = found.left(longestShown);
    const bool isNewer = found.startsWith(format.first(format.lastIndexOf(u'/') + 1));
    return failure(ErrorCode::UnsupportedFormat,
                   isNewer ? u"this file is of the newer format %1; this version reads %2"_s.arg(shown, format)
                           : u"expected \"%1\", found \"%2\": is this a %3?"_s.arg(format, shown, what),
                   pointer + u"/format"_s);
}

} // namespace Standin
