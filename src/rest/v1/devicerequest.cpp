// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/devicerequest.h"

#include "rest/v1/requestbody.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

Result<DeviceRequest> deviceRequestFrom(JsonReader &reader, const QString &clientId)
{
    auto profile = ProfileRequest::read(reader);
    if (!profile)
        return Failure(profile.error());
    return finish(reader).map([&] { return DeviceRequest{clientId, *std::move(profile)}; });
}

} // namespace

Result<DeviceRequest> DeviceRequest::toCreate(const QByteArray &body)
{
    return readerOf(body).and_then([](JsonReader reader) {
        QString clientId;
        reader.readText(u"clientId"_s, clientId);
        return deviceRequestFrom(reader, clientId);
    });
}

Result<DeviceRequest> DeviceRequest::toPut(const QString &clientId, const QByteArray &body)
{
    return readerOf(body).and_then([&clientId](JsonReader reader) {
        QString given = clientId;
        reader.read(u"clientId"_s, given);
        if (given != clientId)
            reader.unexpected(u"clientId"_s, u"that of the path, or none"_s);
        return deviceRequestFrom(reader, clientId);
    });
}

Result<DeviceRequest> DeviceRequest::toPatch(const QString &clientId, const QByteArray &body)
{
    return readerOf(body).and_then([&clientId](JsonReader reader) -> Result<DeviceRequest> {
        auto request = deviceRequestFrom(reader, clientId);
        if (request && request->profile.hasProfile())
            return failure(ErrorCode::InvalidArgument, u"is not changed in part: use PUT"_s, u"/profile"_s);
        if (request && !request->profile.hasConnection())
            return failure(ErrorCode::InvalidArgument, u"is missing: expected an object"_s, u"/connection"_s);
        return request;
    });
}

} // namespace Standin::Rest
