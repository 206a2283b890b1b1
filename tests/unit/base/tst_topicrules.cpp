// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/topicrules.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::TopicRules;

using FaultOrNone = std::optional<Fault>;

class TestTopicRules : public QObject
{
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void filters_data();
    void filters();
    void illFormedUtf8_data();
    void illFormedUtf8();
    void loneSurrogate();
    void longest();
    void shares_data();
    void shares();
};

void TestTopicRules::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<FaultOrNone>("fault");
    const auto row = [](const char *name, const QString &text, FaultOrNone fault = {}) {
        QTest::newRow(name) << text << fault;
    };
    row("one level", u"a"_s);
    row("levels", u"sport/tennis/player1"_s);
    row("slash only", u"/"_s);
    row("empty levels", u"//a//"_s);
    row("space", u"Accounts payable"_s);
    row("dollar", u"$SYS/broker"_s);
    row("share prefix is no name of a share", u"$share/a"_s);
    row("umlaut", u"straße/öl"_s);
    row("beyond the BMP", u"a/😀"_s);
    row("empty", QString(), Fault::Empty);
    row("plus", u"a/+"_s, Fault::WildcardInName);
    row("plus within a level", u"a+b"_s, Fault::WildcardInName);
    row("hash", u"#"_s, Fault::WildcardInName);
    row("null character", u"a\0b"_s, Fault::NullCharacter);
}

void TestTopicRules::names()
{
    QFETCH(const QString, name);
    QFETCH(const FaultOrNone, fault);
    QVERIFY(faultInName(QStringView(name)) == fault);
    QVERIFY(faultInName(QByteArrayView(name.toUtf8())) == fault);
}

void TestTopicRules::filters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<FaultOrNone>("fault");
    const auto row = [](const char *name, const QString &text, FaultOrNone fault = {}) {
        QTest::newRow(name) << text << fault;
    };
    row("name", u"a/b"_s);
    row("hash alone", u"#"_s);
    row("hash last", u"a/b/#"_s);
    row("plus alone", u"+"_s);
    row("plus everywhere", u"+/a/+"_s);
    row("plus and hash", u"+/+/#"_s);
    row("empty levels", u"//+//"_s);
    row("slash and hash", u"/#"_s);
    row("shared", u"$share/group/a/+"_s);
    row("shared hash", u"$share/group/#"_s);
    row("dollar", u"$SYS/#"_s);
    row("looks like shared", u"$shared/x"_s);
    row("empty", QString(), Fault::Empty);
    row("hash within a level", u"a/b#"_s, Fault::MisplacedWildcard);
    row("hash not last", u"a/#/b"_s, Fault::MisplacedWildcard);
    row("hash before an empty level", u"#/"_s, Fault::MisplacedWildcard);
    row("two hashes", u"##"_s, Fault::MisplacedWildcard);
    row("plus within a level", u"a+/b"_s, Fault::MisplacedWildcard);
    row("two pluses (accepted by Qt MQTT 6.4)", u"a/++"_s, Fault::MisplacedWildcard);
    row("plus and hash in one level", u"a/+#"_s, Fault::MisplacedWildcard);
    row("null character", u"a/\0"_s, Fault::NullCharacter);
    row("share without a filter", u"$share/group"_s, Fault::InvalidShare);
    row("share with an empty filter", u"$share/group/"_s, Fault::InvalidShare);
    row("share without a name", u"$share//a"_s, Fault::InvalidShare);
    row("share with a wildcard as name", u"$share/+/a"_s, Fault::InvalidShare);
    row("share with a misplaced wildcard", u"$share/group/a/#/b"_s, Fault::MisplacedWildcard);
}

void TestTopicRules::filters()
{
    QFETCH(const QString, filter);
    QFETCH(const FaultOrNone, fault);
    QVERIFY(faultInFilter(QStringView(filter)) == fault);
    QVERIFY(faultInFilter(QByteArrayView(filter.toUtf8())) == fault);
}

void TestTopicRules::illFormedUtf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("Latin-1") << QByteArray("\xe4");
    QTest::newRow("continuation byte alone") << QByteArray("a\x80");
    QTest::newRow("cut short") << QByteArray("a\xe2\x82");
    QTest::newRow("overlong null") << QByteArray("\xc0\x80");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80");
    QTest::newRow("beyond U+10FFFF") << QByteArray("\xf4\x90\x80\x80");
    QTest::newRow("byte that never occurs") << QByteArray("\xff");
}

void TestTopicRules::illFormedUtf8()
{
    QFETCH(const QByteArray, text);
    QVERIFY(faultInName(text) == Fault::InvalidUnicode);
    QVERIFY(faultInFilter(text) == Fault::InvalidUnicode);
}

void TestTopicRules::loneSurrogate()
{
    const QString text(QChar(0xd800));
    QVERIFY(faultInName(QStringView(text)) == Fault::InvalidUnicode);
    QVERIFY(faultInFilter(QStringView(text)) == Fault::InvalidUnicode);
}

void TestTopicRules::longest()
{
    const QString longest(65'535, u'x');
    QVERIFY(!faultInName(QStringView(longest)));
    QVERIFY(!faultInFilter(QStringView(longest)));
    QVERIFY(faultInName(QStringView(longest + u'x')) == Fault::TooLong);
    QVERIFY(faultInFilter(QByteArrayView((longest + u'x').toUtf8())) == Fault::TooLong);
    // The limit is in bytes.
    const QString twoBytesEach(32'768, u'ä');
    QVERIFY(faultInName(QStringView(twoBytesEach)) == Fault::TooLong);
    QVERIFY(faultInName(QByteArrayView(twoBytesEach.toUtf8())) == Fault::TooLong);
    const QString threeBytesEach(21'845, u'€');
    QVERIFY(!faultInName(QStringView(threeBytesEach)));
    QVERIFY(faultInName(QStringView(threeBytesEach + u'x')) == Fault::TooLong);
    QString fourBytesEach;
    for (int i = 0; i < 16'384; ++i)
        fourBytesEach += u"😀"_s;
    QVERIFY(faultInName(QStringView(fourBytesEach)) == Fault::TooLong);
    QVERIFY(!faultInName(QStringView(fourBytesEach).chopped(2)));
}

void TestTopicRules::shares_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("share");
    QTest::addColumn<QString>("rest");
    QTest::newRow("not shared") << u"a/b"_s << QString() << u"a/b"_s;
    QTest::newRow("shared") << u"$share/group/a/b"_s << u"group"_s << u"a/b"_s;
    QTest::newRow("shared with leading slash") << u"$share/group//a"_s << u"group"_s << u"/a"_s;
    QTest::newRow("without filter") << u"$share/group"_s << u"group"_s << QString();
    QTest::newRow("without name") << u"$share//a"_s << QString() << u"a"_s;
    QTest::newRow("prefix cut short") << u"$share"_s << QString() << u"$share"_s;
    QTest::newRow("empty") << QString() << QString() << QString();
}

void TestTopicRules::shares()
{
    QFETCH(const QString, filter);
    QFETCH(const QString, share);
    QFETCH(const QString, rest);
    QCOMPARE(shareName(QStringView(filter)).toString(), share);
    QCOMPARE(withoutShare(QStringView(filter)).toString(), rest);
    const QByteArray utf8 = filter.toUtf8();
    QCOMPARE(shareName(QByteArrayView(utf8)).toByteArray(), share.toUtf8());
    QCOMPARE(withoutShare(QByteArrayView(utf8)).toByteArray(), rest.toUtf8());
}

STANDIN_TEST(TestTopicRules)
#include "tst_topicrules.moc"
