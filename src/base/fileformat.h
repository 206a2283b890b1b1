// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "base/result.h"

namespace Standin {

/// Whether the key `format` of a document is this one, such as "standin.profile/1". UnsupportedFormat for another: for
/// the same name with another number that it is newer, else that this may be no `what` ("profile"). `pointer`: the
/// place of the document.
[[nodiscard]] Result<> checkFormat(const JsonText &document, QStringView format, const QString &what,
                                   const QString &pointer = {});

} // namespace Standin
