// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/secret.h"

#include <QJsonObject>
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

    bool operator==(const Will &) const = default;
};

/// How a device comes back after the link was lost: initialMs, doubled each time up to maxMs, plus or minus jitter.
struct Reconnect
{
    int initialMs = 300;
    int maxMs = 30'000;
    double jitter = 0.2; ///< a share of the delay, 0 to 1
    int attempts = 0;    ///< 0: for ever

    bool operator==(const Reconnect &) const = default;
};

struct Connection
{
    QUrl url = QUrl(QStringLiteral("mqtt://127.0.0.1:1883")); ///< scheme mqtt; the port may be left out
    QString version = QStringLiteral("3.1.1");
    int keepAlive = 60; ///< seconds; 0 switches it off
    bool cleanStart = true;
    QString username; ///< a template
    Secret password;
    int connectTimeoutMs = 10'000; ///< for name look-up, TCP, CONNACK and SUBACK together
    std::optional<Will> will;
    Reconnect reconnect;

    [[nodiscard]] QString host() const { return url.host(); }
    [[nodiscard]] quint16 port() const;
    /// "host:port", for people.
    [[nodiscard]] QString display() const;

    bool operator==(const Connection &) const = default;
};

/// All three are templates.
struct Topics
{
    QString report = QStringLiteral("mqtt/${clientId}/v1/req");
    QString command = QStringLiteral("mqtt/${clientId}/v1/bypass");
    QString reply = QStringLiteral("mqtt/${clientId}/v1/bypass/rsp");

    bool operator==(const Topics &) const = default;
};

struct Subscription
{
    QString topic; ///< a filter and a template
    quint8 qos = 0;

    bool operator==(const Subscription &) const = default;
};

/// A message kept in the profile, to be sent by a click. Topic and payload are templates.
struct SavedMessage
{
    QString name;
    QString topic = QStringLiteral("${topics.report}");
    QByteArray payload;
    quint8 qos = 1;
    bool retain = false;

    bool operator==(const SavedMessage &) const = default;
};

/// A report that the device sends by itself, again and again, while it is online.
struct Telemetry
{
    QString name;
    QString topic = QStringLiteral("${topics.report}");
    QByteArray payload;
    quint8 qos = 0;
    int everyMs = 5000;

    bool operator==(const Telemetry &) const = default;
};

/// The description of a kind of device (DESIGN section 4). A value: copies are cheap and independent.
struct Profile
{
    QString name;
    QString clientId = QStringLiteral("device-${index}"); ///< a template
    int count = 1;
    QJsonObject vars;
    Connection connection;
    Topics topics;
    QList<Subscription> subscriptions; ///< beside the command topic
    QStringList correlation = {QStringLiteral("requestTime"), QStringLiteral("traceId")};
    QByteArray reply =
        R"({"code":0,"requestTime":"${requestTime}","result":{}})"; ///< a template; empty: no default reply
    QList<Telemetry> telemetry;
    QList<SavedMessage> messages;

    QString baseDir;    ///< what relative paths are relative to; empty: the working folder
    QJsonObject source; ///< the file as it was read: keys that mean nothing here survive the next save

    bool operator==(const Profile &) const = default;
};

} // namespace Standin
