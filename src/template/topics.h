// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace Standin {

/// The topics of a device: templates in a profile, rendered in the scope of a device.
struct Topics
{
    QString report = QStringLiteral("mqtt/${clientId}/v1/req");
    QString command = QStringLiteral("mqtt/${clientId}/v1/bypass");
    QString reply = QStringLiteral("mqtt/${clientId}/v1/bypass/rsp");

    /// "report", "command", "reply".
    [[nodiscard]] static const QStringList &names()
    {
        static const QStringList names = {QStringLiteral("report"), QStringLiteral("command"), QStringLiteral("reply")};
        return names;
    }

    bool operator==(const Topics &) const = default;
};

} // namespace Standin
