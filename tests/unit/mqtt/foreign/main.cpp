// SPDX-License-Identifier: GPL-3.0-or-later
// An example of a program written for Qt MQTT: it sends a request over MQTT 5.0, answers it itself and prints the
// answer. It uses only the folder QtMqtt and Qt, nothing else of this project.
#include <QMqttSubscription>
#include <QtMqtt/QMqttClient>
#include <QtMqtt/qmqttpublishproperties.h>

#include <QCoreApplication>
#include <QTextStream>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QMqttClient client;
    client.setHostname("127.0.0.1");
    client.setPort(app.arguments().value(1).toUShort());
    client.setProtocolVersion(QMqttClient::MQTT_5_0);
    client.setKeepAlive(10);
    QMqttConnectionProperties connection;
    connection.setMaximumTopicAlias(10);
    client.setConnectionProperties(connection);

    QObject::connect(&client, &QMqttClient::errorChanged, &app, [&](QMqttClient::ClientError error) {
        if (error != QMqttClient::NoError)
            qFatal("error %d", int(error));
    });
    QObject::connect(&client, &QMqttClient::connected, &app, [&] {
        QMqttSubscription *questions = client.subscribe(QMqttTopicFilter("house/+/question"), 1);
        QMqttSubscription *answers = client.subscribe(QLatin1String("house/answers"), 2);
        QObject::connect(questions, &QMqttSubscription::messageReceived, &app, [&](const QMqttMessage &message) {
            QMqttPublishProperties answer;
            answer.setCorrelationData(message.publishProperties().correlationData());
            client.publish(message.publishProperties().responseTopic(), answer, message.payload() + " yes", 2);
        });
        QObject::connect(answers, &QMqttSubscription::messageReceived, &app, [&](QMqttMessage message) {
            QTextStream(stdout) << message.payload() << ' ' << message.publishProperties().correlationData() << ' '
                                << message.topic().levelCount() << '\n';
            client.disconnectFromHost();
        });
        QObject::connect(answers, &QMqttSubscription::stateChanged, &app, [&](auto state) {
            if (state != QMqttSubscription::Subscribed)
                return;
            QMqttPublishProperties question;
            question.setResponseTopic("house/answers");
            question.setCorrelationData("42");
            QMqttUserProperties about;
            about.append(QMqttStringPair("unit", "C"));
            question.setUserProperties(about);
            client.publish(QMqttTopicName("house/kitchen/question"), question, "warm?", 1);
        });
    });
    QObject::connect(&client, &QMqttClient::stateChanged, &app, [&](QMqttClient::ClientState state) {
        if (state == QMqttClient::Disconnected)
            app.quit();
    });
    client.connectToHost();
    return app.exec();
}
