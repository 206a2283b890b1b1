// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "match/message.h"
#include "scenario/run/httpexchange.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>

#include <memory>

namespace Standin::Scenarios {

/// A request of an `http` step, with all templates rendered and all secrets in it.
struct HttpRequest
{
    QString method = {};
    QUrl url = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};
    QString ca = {}; ///< an absolute path; empty: the certificates of the system
    std::chrono::milliseconds timeout{30'000};
};

/// Sends the requests of one run. TLS is verified, redirections are not followed, an answer is at most `mostAnswer`
/// bytes long. No cookies are kept between runs. Use it in the thread of the run.
class HttpClient
{
public:
    static constexpr qint64 mostAnswer = 1024 * 1024;

    HttpClient();
    ~HttpClient();

    /// The answer as a message: headers in lower case are its properties, ":status" is its status.
    using Answer = Result<Match::Message>;
    using Done = std::function<void(const Answer &)>;

    /// `done` is called once, in the event loop, unless `context` is destroyed before: then the request is aborted.
    /// ConnectTimeout, ConnectionRefused, HostNotFound, TlsFailed, ConnectionLost, TooLarge; InvalidArgument and
    /// FileNotReadable for the request.
    void send(const HttpRequest &request, QObject *context, const Done &done);

private:
    [[nodiscard]] static Result<QSslConfiguration> tls(const QString &ca);

    std::unique_ptr<QNetworkAccessManager> m_network; ///< made when it is needed: it starts a thread
};

} // namespace Standin::Scenarios
