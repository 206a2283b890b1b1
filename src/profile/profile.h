// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "profile/connection.h"
#include "profile/correlationkey.h"
#include "profile/subscription.h"
#include "rules/rule.h"
#include "template/topics.h"

#include <QMap>

namespace Standin {

/// The default QoS of the messages that a device sends and receives.
struct MessageQos
{
    quint8 report = 1; ///< of an upload
    quint8 command = 1;
    std::optional<quint8> reply = {}; ///< nullopt: that of the command

    bool operator==(const MessageQos &) const = default;
};

/// A saved message, which is sent by a click. Topic and payload are templates.
struct SavedMessage
{
    QString name;
    QString topic = QStringLiteral("${topics.report}");
    QByteArray payload;
    quint8 qos = 1;
    bool retain = false;

    bool operator==(const SavedMessage &) const = default;
};

/// A report that the device sends periodically while it is online.
struct Telemetry
{
    QString name;
    QString topic = QStringLiteral("${topics.report}");
    QByteArray payload;
    quint8 qos = 0;
    int everyMs = 5000;

    bool operator==(const Telemetry &) const = default;
};

/// The description of a kind of device (docs/profiles.md). A value: copies are cheap and independent.
struct Profile
{
    QString name;
    QString clientId = QStringLiteral("device-${index}"); ///< a template
    int count = 1;                                        ///< the devices have the numbers 0 to count - 1
    QList<int> except;                                    ///< numbers that are left out; ascending
    QMap<int, QString> names; ///< client ids that differ from clientId, by number; no templates
    JsonText vars = JsonText::emptyObject();
    Connection connection;
    Topics topics;
    MessageQos qos;
    SubscribeOptions commandOptions = {.noLocal = true}; ///< of the subscription to the command topic
    QList<Subscription> subscriptions;                   ///< in addition to the command topic
    QList<CorrelationKey> correlation = {QStringLiteral("requestTime"), QStringLiteral("traceId")};
    QByteArray reply = defaultReply({QStringLiteral("requestTime")}); ///< a template; empty: no default reply
    /// So many commands with the same correlation values are answered without a pause (ReplyGuard); 0: any number.
    int replyLimit = 1000;
    JsonText state = JsonText::emptyObject(); ///< of a new device; rules read and set it
    QList<Rules::Rule> rules;                 ///< in the order in which they are tried
    QList<Telemetry> telemetry;
    QList<SavedMessage> messages;

    QString baseDir;   ///< the folder of relative paths; empty: the working folder
    QByteArray source; ///< the text of the file as last read or written; a save applies the edits to it

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
