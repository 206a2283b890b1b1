// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Standin {

/// A one-shot reply as it is given: by REST, in the window, in a file.
struct PresetReply
{
    QByteArray payload;     ///< a template
    QJsonObject match = {}; ///< which command it waits for (Match::Pattern); empty: the next one

    /// What counts towards limits.
    [[nodiscard]] qsizetype bytes() const
    {
        return payload.size() + (match.isEmpty() ? 0 : QJsonDocument(match).toJson(QJsonDocument::Compact).size());
    }

    bool operator==(const PresetReply &) const = default;
};

} // namespace Standin
