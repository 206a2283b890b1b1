// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/problem.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

// A table, one line for each code. There is no default, so the compiler reports a missing code.
// clang-format off
ErrorStatus errorStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:    return {400, "invalid-argument"};
    case ErrorCode::MalformedJson:      return {400, "malformed-json"};
    case ErrorCode::UnknownDevice:      return {404, "unknown-device"};
    case ErrorCode::UnknownProfile:     return {404, "unknown-profile"};
    case ErrorCode::DeviceExists:       return {409, "device-exists"};
    case ErrorCode::NotOnline:          return {409, "not-online"};
    case ErrorCode::HostNotFound:       return {502, "host-not-found"};
    case ErrorCode::ConnectionRefused:  return {502, "connection-refused"};
    case ErrorCode::NetworkUnreachable: return {502, "network-unreachable"};
    case ErrorCode::TlsFailed:          return {502, "tls-failed"};
    case ErrorCode::ConnectTimeout:     return {504, "connect-timeout"};
    case ErrorCode::ConnectionLost:     return {502, "connection-lost"};
    case ErrorCode::KeepAliveTimeout:   return {504, "keep-alive-timeout"};
    case ErrorCode::TakenOver:          return {409, "taken-over"};
    case ErrorCode::BrokerRefused:      return {502, "broker-refused"};
    case ErrorCode::SubscribeRefused:   return {502, "subscribe-refused"};
    case ErrorCode::PublishRefused:     return {502, "publish-refused"};
    case ErrorCode::PublishTimeout:     return {504, "publish-timeout"};
    case ErrorCode::DeliveryUnknown:    return {504, "delivery-unknown"};
    case ErrorCode::ProtocolViolation:  return {502, "protocol-violation"};
    case ErrorCode::TooLarge:           return {413, "too-large"};
    case ErrorCode::LimitReached:       return {429, "limit-reached"};
    case ErrorCode::Unsupported:        return {501, "unsupported"};
    case ErrorCode::FileNotReadable:    return {422, "file-not-readable"};
    case ErrorCode::FileNotWritable:    return {422, "file-not-writable"};
    case ErrorCode::KeychainFailed:     return {503, "keychain-failed"};
    case ErrorCode::UnsupportedFormat:  return {422, "unsupported-format"};
    case ErrorCode::ProcessFailed:      return {500, "process-failed"};
    case ErrorCode::Cancelled:          return {409, "cancelled"};
    case ErrorCode::Internal:           return {500, "internal"};
    }
    Q_UNREACHABLE();
}
// clang-format on

QJsonObject errorJson(const Error &error)
{
    QJsonObject json{{u"code"_s, QString::fromLatin1(errorStatus(error.code).name)}, {u"message"_s, error.message}};
    if (!error.where.isEmpty())
        json.insert(u"where"_s, error.where);
    if (error.reasonCode)
        json.insert(u"reasonCode"_s, *error.reasonCode);
    return json;
}

HttpResponse problem(const Error &error)
{
    const ErrorStatus status = errorStatus(error.code);
    QJsonObject more{{u"type"_s, u"urn:standin:"_s + QString::fromLatin1(status.name)}};
    if (error.reasonCode)
        more.insert(u"reasonCode"_s, *error.reasonCode);
    return HttpResponse::problem(status.status, error.toString(), more);
}

} // namespace Standin::Rest
