// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/messageproperties.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestMessageProperties : public QObject
{
    Q_OBJECT

private:
    using Lines = QList<std::pair<QString, QString>>;

private slots:
    void namesWhatIsSet()
    {
        QCOMPARE(toPlainText({}), Lines());
        QMqttPublishProperties properties;
        properties.setContentType(u"text/plain"_s);
        properties.setResponseTopic(u"r"_s);
        properties.setCorrelationData("c");
        properties.setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator::UTF8Encoded);
        properties.setMessageExpiryInterval(60);
        properties.setTopicAlias(4);
        properties.setUserProperties({{u"contentType"_s, u"mine"_s}, {u"b"_s, u"2"_s}});
        const Lines lines = {{u"contentType"_s, u"text/plain"_s}, {u"responseTopic"_s, u"r"_s},
                             {u"correlationData"_s, u"c"_s},      {u"payloadFormat"_s, u"1"_s},
                             {u"messageExpiry"_s, u"60"_s},       {u"topicAlias"_s, u"4"_s},
                             {u"contentType"_s, u"mine"_s},       {u"b"_s, u"2"_s}};
        QCOMPARE(toPlainText(properties), lines);
    }

    void correlationData_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("text");
        QTest::newRow("text") << QByteArray("a-1 ü") << u"a-1 ü"_s;
        QTest::newRow("binary") << QByteArray::fromHex("00ff10") << u"0x00ff10"_s;
        QTest::newRow("a control character") << QByteArray("a\n") << u"0x610a"_s;
    }

    void correlationData()
    {
        QFETCH(QByteArray, data);
        QMqttPublishProperties properties;
        properties.setCorrelationData(data);
        QTEST(toPlainText(properties).value(0).second, "text");
        QCOMPARE(propertiesOfReply(properties).correlationData(), data);
    }

    void aReplyTakesTheCorrelationDataAlone()
    {
        QMqttPublishProperties properties;
        properties.setResponseTopic(u"r"_s);
        properties.setContentType(u"text/plain"_s);
        QCOMPARE(toPlainText(propertiesOfReply(properties)), Lines());
    }
};

STANDIN_TEST(TestMessageProperties)
#include "tst_messageproperties.moc"
