// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtMqtt/QMqttClient>
#include <QtMqtt/QMqttMessage>

#include <QList>
#include <QObject>
#include <QUrl>

/// A back end for tests: it sends commands and stores all messages that it receives.
class BackEnd : public QObject
{
    Q_OBJECT

public:
    struct Heard
    {
        QString topic;
        QByteArray payload;
        quint8 qos = 0;
        bool retain = false;
    };

    /// Connects, with the user name of the URL if there is one, and subscribes; false when this takes more than 10 s.
    [[nodiscard]] bool start(const QUrl &broker, const QString &filter = QStringLiteral("#"));

    void send(const QString &topic, const QByteArray &payload, quint8 qos = 0);

    [[nodiscard]] const QList<Heard> &heard() const { return m_heard; }
    [[nodiscard]] QList<QByteArray> heardOn(const QString &topic) const;
    void forget() { m_heard.clear(); }

private:
    QMqttClient m_client;
    QList<Heard> m_heard;
};
