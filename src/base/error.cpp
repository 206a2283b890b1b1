// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace Standin {

// A table, one line a code. It has no default, so the compiler names a code that is missing.
// clang-format off
QString errorName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:    return QStringLiteral("invalid-argument");
    case ErrorCode::MalformedJson:      return QStringLiteral("malformed-json");
    case ErrorCode::UnknownDevice:      return QStringLiteral("unknown-device");
    case ErrorCode::UnknownProfile:     return QStringLiteral("unknown-profile");
    case ErrorCode::UnknownRule:        return QStringLiteral("unknown-rule");
    case ErrorCode::RuleExists:         return QStringLiteral("rule-exists");
    case ErrorCode::ScriptFailed:       return QStringLiteral("script-failed");
    case ErrorCode::DeviceExists:       return QStringLiteral("device-exists");
    case ErrorCode::NotOnline:          return QStringLiteral("not-online");
    case ErrorCode::HostNotFound:       return QStringLiteral("host-not-found");
    case ErrorCode::ConnectionRefused:  return QStringLiteral("connection-refused");
    case ErrorCode::NetworkUnreachable: return QStringLiteral("network-unreachable");
    case ErrorCode::TlsFailed:          return QStringLiteral("tls-failed");
    case ErrorCode::ConnectTimeout:     return QStringLiteral("connect-timeout");
    case ErrorCode::ConnectionLost:     return QStringLiteral("connection-lost");
    case ErrorCode::KeepAliveTimeout:   return QStringLiteral("keep-alive-timeout");
    case ErrorCode::TakenOver:          return QStringLiteral("taken-over");
    case ErrorCode::BrokerRefused:      return QStringLiteral("broker-refused");
    case ErrorCode::SubscribeRefused:   return QStringLiteral("subscribe-refused");
    case ErrorCode::PublishRefused:     return QStringLiteral("publish-refused");
    case ErrorCode::PublishTimeout:     return QStringLiteral("publish-timeout");
    case ErrorCode::DeliveryUnknown:    return QStringLiteral("delivery-unknown");
    case ErrorCode::ProtocolViolation:  return QStringLiteral("protocol-violation");
    case ErrorCode::TooLarge:           return QStringLiteral("too-large");
    case ErrorCode::LimitReached:       return QStringLiteral("limit-reached");
    case ErrorCode::Unsupported:        return QStringLiteral("unsupported");
    case ErrorCode::FileNotReadable:    return QStringLiteral("file-not-readable");
    case ErrorCode::FileNotWritable:    return QStringLiteral("file-not-writable");
    case ErrorCode::KeychainFailed:     return QStringLiteral("keychain-failed");
    case ErrorCode::UnsupportedFormat:  return QStringLiteral("unsupported-format");
    case ErrorCode::FileInUse:          return QStringLiteral("file-in-use");
    case ErrorCode::FileDamaged:        return QStringLiteral("file-damaged");
    case ErrorCode::ProcessFailed:      return QStringLiteral("process-failed");
    case ErrorCode::ProfileInUse:       return QStringLiteral("profile-in-use");
    case ErrorCode::PreconditionFailed: return QStringLiteral("precondition-failed");
    case ErrorCode::Cancelled:          return QStringLiteral("cancelled");
    case ErrorCode::Internal:           return QStringLiteral("internal");
    }
    Q_UNREACHABLE();
}
// clang-format on

std::optional<ErrorCode> errorCodeFromName(QStringView name)
{
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        if (errorName(code) == name)
            return code;
    }
    return std::nullopt;
}

Error Error::inFile(const QString &path) const
{
    Error error = *this;
    if (where != path)
        error.where = where.isEmpty() ? path : path + QStringLiteral(": ") + where;
    return error;
}

QString Error::toString() const
{
    return where.isEmpty() ? message : where + QStringLiteral(": ") + message;
}

} // namespace Standin
