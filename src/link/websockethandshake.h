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

/// The opening handshake of a WebSocket connection for MQTT (RFC 6455 section 4.1): a request with the sub-protocol
/// "mqtt", and its answer.
class WebSocketHandshake
{
public:
    /// `headers` are sent in addition to our own; a Host among them replaces ours. Call check() first.
    WebSocketHandshake(const QUrl &url, const HttpHeaders &headers);

    /// InvalidArgument for a name or value that is not valid in a request, and for names that the handshake sets
    /// itself.
    [[nodiscard]] static Result<> check(const HttpHeaders &headers);

    [[nodiscard]] const QByteArray &request() const { return m_request; }

    /// Reads the answer from the front of the received bytes. nullopt: more bytes are needed. A number: the handshake
    /// is complete, and frames follow after this many bytes. BrokerRefused when the server refuses; ProtocolViolation
    /// for an invalid answer.
    [[nodiscard]] Result<std::optional<qsizetype>> readAnswer(const QByteArray &received) const;

private:
    [[nodiscard]] Result<> checkFields(const HttpHeaders &fields) const;

    QByteArray m_path;
    QByteArray m_key;
    QByteArray m_request;
};

} // namespace Standin
