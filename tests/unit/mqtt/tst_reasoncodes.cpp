// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/reasoncodes.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestReasonCodes : public QObject
{
    Q_OBJECT

private slots:
    void texts_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        QTest::newRow("no failure") << 0x7f << u"unknown reason (0x7f)"_s;
        QTest::newRow("first") << 0x80 << u"for a reason it does not tell (0x80)"_s;
        QTest::newRow("in the middle") << 0x97 << u"quota exceeded (0x97)"_s;
        QTest::newRow("last") << 0xa2 << u"wildcard subscriptions not supported (0xa2)"_s;
        QTest::newRow("beyond") << 0xa3 << u"unknown reason (0xa3)"_s;
        QTest::newRow("far beyond") << 0xff << u"unknown reason (0xff)"_s;
    }

    void texts()
    {
        QFETCH(int, code);
        QTEST(Mqtt::Reason::withReason(static_cast<quint8>(code), {}), "text");
    }

    void returnCodes()
    {
        QCOMPARE(Mqtt::Reason::returnCodeText(5), u"not authorized"_s);
        QCOMPARE(Mqtt::Reason::returnCodeText(6), u"unknown reason"_s);
    }
};

STANDIN_TEST(TestReasonCodes)
#include "tst_reasoncodes.moc"
