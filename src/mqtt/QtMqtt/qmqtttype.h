// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>
#include <QList>
#include <QString>

/// A name and a value, as in the user properties of MQTT 5.0 (section 1.5.7).
class QMqttStringPair
{
public:
    QMqttStringPair() = default;
    QMqttStringPair(const QString &name, const QString &value)
        : m_name(name)
        , m_value(value)
    {}

    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name) { m_name = name; }
    [[nodiscard]] QString value() const { return m_value; }
    void setValue(const QString &value) { m_value = value; }

    friend bool operator==(const QMqttStringPair &a, const QMqttStringPair &b)
    {
        return a.m_name == b.m_name && a.m_value == b.m_value;
    }
    friend bool operator!=(const QMqttStringPair &a, const QMqttStringPair &b) { return !(a == b); }
    friend QDebug operator<<(QDebug debug, const QMqttStringPair &pair)
    {
        const QDebugStateSaver saver(debug);
        return debug.nospace() << "QMqttStringPair(" << pair.m_name << ": " << pair.m_value << ')';
    }

private:
    QString m_name;
    QString m_value;
};

Q_DECLARE_TYPEINFO(QMqttStringPair, Q_RELOCATABLE_TYPE);

/// A class and not an alias of the list, because programs forward-declare it as a class.
class QMqttUserProperties : public QList<QMqttStringPair>
{
public:
    using QList<QMqttStringPair>::QList;
    QMqttUserProperties() = default;
    QMqttUserProperties(const QList<QMqttStringPair> &pairs)
        : QList<QMqttStringPair>(pairs)
    {}
};
