// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <optional>

namespace Standin {

/// Name and value of header fields, in the order they are sent.
using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// How a WebSocket connection for MQTT begins (RFC 6455 section 4.1): a request with the sub-protocol "mqtt", and the
/// answer to it.
class WebSocketHandshake
{
public:
    /// `headers` are sent beside our own; a Host among them replaces ours. Check them first.
    WebSocketHandshake(const QUrl &url, const HttpHeaders &headers);

    /// InvalidArgument for a name or value that cannot stand in a request, and for names that the handshake needs for
    /// itself.
    [[nodiscard]] static Result<> check(const HttpHeaders &headers);

    [[nodiscard]] const QByteArray &request() const { return m_request; }

    /// Looks for the answer at the front of what came in. nullopt: more has to come. A number: the handshake is
    /// complete, and frames follow after that many bytes. BrokerRefused when the server refuses;
    /// ProtocolViolation when it is no answer to such a request.
    [[nodiscard]] Result<std::optional<qsizetype>> readAnswer(const QByteArray &received) const;

private:
    [[nodiscard]] Result<> checkFields(const HttpHeaders &fields) const;

    QByteArray m_path;
    QByteArray m_key;
    QByteArray m_request;
};

} // namespace Standin
