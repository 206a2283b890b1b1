// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/mqttversion.h"
#include "profile/secret.h"
#include "profile/serverreferencepolicy.h"

#include <QList>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace Standin {

struct Will
{
    QString topic;      ///< a template
    QByteArray payload; ///< a template
    quint8 qos = 0;
    bool retain = false;
    quint32 delaySeconds = 0; ///< MQTT 5.0 only

    bool operator==(const Will &) const = default;
};

/// The message that a device publishes each time it comes online, before others: "online" as the opposite of the will
/// "gone".
struct Birth
{
    QString topic;      ///< a template
    QByteArray payload; ///< a template
    quint8 qos = 0;
    bool retain = false;

    bool operator==(const Birth &) const = default;
};

/// The delays before a device reconnects: initialMs, doubled each time up to maxMs, plus or minus jitter.
struct Reconnect
{
    int initialMs = 300;
    int maxMs = 30'000;
    double jitter = 0.2; ///< a fraction of the delay, 0 to 1
    int attempts = 0;    ///< 0: no limit

    bool operator==(const Reconnect &) const = default;
};

/// For mqtts and wss; see TlsSettings for what each means. Paths are relative to the profile file.
struct Tls
{
    QString ca;
    QString certificate; ///< a template
    QString key;         ///< a template
    QString pkcs12;      ///< a template
    Secret keyPassword;
    bool verifyPeer = true;
    QString serverName;
    QStringList alpn;
    QString minimumVersion = QStringLiteral("1.2");

    bool operator==(const Tls &) const = default;
};

/// A header of the request that opens a WebSocket.
struct HttpHeader
{
    QString name;
    QString value; ///< a template
    Secret secret; ///< instead of a value

    bool operator==(const HttpHeader &) const = default;
};

struct Proxy
{
    QUrl url; ///< scheme socks5 or http; empty: no proxy
    QString username;
    Secret password;

    bool operator==(const Proxy &) const = default;
};

struct Connection
{
    /// Scheme mqtt, mqtts, ws or wss; the port may be left out.
    QUrl url = QUrl(QStringLiteral("mqtt://127.0.0.1:1883"));
    MqttVersion version = MqttVersion::V3_1_1;
    int keepAlive = 60; ///< seconds; 0 switches it off
    bool cleanStart = true;
    /// Seconds that the broker keeps the session after the connection; 0xFFFFFFFF: without end. MQTT 5.0 only.
    quint32 sessionExpiry = 0;
    QString username; ///< a template
    Secret password;
    int connectTimeoutMs = 10'000; ///< for name look-up, TCP, TLS, WebSocket, CONNACK and SUBACK together
    Tls tls;
    QList<HttpHeader> headers; ///< for ws and wss
    Proxy proxy;
    std::optional<Will> will;
    std::optional<Birth> birth;
    Reconnect reconnect;
    ServerReferencePolicy serverReference = ServerReferencePolicy::Stop; ///< MQTT 5.0 only
    /// A reason code that MQTT does not define for its packet ends the session. For tests of brokers.
    bool strict = false;

    [[nodiscard]] QString host() const { return url.host(); }
    [[nodiscard]] quint16 port() const;
    /// "host:port", for people; with the scheme where it is not mqtt.
    [[nodiscard]] QString display() const { return displayOf(url); }
    [[nodiscard]] static QString displayOf(const QUrl &url);

    bool operator==(const Connection &) const = default;
};

} // namespace Standin
