// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/httpclient.h"

#include "base/file.h"

#include <QNetworkCookieJar>
#include <QSslCertificate>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

ErrorCode codeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return ErrorCode::ConnectionRefused;
    case QNetworkReply::HostNotFoundError:
        return ErrorCode::HostNotFound;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return ErrorCode::ConnectTimeout;
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorCode::TlsFailed;
    default:
        return ErrorCode::ConnectionLost;
    }
}

/// An answer that comes in.
class Incoming final : public QObject
{
public:
    Incoming(QNetworkReply *reply, QObject *context, HttpClient::Done done)
        : QObject(context)
        , m_reply(reply)
        , m_done(std::move(done))
    {
        reply->setParent(this); // destroying it aborts the request
        connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
            for (const QSslError &error : errors)
                m_tlsErrors.append(error.errorString());
        });
        connect(reply, &QNetworkReply::readyRead, this, &Incoming::read);
        connect(reply, &QNetworkReply::finished, this, &Incoming::finish);
    }

private:
    void read()
    {
        m_body += m_reply->read(HttpClient::mostAnswer + 1 - m_body.size());
        if (m_body.size() > HttpClient::mostAnswer)
            m_reply->abort();
    }

    void finish()
    {
        if (m_body.size() <= HttpClient::mostAnswer && m_reply->isOpen())
            m_body += m_reply->read(HttpClient::mostAnswer + 1 - m_body.size());
        const HttpClient::Done done = std::exchange(m_done, nullptr);
        deleteLater();
        if (done)
            done(answer());
    }

    [[nodiscard]] HttpClient::Answer answer() const
    {
        const QString where = m_reply->url().adjusted(QUrl::RemoveUserInfo).toString();
        if (m_body.size() > HttpClient::mostAnswer)
            return failure(ErrorCode::TooLarge, u"the answer is longer than %1 bytes"_s.arg(HttpClient::mostAnswer),
                           where);
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status == 0) {
            QString why = m_tlsErrors.isEmpty() ? m_reply->errorString() : m_tlsErrors.join(u"; "_s);
            if (m_reply->error() == QNetworkReply::OperationCanceledError)
                why = u"no answer in time"_s;
            return failure(codeOf(m_reply->error()), why, where);
        }
        Match::Message::Fields fields{.payload = m_body};
        fields.properties.append({u":status"_s, QString::number(status)});
        const auto headers = m_reply->rawHeaderPairs();
        for (const auto &[name, value] : headers)
            fields.properties.append({QString::fromLatin1(name).toLower(), QString::fromUtf8(value)});
        return Match::Message(std::move(fields));
    }

    QNetworkReply *m_reply;
    HttpClient::Done m_done;
    QByteArray m_body;
    QStringList m_tlsErrors;
};

} // namespace

HttpClient::HttpClient() = default;
HttpClient::~HttpClient() = default;

Result<QSslConfiguration> HttpClient::tls(const QString &ca)
{
    constexpr qint64 mostBytes = 1024 * 1024;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (ca.isEmpty())
        return configuration;
    const auto text = File::read(ca, mostBytes);
    if (!text)
        return Failure(text.error());
    const auto certificates = QSslCertificate::fromData(*text, QSsl::Pem);
    if (certificates.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"there is no certificate in PEM form in it"_s, ca);
    configuration.setCaCertificates(certificates);
    return configuration;
}

void HttpClient::send(const HttpRequest &request, QObject *context, const Done &done)
{
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_network->setAutoDeleteReplies(false);
    }
    const auto configuration = tls(request.ca);
    if (!configuration) {
        QMetaObject::invokeMethod(
            context, [done, error = configuration.error()] { done(Failure(error)); }, Qt::QueuedConnection);
        return;
    }
    QNetworkRequest wire(request.url);
    wire.setSslConfiguration(*configuration);
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setTransferTimeout(static_cast<int>(request.timeout.count()));
    for (const auto &[name, value] : request.headers)
        wire.setRawHeader(name, value);
    new Incoming(m_network->sendCustomRequest(wire, request.method.toUtf8(), request.body), context, done);
}

} // namespace Standin::Scenarios
