// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/topicfilter.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::TopicFilter;
using namespace Qt::StringLiterals;

class TestTopicFilter : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void dollarTopics_data();
    void dollarTopics();
    void viewsNeedNoTerminator();
    void takesLevels_data();
    void takesLevels();
};

void TestTopicFilter::matches_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *filter, const char *name, bool expected) {
        QTest::addRow("%s %s %s", filter, expected ? "matches" : "does not match", name)
            << QString::fromUtf8(filter) << QString::fromUtf8(name) << expected;
    };
    row("a", "a", true);
    row("a", "A", false);
    row("a", "a/b", false);
    row("a", "/a", false);
    row("a/b", "a", false);
    row("a/b", "a/b/", false);
    row("a/b/c", "a/b", false);
    // The examples of section 4.7.1.2 and 4.7.1.3
    row("sport/tennis/player1/#", "sport/tennis/player1", true);
    row("sport/tennis/player1/#", "sport/tennis/player1/ranking", true);
    row("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true);
    row("sport/#", "sport", true);
    row("sport/#", "sports", false);
    row("#", "sport/tennis", true);
    row("#", "/", true);
    row("sport/tennis/+", "sport/tennis/player1", true);
    row("sport/tennis/+", "sport/tennis/player1/ranking", false);
    row("sport/+", "sport", false);
    row("sport/+", "sport/", true);
    row("+/+", "/finance", true);
    row("/+", "/finance", true);
    row("+", "/finance", false);
    row("+/tennis/#", "sport/tennis", true);
    row("+/tennis/#", "sport/golf/tennis", false);
    row("sport/+/player1", "sport/tennis/player1", true);
    row("sport/+/player1", "sport//player1", true);
    row("sport/+/player1", "sport/a/b/player1", false);
    // Non-ASCII characters, and white space, which has no special meaning
    row("gerät/+", "gerät/ü", true);
    row("+/b c", "a/b c", true);
    row("Accounts payable", "Accounts payable ", false);
    // Invalid filters
    row("a+", "ab", false);
    row("a#", "ab", false);
    row("a/#b", "a/b", false);
    row("", "a", false);
}

void TestTopicFilter::matches()
{
    QFETCH(const QString, filter);
    QFETCH(const QString, name);
    QTEST(TopicFilter::matches(filter, name), "expected");
}

void TestTopicFilter::dollarTopics_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("withThem");
    QTest::addColumn<bool>("withoutThem");
    QTest::newRow("#") << u"#"_s << true << false;
    QTest::newRow("first level open") << u"+/monitor/Clients"_s << true << false;
    QTest::newRow("first level named") << u"$SYS/#"_s << true << true;
    QTest::newRow("wildcard behind it") << u"$SYS/monitor/+"_s << true << true;
    QTest::newRow("no wildcard") << u"$SYS/monitor/Clients"_s << true << true;
    QTest::newRow("another level") << u"$SYS/+"_s << false << false;
}

void TestTopicFilter::dollarTopics()
{
    QFETCH(const QString, filter);
    const QString name = u"$SYS/monitor/Clients"_s;
    QTEST(TopicFilter::matches(filter, name, DollarTopics::Match), "withThem");
    QTEST(TopicFilter::matches(filter, name, DollarTopics::DoNotMatch), "withoutThem");
}

void TestTopicFilter::viewsNeedNoTerminator()
{
    const QString text = u"a/+/c|a/b/c|x"_s;
    const QStringView filter = QStringView(text).first(5);
    QVERIFY(TopicFilter::matches(filter, QStringView(text).sliced(6, 5)));
    QVERIFY(!TopicFilter::matches(filter, QStringView(text).sliced(6, 6)));
}

void TestTopicFilter::takesLevels_data()
{
    QTest::addColumn<QString>("topic");
    QTest::addColumn<QStringList>("levels");
    QTest::newRow("one") << u"a"_s << QStringList{u"a"_s};
    QTest::newRow("three") << u"a/bc/d"_s << QStringList{u"a"_s, u"bc"_s, u"d"_s};
    QTest::newRow("empty ones") << u"/a//"_s << QStringList{u""_s, u"a"_s, u""_s, u""_s};
    QTest::newRow("two empty ones") << u"/"_s << QStringList{u""_s, u""_s};
}

void TestTopicFilter::takesLevels()
{
    QFETCH(const QString, topic);
    QStringList found;
    for (QStringView rest = topic; !rest.isNull();)
        found += takeLevel(rest).toString();
    QTEST(found, "levels");
}

STANDIN_TEST(TestTopicFilter)
#include "tst_topicfilter.moc"
