// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "template/template.h"

#include <QList>

namespace Standin {

/// A preset reply as entered by REST, in the window or in a file.
struct PresetReply
{
    QByteArray payload;  ///< a template
    JsonText match = {}; ///< the command that it waits for (Match::Pattern); undefined: the next one

    /// Its size for the limits: the memory that it takes.
    [[nodiscard]] qsizetype bytes() const { return Template::memoryOf(payload) + match.text().size(); }

    bool operator==(const PresetReply &) const = default;
};

[[nodiscard]] inline qint64 bytesOf(const QList<PresetReply> &replies)
{
    qint64 bytes = 0;
    for (const PresetReply &reply : replies)
        bytes += reply.bytes();
    return bytes;
}

} // namespace Standin
