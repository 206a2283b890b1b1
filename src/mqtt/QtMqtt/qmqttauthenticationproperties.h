// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qmqttlazyshared_p.h"
#include "qmqtttype.h"

#include <QByteArray>

/// Properties of an AUTH packet (5.0 section 3.15.2.2). Without effect before 5.0.
class QMqttAuthenticationProperties
{
public:
    [[nodiscard]] QString authenticationMethod() const { return d.read().authenticationMethod; }
    void setAuthenticationMethod(const QString &value) { d.write().authenticationMethod = value; }
    [[nodiscard]] QByteArray authenticationData() const { return d.read().authenticationData; }
    void setAuthenticationData(const QByteArray &value) { d.write().authenticationData = value; }
    [[nodiscard]] QString reason() const { return d.read().reason; }
    void setReason(const QString &value) { d.write().reason = value; }
    [[nodiscard]] QMqttUserProperties userProperties() const { return d.read().userProperties; }
    void setUserProperties(const QMqttUserProperties &value) { d.write().userProperties = value; }

private:
    struct Data : QSharedData
    {
        QString authenticationMethod;
        QByteArray authenticationData;
        QString reason;
        QMqttUserProperties userProperties;
    };

    Standin::Mqtt::LazyShared<Data> d;
};
