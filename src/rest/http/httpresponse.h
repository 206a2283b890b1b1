// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <utility>

namespace Standin::Rest {

/// An answer without its HTTP framing, which the connection adds.
struct HttpResponse
{
    int status = 200;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArray body = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {};

    [[nodiscard]] static HttpResponse json(const QJsonObject &object);
    /// A problem of RFC 9457. The title is that of the status; `more` has further members.
    [[nodiscard]] static HttpResponse problem(int status, const QString &detail, QJsonObject more = {});

    /// "Not Found" for 404 (RFC 9110).
    [[nodiscard]] static QByteArray reasonPhrase(int status);

    /// 503 with Retry-After: the server is at its limit.
    [[nodiscard]] static HttpResponse overloaded();

    struct Form
    {
        bool headOnly = false; ///< answer to HEAD: all fields, no body
        bool close = false;    ///< this is the last answer on the connection
        bool chunks = true;    ///< the client understands chunks: it speaks HTTP/1.1
    };
    [[nodiscard]] QByteArray toBytes(Form form) const;
    /// Only the head of an answer of unknown length. Without chunks the answer ends with the connection.
    [[nodiscard]] QByteArray streamHead(Form form) const;

private:
    /// The head, and what follows it.
    [[nodiscard]] QByteArray head(Form form, const QByteArray &framing, QByteArrayView behind) const;
};

} // namespace Standin::Rest
