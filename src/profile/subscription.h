// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <utility>

namespace Standin {

/// The options of a subscription in MQTT 5.0 (section 3.8). Without effect before 5.0.
struct SubscribeOptions
{
    bool noLocal = false; ///< the broker does not send back what the device itself publishes
    bool retainAsPublished = false;
    quint8 retainHandling = 0; ///< retained messages are sent 0: always; 1: only for a new subscription; 2: never
    QList<std::pair<QString, QString>> userProperties = {};

    bool operator==(const SubscribeOptions &) const = default;
};

struct Subscription
{
    QString topic; ///< a filter and a template
    quint8 qos = 0;
    SubscribeOptions options = {};

    bool operator==(const Subscription &) const = default;
};

} // namespace Standin
