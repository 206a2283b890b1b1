// SPDX-License-Identifier: GPL-3.0-or-later
#include "clienttransport.h"

#include "link/linktarget.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTest>

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 10'000;

} // namespace

ClientTransport::ClientTransport(const BrokerEndpoints &broker, Transport kind)
    : m_broker(broker)
    , m_kind(kind)
    , m_ca(broker.ca)
{}

Result<> ClientTransport::open(QMqttClient &client)
{
    client.setHostname(url().host());
    client.setPort(quint16(url().port()));
    if (m_kind == Transport::Tcp || m_kind == Transport::Tls)
        return {};
    LinkTarget target;
    target.url = url();
    target.tls.caFile = m_ca;
    auto link = makeLink(target);
    if (!link)
        return tl::unexpected(link.error());
    bool established = false;
    bool failed = false;
    QObject::connect(link->get(), &Link::established, &client, [&established] { established = true; });
    QObject::connect(link->get(), &Link::failed, &client, [&failed] { failed = true; });
    (*link)->start();
    const bool decided = QTest::qWaitFor([&] { return established || failed; }, patienceMs);
    (*link)->disconnect(&client);
    if (!decided)
        return failure(ErrorCode::ConnectTimeout, u"the link is neither established nor failed"_s);
    if (failed)
        return tl::unexpected((*link)->error().value_or(Error{ErrorCode::Internal, u"failed without an error"_s}));
    client.setTransport(link->get(), QMqttClient::IODevice);
    m_link = std::move(*link);
    return {};
}

void ClientTransport::connect(QMqttClient &client) const
{
    if (m_kind != Transport::Tls)
        return client.connectToHost();
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!m_ca.isEmpty())
        tls.setCaCertificates(QSslCertificate::fromPath(m_ca));
    client.connectToHostEncrypted(tls);
}

QUrl ClientTransport::url() const
{
    switch (m_kind) {
    case Transport::Tcp:
        return m_broker.tcp;
    case Transport::Tls:
    case Transport::TlsLink:
        return m_broker.tls;
    case Transport::WebSocketLink:
        return m_broker.ws;
    case Transport::SecureWebSocketLink:
        return m_broker.wss;
    }
    return {};
}
