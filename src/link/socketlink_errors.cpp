// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/filedescriptors.h"
#include "link/socketlink.h"
#include "link/tlsdiagnosis.h"

#include <QSslSocket>

namespace Standin {

using namespace Qt::StringLiterals;

QString SocketLink::proxyName() const
{
    return u"%1:%2"_s.arg(m_socket->proxy().hostName()).arg(m_socket->proxy().port());
}

QString SocketLink::where() const
{
    return u"%1:%2"_s.arg(m_host).arg(m_port);
}

Error SocketLink::tlsFailed(const QString &problem) const
{
    return {.code = ErrorCode::TlsFailed, .message = u"TLS: "_s + problem, .where = where(), .detail = problem};
}

Error SocketLink::errorOf(QAbstractSocket::SocketError code) const
{
    const QString where = this->where();
    if (const QString problem = tlsProblem(code); !problem.isEmpty())
        return tlsFailed(problem);
    const QString text = m_socket->errorString();
    switch (code) {
    case QAbstractSocket::HostNotFoundError:
        return {.code = ErrorCode::HostNotFound,
                .message = u"host %1 not found"_s.arg(m_host),
                .where = m_host,
                .detail = QString()};
    case QAbstractSocket::ConnectionRefusedError:
        return {ErrorCode::ConnectionRefused, text, where};
    case QAbstractSocket::NetworkError:
        return {ErrorCode::NetworkUnreachable, text, where};
    case QAbstractSocket::SocketTimeoutError:
        return {ErrorCode::ConnectTimeout, text, where};
    case QAbstractSocket::SocketResourceError:
        return FileDescriptors::usedUp(where);
    case QAbstractSocket::RemoteHostClosedError:
        return {ErrorCode::ConnectionLost, u"the broker closed the connection"_s, where};
    case QAbstractSocket::ProxyNotFoundError:
        return {ErrorCode::HostNotFound, u"the proxy %1 is not found"_s.arg(proxyName()), where};
    case QAbstractSocket::ProxyConnectionRefusedError:
        return {ErrorCode::ConnectionRefused, u"the proxy %1 refuses connections"_s.arg(proxyName()), where};
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return {ErrorCode::ConnectTimeout, u"the proxy %1 does not answer"_s.arg(proxyName()), where};
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return {ErrorCode::ConnectionRefused, u"the proxy %1 requires another user name or password"_s.arg(proxyName()),
                where};
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyProtocolError:
        return {ErrorCode::ConnectionRefused, u"the proxy %1 did not connect: %2"_s.arg(proxyName(), text), where};
    default:
        return {ErrorCode::ConnectionLost, text, where};
    }
}

QString SocketLink::tlsProblem(QAbstractSocket::SocketError code) const
{
    const auto *secure = qobject_cast<const QSslSocket *>(m_socket);
    if (!secure)
        return {};
    const QSslConfiguration now = secure->sslConfiguration();
    if (const auto errors = secure->sslHandshakeErrors();
        code == QAbstractSocket::SslHandshakeFailedError && !errors.isEmpty())
        return TlsDiagnosis::ofErrors(errors, now.peerCertificate(), secure->peerVerifyName());
    if (m_alert)
        return TlsDiagnosis::ofAlert(m_alert->first, m_alert->second, m_tls->configuration);
    switch (code) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return TlsDiagnosis::ofLibraryText(m_socket->errorString());
    case QAbstractSocket::RemoteHostClosedError:
        // With TLS 1.3 the client has finished its handshake before the broker checks the client's certificate.
        return !isOpen() || (!m_hasRead && now.sessionProtocol() == QSsl::TlsV1_3)
                   ? TlsDiagnosis::ofSilentEnd(now, m_brokerSpeaks)
                   : QString();
    default:
        return {};
    }
}

} // namespace Standin
