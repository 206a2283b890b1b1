// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/mqttversion.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestMqttVersion : public QObject
{
    Q_OBJECT

private slots:
    void namesThereAndBack()
    {
        QCOMPARE(mqttVersionNames(), (QStringList{u"3.1"_s, u"3.1.1"_s, u"5.0"_s}));
        for (const QString &name : mqttVersionNames())
            QCOMPARE(toString(mqttVersionFromString(name).value()), name);
        QCOMPARE(toString(MqttVersion::V3_1), u"3.1"_s);
        QCOMPARE(toString(MqttVersion::V3_1_1), u"3.1.1"_s);
        QCOMPARE(toString(MqttVersion::V5_0), u"5.0"_s);
    }

    void refusesOtherNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("empty") << QString();
        QTest::newRow("the number of the protocol") << u"4"_s;
        QTest::newRow("shorter") << u"5"_s;
        QTest::newRow("longer") << u"3.1.1.0"_s;
        QTest::newRow("a space") << u"5.0 "_s;
    }

    void refusesOtherNames()
    {
        QFETCH(QString, name);
        QVERIFY(!mqttVersionFromString(name));
    }
};

STANDIN_TEST(TestMqttVersion)
#include "tst_mqttversion.moc"
