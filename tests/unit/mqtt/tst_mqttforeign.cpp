// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/mosquitto.h"
#include "support/testprogram.h"

#include <QProcess>

/// A program written for Qt MQTT, compiled with a copy of the folder QtMqtt, with a real broker.
class TestMqttForeign : public QObject
{
    Q_OBJECT

private slots:
    void runs()
    {
        Mosquitto broker;
        QVERIFY2(broker.start(), qPrintable(broker.errorText()));
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QStringLiteral(FOREIGN_PROGRAM), {QString::number(broker.port())});
        QVERIFY(program.waitForFinished(20'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardOutput(), QByteArray("warm? yes 42 2\n"));
    }
};

STANDIN_TEST(TestMqttForeign)
#include "tst_mqttforeign.moc"
