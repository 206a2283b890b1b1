// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Standin {

/// What went wrong. The code decides what a caller does; the text of an Error only informs.
/// A new code needs a name (errorName), an HTTP status (rest/json/problem.cpp) and a text for the window
/// (gui/style/errorpresenter.cpp): all are switches without default, so the compiler reports a missing case.
enum class ErrorCode {
    InvalidArgument,
    MalformedJson,
    UnknownDevice,
    UnknownProfile,
    UnknownRule,
    DeviceExists,
    RuleExists,
    ScriptFailed, ///< while it ran; one that cannot be compiled is an InvalidArgument
    NotOnline,
    HostNotFound,
    ConnectionRefused,
    NetworkUnreachable,
    TlsFailed,
    ConnectTimeout,
    ConnectionLost,
    KeepAliveTimeout,
    TakenOver,
    BrokerRefused,
    SubscribeRefused,
    PublishRefused,
    PublishTimeout,
    DeliveryUnknown,
    ProtocolViolation,
    TooLarge,
    LimitReached,
    Unsupported,
    FileNotReadable,
    FileNotWritable,
    KeychainFailed,
    UnsupportedFormat,
    FileInUse,   ///< by another program that writes to it
    FileDamaged, ///< its content contradicts its format
    ProcessFailed,
    ProfileInUse,       ///< by devices
    PreconditionFailed, ///< it was changed meanwhile
    Cancelled,
    Internal,
};

/// "not-online": the names of REST and files. They stay as they are.
[[nodiscard]] QString errorName(ErrorCode code);
[[nodiscard]] std::optional<ErrorCode> errorCodeFromName(QStringView name);

/// A failure as a value.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    /// English, for logs, REST and the command line: what was found and what was expected. Never a secret.
    QString message;
    /// File, line, JSON pointer or argument that the failure is about; may be empty.
    QString where = {};
    /// The reason code the broker sent (CONNACK, SUBACK, PUBACK, DISCONNECT), where there is one.
    std::optional<quint8> reasonCode = {};
    /// Only the facts of `message`, for readers that have their own text for the code: what the broker, the system or a
    /// user said. It includes the reason code, if there is one. Empty when `message` has no more information than code
    /// and `where`; not set when only the whole message has the facts.
    std::optional<QString> detail = {};

    /// "where: message", or the message alone.
    [[nodiscard]] QString toString() const;

    /// The same, with the path of a file in front of `where`, unless that is the path.
    [[nodiscard]] Error inFile(const QString &path) const;

    bool operator==(const Error &) const = default;
};

} // namespace Standin
