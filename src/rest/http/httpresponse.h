// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <utility>

namespace Standin::Rest {

/// What is to be answered, before it is known how: the connection adds what HTTP wants.
struct HttpResponse
{
    int status = 200;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArray body = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {};

    [[nodiscard]] static HttpResponse json(const QJsonObject &object);
    /// RFC 9457. The title is that of the status; `more` holds further members.
    [[nodiscard]] static HttpResponse problem(int status, const QString &detail, QJsonObject more = {});

    /// 503: this server has so much to do that the client has to come again.
    [[nodiscard]] static HttpResponse overloaded();

    struct Form
    {
        bool headOnly = false; ///< the answer to HEAD: all fields, no body
        bool close = false;    ///< nothing more will be answered on this connection
        bool chunks = true;    ///< the client understands chunks: it speaks HTTP/1.1
    };
    [[nodiscard]] QByteArray toBytes(Form form) const;
    /// The head alone, of an answer whose length is not known. Without chunks the end of the connection ends it.
    [[nodiscard]] QByteArray streamHead(Form form) const;

private:
    [[nodiscard]] QByteArray head(Form form, const QByteArray &framing) const;
};

} // namespace Standin::Rest
