// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace Standin {

/// A message to publish. Topic and payload are templates.
struct Publication
{
    QString topic = reportTopic();
    QByteArray payload;
    std::optional<quint8> qos = {}; ///< nullopt: that of the device's reports
    bool retain = false;

    /// The default of `topic`: where the device's reports go.
    [[nodiscard]] static QString reportTopic() { return QStringLiteral("${topics.report}"); }

    bool operator==(const Publication &) const = default;
};

} // namespace Standin
