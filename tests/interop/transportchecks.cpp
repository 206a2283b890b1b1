// SPDX-License-Identifier: GPL-3.0-or-later
#include "check.h"
#include "scene.h"

using namespace Qt::StringLiterals;

namespace {

void converse(Scene &scene, Transport transport)
{
    Peer &receiver = scene.peer(transport);
    Peer &sender = scene.peer(transport);
    receiver.connect();
    sender.connect();
    receiver.subscribe(scene.topic(), 1);
    const QByteArray large(300'000, 'x'); // more than one TLS record, WebSocket frame or socket buffer
    sender.publish(scene.topic(), large, {});
    scene.expect(receiver.receive().payload() == large, u"a large payload came back changed"_s);
    for (int i = 0; i < 100; ++i)
        sender.publish(scene.topic(), QByteArray::number(i), {.qos = 0});
    for (int i = 0; i < 100; ++i)
        scene.expect(receiver.receive().payload() == QByteArray::number(i), u"messages lost or in another order"_s);
    receiver.leave();
    sender.leave();
}

void tls(Scene &scene)
{
    converse(scene, Transport::Tls);
    scene.peer(Transport::Tls).expectDistrust();
}

void tlsLink(Scene &scene)
{
    converse(scene, Transport::TlsLink);
    scene.peer(Transport::TlsLink).expectDistrust();
}

void webSocket(Scene &scene)
{
    converse(scene, Transport::WebSocketLink);
}

void secureWebSocket(Scene &scene)
{
    converse(scene, Transport::SecureWebSocketLink);
    scene.peer(Transport::SecureWebSocketLink).expectDistrust();
}

} // namespace

std::span<const Check> transportChecks()
{
    static constexpr Check checks[] = {
        {"TLS"_L1, tls},
        {"TLS link"_L1, tlsLink},
        {"WebSocket"_L1, webSocket},
        {"WebSocket over TLS"_L1, secureWebSocket},
    };
    return checks;
}
