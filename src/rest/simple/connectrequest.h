// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonreader.h"
#include "profile/profile.h"

namespace Standin::Rest {

/// The body of POST /api/device/connect: the device, the address, and any setting of `connection` in a profile. Case,
/// "_" and "-" are ignored in the names of settings.
struct ConnectRequest
{
    JsonReader settings; ///< settings of `connection` in a profile
    QString clientId = {};
    QString host = {};                    ///< a name or an address, IPv6 without brackets; empty: as in the URL
    std::optional<quint16> port = {};     ///< nullopt: the default of the scheme
    std::optional<QString> username = {}; ///< empty: none; both nullopt: as in the profile
    std::optional<QString> password = {};
    QString profile = {};      ///< name of the base profile; empty: that of the device, or the defaults
    QStringList warnings = {}; ///< about unknown keys in the body

    [[nodiscard]] static Result<ConnectRequest> parse(const QByteArray &body);

    /// The profile `base` with this connection; see withSentConnection().
    [[nodiscard]] Result<Profile> applyTo(Profile base) const;
};

} // namespace Standin::Rest
