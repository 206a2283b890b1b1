// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/problem.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

// There is no default, so the compiler reports a missing code.
int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::MalformedJson:
        return 400;
    case ErrorCode::UnknownDevice:
    case ErrorCode::UnknownProfile:
    case ErrorCode::UnknownRule:
        return 404;
    case ErrorCode::DeviceExists:
    case ErrorCode::RuleExists:
    case ErrorCode::ProfileInUse:
    case ErrorCode::NotOnline:
    case ErrorCode::TakenOver:
    case ErrorCode::Cancelled:
        return 409;
    case ErrorCode::PreconditionFailed:
        return 412;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::FileNotReadable:
    case ErrorCode::FileNotWritable:
    case ErrorCode::UnsupportedFormat:
    case ErrorCode::FileDamaged:
    case ErrorCode::ScriptFailed:
        return 422;
    case ErrorCode::FileInUse:
        return 423;
    case ErrorCode::LimitReached:
        return 429;
    case ErrorCode::ProcessFailed:
    case ErrorCode::Internal:
        return 500;
    case ErrorCode::Unsupported:
        return 501;
    case ErrorCode::HostNotFound:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::NetworkUnreachable:
    case ErrorCode::TlsFailed:
    case ErrorCode::ConnectionLost:
    case ErrorCode::BrokerRefused:
    case ErrorCode::SubscribeRefused:
    case ErrorCode::PublishRefused:
    case ErrorCode::ProtocolViolation:
        return 502;
    case ErrorCode::KeychainFailed:
        return 503;
    case ErrorCode::ConnectTimeout:
    case ErrorCode::KeepAliveTimeout:
    case ErrorCode::PublishTimeout:
    case ErrorCode::DeliveryUnknown:
        return 504;
    }
    Q_UNREACHABLE();
}

HttpResponse problem(const Error &error, QJsonObject more)
{
    more.insert(u"type"_s, u"urn:standin:"_s + errorName(error.code));
    if (error.reasonCode)
        more.insert(u"reasonCode"_s, *error.reasonCode);
    return HttpResponse::problem(httpStatus(error.code), error.toString(), more);
}

} // namespace Standin::Rest
