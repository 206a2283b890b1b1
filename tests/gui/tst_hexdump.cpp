// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/hexdump.h"
#include "support/testprogram.h"

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestHexDump : public QObject
{
    Q_OBJECT

private slots:
    void oneLine_data();
    void oneLine();
    void severalLines();
    void columnsStandBelowEachOther();
};

void TestHexDump::oneLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("hex");
    QTest::addColumn<QString>("characters");
    QTest::newRow("letters") << QByteArray("abc") << u"61 62 63"_s << u"abc"_s;
    QTest::newRow("lowest and highest printable") << QByteArray(" ~") << u"20 7e"_s << u" ~"_s;
    QTest::newRow("around the printable") << QByteArray("\x1f\x7f") << u"1f 7f"_s << u"··"_s;
    QTest::newRow("zero byte") << QByteArray("a\0b", 3) << u"61 00 62"_s << u"a·b"_s;
    QTest::newRow("UTF-8 is bytes") << u"ä"_s.toUtf8() << u"c3 a4"_s << u"··"_s;
    QTest::newRow("eight bytes") << QByteArray("01234567") << u"30 31 32 33 34 35 36 37"_s << u"01234567"_s;
    QTest::newRow("gap behind the eighth")
        << QByteArray("012345678") << u"30 31 32 33 34 35 36 37  38"_s << u"012345678"_s;
}

void TestHexDump::oneLine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, hex);
    QFETCH(QString, characters);
    const QString dump = hexDump(bytes);
    QVERIFY(!dump.contains(u'\n'));
    QVERIFY2(dump.startsWith(u"000000  "_s + hex + u' '), qPrintable(dump));
    QVERIFY2(dump.endsWith(u' ' + characters), qPrintable(dump));
}

void TestHexDump::severalLines()
{
    QCOMPARE(hexDump({}), QString());
    QCOMPARE(hexDump(QByteArray(16, 'x')).count(u'\n'), 0);
    const QStringList lines = hexDump(QByteArray(33, 'x')).split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).startsWith(u"000000  "));
    QVERIFY(lines.at(1).startsWith(u"000010  "));
    QVERIFY(lines.at(2).startsWith(u"000020  78 "));
    QVERIFY(lines.at(2).endsWith(u" x"));
    QVERIFY(hexDump("x", 0x1230).startsWith(u"001230  78 "));
}

void TestHexDump::columnsStandBelowEachOther()
{
    const QStringList lines = hexDump(QByteArray(17, 'x')).split(u'\n');
    QCOMPARE(lines.at(0).indexOf(u"xxxx"), lines.at(1).lastIndexOf(u'x'));
}

STANDIN_TEST(TestHexDump)
#include "tst_hexdump.moc"
