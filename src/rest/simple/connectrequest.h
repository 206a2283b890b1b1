// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/profile.h"

namespace Standin::Rest {

/// The body of POST /api/device/connect.
struct ConnectRequest
{
    QString clientId;
    QString host;                    ///< a name or an address, IPv6 without brackets
    std::optional<quint16> port;     ///< nullopt: the usual one of the profile's kind of link
    std::optional<QString> username; ///< empty: none; nullopt in both: as the profile says
    std::optional<QString> password;
    QString profile; ///< the name of the profile to start from; empty: the device's own, or the defaults

    [[nodiscard]] static Result<ConnectRequest> parse(const QByteArray &body);

    /// The profile `base` with this connection in it.
    [[nodiscard]] Profile applyTo(Profile base) const;
};

} // namespace Standin::Rest
