// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "profile/connection.h"
#include "profile/correlationkey.h"
#include "profile/subscription.h"
#include "profile/template/topics.h"

#include <QMap>

namespace Standin {

/// The QoS of what a device sends and receives, where nothing else is said.
struct MessageQos
{
    quint8 report = 1; ///< of an upload
    quint8 command = 1;
    std::optional<quint8> reply = {}; ///< nullopt: that of the command

    bool operator==(const MessageQos &) const = default;
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
    int count = 1;                                        ///< the devices have the numbers 0 to count - 1
    QList<int> except;                                    ///< numbers that are left out; ascending
    QMap<int, QString> names; ///< client ids that are not as clientId says, by number; no templates
    JsonText vars = JsonText::emptyObject();
    Connection connection;
    Topics topics;
    MessageQos qos;
    SubscribeOptions commandOptions = {.noLocal = true}; ///< of the subscription to the command topic
    QList<Subscription> subscriptions;                   ///< beside the command topic
    QList<CorrelationKey> correlation = {QStringLiteral("requestTime"), QStringLiteral("traceId")};
    QByteArray reply = defaultReply({QStringLiteral("requestTime")}); ///< a template; empty: no default reply
    /// So many commands with the same correlation values are answered without a pause (ReplyGuard); 0: any number.
    int replyLimit = 1000;
    QList<Telemetry> telemetry;
    QList<SavedMessage> messages;

    QString baseDir;   ///< what relative paths are relative to; empty: the working folder
    QByteArray source; ///< the file as it was read or written last: a save changes in it what was edited

    /// Each once.
    [[nodiscard]] QStringList correlationNames() const;
    /// The reply of a profile that gives none: `requestTime` is in it where that is a key of the correlation.
    [[nodiscard]] static QByteArray defaultReply(const QStringList &correlationNames);
    /// Whether a session opened with one is also right for the other: same connection, topics and subscriptions, and
    /// the same vars and folder, which their templates and paths lead to.
    [[nodiscard]] bool connectsLike(const Profile &other) const;

    bool operator==(const Profile &) const = default;
};

} // namespace Standin
