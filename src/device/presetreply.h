// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Standin {

/// A preset reply as entered by REST, in the window or in a file.
struct PresetReply
{
    QByteArray payload;     ///< a template
    QJsonObject match = {}; ///< the command that it waits for (Match::Pattern); empty: the next one

    /// Its size for the limits.
    [[nodiscard]] qsizetype bytes() const
    {
        return payload.size() + (match.isEmpty() ? 0 : QJsonDocument(match).toJson(QJsonDocument::Compact).size());
    }

    bool operator==(const PresetReply &) const = default;
};

} // namespace Standin
