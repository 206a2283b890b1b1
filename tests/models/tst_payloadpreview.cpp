// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/payloadpreview.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Models;
using namespace Qt::StringLiterals;

class TestPayloadPreview : public QObject
{
    Q_OBJECT

private slots:
    void oneLine();
    void longText();
    void cutBetweenCharacters();
    void binary();
    void telling_data();
    void telling();
    void textOnOneLine();
    void tellingByTheFront();
};

void TestPayloadPreview::oneLine()
{
    QCOMPARE(payloadPreview("{\n  \"a\": 1\n}"), u"{ \"a\": 1 }"_s);
    QCOMPARE(payloadPreview({}), QString());
    QCOMPARE(payloadPreview(u"\uFEFF{}"_s.toUtf8()), u"⟪U+FEFF⟫{}"_s);
}

void TestPayloadPreview::longText()
{
    QCOMPARE(payloadPreview(QByteArray(1000, 'x'), 10), u"xxxxxxxxxx…"_s);
}

void TestPayloadPreview::cutBetweenCharacters()
{
    const QByteArray umlauts = u"ä"_s.repeated(1000).toUtf8();
    QCOMPARE(payloadPreview('x' + umlauts, 4), u"xäää…"_s);
}

void TestPayloadPreview::binary()
{
    QCOMPARE(payloadPreview(QByteArray("\x00\xff\x10", 3)), u"00 ff 10"_s);
    QVERIFY(payloadPreview(QByteArray(1000, '\0'), 30).endsWith(u'…'));
}

void TestPayloadPreview::telling_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("expected");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("white space") << QByteArray("a\tb\r\nc") << true;
    QTest::newRow("UTF-8") << QByteArray("21 °C") << true;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
    QTest::newRow("no UTF-8") << QByteArray("\xc3\x28") << false;
}

void TestPayloadPreview::telling()
{
    QFETCH(QByteArray, bytes);
    QTEST(isText(bytes), "expected");
}

void TestPayloadPreview::textOnOneLine()
{
    QCOMPARE(textPreview(u"a  b"_s), u"a  b"_s);
    QCOMPARE(textPreview(u"a\nb\tc\rd\u2028e\u0001f"_s), u"a b c d e f"_s);
    QCOMPARE(textPreview(QString(10, u'x'), 10), QString(10, u'x'));
    QCOMPARE(textPreview(QString(11, u'x'), 10), QString(10, u'x') + u'…');
}

void TestPayloadPreview::tellingByTheFront()
{
    QVERIFY(isTextFront(u"21 °"_s.toUtf8().chopped(1))); // cut inside the last character
    QVERIFY(!isTextFront(QByteArray("a\0bcdef", 7)));
}

STANDIN_TEST(TestPayloadPreview)
#include "tst_payloadpreview.moc"
