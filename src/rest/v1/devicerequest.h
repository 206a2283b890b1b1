// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/v1/profilerequest.h"

namespace Standin::Rest {

/// The body of the calls that make a device or change it. InvalidArgument with a JSON pointer, also for unknown keys.
struct DeviceRequest
{
    QString clientId;
    ProfileRequest profile;

    /// {clientId, profile?, connection?}
    [[nodiscard]] static Result<DeviceRequest> toCreate(const QByteArray &body);
    /// {profile?, connection?} and perhaps the `clientId` of the path.
    [[nodiscard]] static Result<DeviceRequest> toPut(const QString &clientId, const QByteArray &body);
    /// {connection}
    [[nodiscard]] static Result<DeviceRequest> toPatch(const QString &clientId, const QByteArray &body);
};

} // namespace Standin::Rest
