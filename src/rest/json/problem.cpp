// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/problem.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

// A table, one line for each code. There is no default, so the compiler reports a missing code.
// clang-format off
int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:    return 400;
    case ErrorCode::MalformedJson:      return 400;
    case ErrorCode::UnknownDevice:      return 404;
    case ErrorCode::UnknownProfile:     return 404;
    case ErrorCode::DeviceExists:       return 409;
    case ErrorCode::NotOnline:          return 409;
    case ErrorCode::HostNotFound:       return 502;
    case ErrorCode::ConnectionRefused:  return 502;
    case ErrorCode::NetworkUnreachable: return 502;
    case ErrorCode::TlsFailed:          return 502;
    case ErrorCode::ConnectTimeout:     return 504;
    case ErrorCode::ConnectionLost:     return 502;
    case ErrorCode::KeepAliveTimeout:   return 504;
    case ErrorCode::TakenOver:          return 409;
    case ErrorCode::BrokerRefused:      return 502;
    case ErrorCode::SubscribeRefused:   return 502;
    case ErrorCode::PublishRefused:     return 502;
    case ErrorCode::PublishTimeout:     return 504;
    case ErrorCode::DeliveryUnknown:    return 504;
    case ErrorCode::ProtocolViolation:  return 502;
    case ErrorCode::TooLarge:           return 413;
    case ErrorCode::LimitReached:       return 429;
    case ErrorCode::Unsupported:        return 501;
    case ErrorCode::FileNotReadable:    return 422;
    case ErrorCode::FileNotWritable:    return 422;
    case ErrorCode::KeychainFailed:     return 503;
    case ErrorCode::UnsupportedFormat:  return 422;
    case ErrorCode::FileInUse:          return 423;
    case ErrorCode::FileDamaged:        return 422;
    case ErrorCode::ProcessFailed:      return 500;
    case ErrorCode::Cancelled:          return 409;
    case ErrorCode::Internal:           return 500;
    }
    Q_UNREACHABLE();
}
// clang-format on

QJsonObject errorJson(const Error &error)
{
    QJsonObject json{{u"code"_s, errorName(error.code)}, {u"message"_s, error.message}};
    if (!error.where.isEmpty())
        json.insert(u"where"_s, error.where);
    if (error.reasonCode)
        json.insert(u"reasonCode"_s, *error.reasonCode);
    return json;
}

HttpResponse problem(const Error &error)
{
    QJsonObject more{{u"type"_s, u"urn:standin:"_s + errorName(error.code)}};
    if (error.reasonCode)
        more.insert(u"reasonCode"_s, *error.reasonCode);
    return HttpResponse::problem(httpStatus(error.code), error.toString(), more);
}

} // namespace Standin::Rest
