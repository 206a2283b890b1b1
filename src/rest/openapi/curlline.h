// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace Standin::Rest {

/// An operation of the OpenAPI document as a command for a shell, with examples for its arguments and its body.
namespace CurlLine {

/// Host and token are left open. As HTML text.
[[nodiscard]] QString of(const QJsonObject &document, const QString &method, const QString &path,
                         const QJsonObject &operation);

/// A page with such commands, for clients that reach the program as `host` ("127.0.0.1:8000"). One that could not
/// stand in a command is replaced.
[[nodiscard]] QByteArray completed(QByteArray page, const QByteArray &host, bool withToken);

} // namespace CurlLine

} // namespace Standin::Rest
