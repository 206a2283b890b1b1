// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonreader.h"
#include "profile/profile.h"

namespace Standin::Rest {

/// The body of POST /api/device/connect: which device, where to, and any setting that `connection` of a profile knows.
/// Capitals, "_" and "-" make no difference in the names of settings.
struct ConnectRequest
{
    JsonReader settings; ///< as `connection` of a profile has them
    QString clientId = {};
    QString host = {};                    ///< a name or an address, IPv6 without brackets; empty: the URL says it
    std::optional<quint16> port = {};     ///< nullopt: the usual one of the kind of link
    std::optional<QString> username = {}; ///< empty: none; nullopt in both: as the profile says
    std::optional<QString> password = {};
    QString profile = {};      ///< the name of the profile to start from; empty: the device's own, or the defaults
    QStringList warnings = {}; ///< what nobody knows in the body

    [[nodiscard]] static Result<ConnectRequest> parse(const QByteArray &body);

    /// The profile `base` with this connection in it. InvalidArgument when another broker would be trusted with secrets
    /// of `base`; that none of them goes to another address is the business of SecretRecipients.
    [[nodiscard]] Result<Profile> applyTo(Profile base) const;
};

} // namespace Standin::Rest
