// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/topicpattern.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestTopicPattern : public QObject
{
    Q_OBJECT

private slots:
    void filters_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *pattern, const char *topic, bool expected) {
            QTest::addRow("%s %s %s", pattern, expected ? "matches" : "does not match", topic)
                << QString::fromUtf8(pattern) << QString::fromUtf8(topic) << expected;
        };
        row("cmd/lab", "cmd/lab", true);
        row("cmd/lab", "cmd/lab/x", false);
        row("cmd/+", "cmd/lab", true);
        row("cmd/#", "cmd", true);
        row("#", "$SYS/uptime", true);
        row("cmd/{site}/{verb}", "cmd/lab/reboot", true);
        row("cmd/{site}/{verb}", "cmd/lab", false);
        row("cmd/{site}/{verb}", "cmd//", true);
        row("{any}", "a", true);
        row("{any}", "a/b", false);
        row("cmd/{site}/+/#", "cmd/lab/x/y/z", true);
        row("$share/group/cmd/{site}", "cmd/lab", true);
        row("$share/group/cmd/{site}", "$share/group/cmd/lab", false);
        row("cmd/x{y}", "cmd/x{y}", true); // braces inside a level are literal
        row("cmd/x{y}", "cmd/xa", false);
    }

    void filters()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, topic);
        const auto parsed = TopicPattern::parse(pattern);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
        QTEST(parsed->matches(topic), "expected");
        QVERIFY(parsed->isFilter());
        QCOMPARE(parsed->text(), pattern);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("error");
        const QString filter =
            u"expected an MQTT topic filter such as cmd/+/#, or named levels such as cmd/{site}/{verb}, found "_s;
        QTest::newRow("empty") << QString() << filter + u"an empty string"_s;
        QTest::newRow("# not last") << u"a/#/b"_s << filter + u"\"a/#/b\""_s;
        QTest::newRow("wildcard amid a level") << u"a+/b"_s << filter + u"\"a+/b\""_s;
        QTest::newRow("share without a filter") << u"$share/group"_s << filter + u"\"$share/group\""_s;
        QTest::newRow("zero character") << u"a/"_s + QChar(0) << filter + u"\"a/\\u0000\""_s;
        const QString name = u"expected a name of letters, digits, _ and - in braces, found "_s;
        QTest::newRow("no name") << u"a/{}"_s << name + u"\"{}\""_s;
        QTest::newRow("blank in a name") << u"a/{my site}"_s << name + u"\"{my site}\""_s;
        QTest::newRow("a name twice") << u"{a}/{b}/{a}"_s
                                      << u"expected another name for each level, found \"{a} twice\""_s;
    }

    void refuses()
    {
        QFETCH(QString, pattern);
        const auto parsed = TopicPattern::parse(pattern);
        QVERIFY(!parsed);
        QVERIFY(parsed.error().code == ErrorCode::InvalidArgument);
        QTEST(parsed.error().message, "error");
    }

    void capturesNamedLevels()
    {
        const TopicPattern pattern = TopicPattern::parse(u"cmd/{site}/+/{verb}/#"_s).value();
        QCOMPARE(pattern.levelNames(), (QStringList{u""_s, u"site"_s, u""_s, u"verb"_s, u""_s}));
        const NamedTexts captured = pattern.captured(Message({.topic = u"cmd/lab/7/reboot/now/please"_s}));
        QCOMPARE(captured, (NamedTexts{{u"site"_s, u"lab"_s}, {u"verb"_s, u"reboot"_s}}));
        QVERIFY(TopicPattern::containing(u"{x}"_s).captured(Message({.topic = u"a"_s})).isEmpty());
    }

    void levelsOfSharedFiltersAreThoseOfTheTopic()
    {
        const TopicPattern pattern = TopicPattern::parse(u"$share/group/cmd/{site}"_s).value();
        QCOMPARE(pattern.captured(Message({.topic = u"cmd/lab"_s})), (NamedTexts{{u"site"_s, u"lab"_s}}));
    }

    void names_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const QString &pattern, const QStringList &names) {
            QTest::newRow(qPrintable(pattern)) << pattern << names;
        };
        row(u"cmd/lab"_s, {u""_s, u""_s});
        row(u"{site}"_s, {u"site"_s});
        row(u"/{a}/"_s, {u""_s, u"a"_s, u""_s});
        row(u"{site_1}/{the-verb}"_s, {u"site_1"_s, u"the-verb"_s});
        row(u"{Gerät}"_s, {u"Gerät"_s});
        row(u"{a}/{A}"_s, {u"a"_s, u"A"_s}); // names are exact
        row(u"x{a}/{b}y"_s, {u""_s, u""_s});
        row(u"+/{a}/#"_s, {u""_s, u"a"_s, u""_s});
    }

    void names()
    {
        QFETCH(QString, pattern);
        QTEST(TopicPattern::parse(pattern).value().levelNames(), "names");
    }

    void capturesEmptyLevels()
    {
        const TopicPattern pattern = TopicPattern::parse(u"{a}/{b}/{c}"_s).value();
        const NamedTexts captured = pattern.captured(Message({.topic = u"//x"_s}));
        QCOMPARE(captured, (NamedTexts{{u"a"_s, u""_s}, {u"b"_s, u""_s}, {u"c"_s, u"x"_s}}));
    }

    void aShorterTopicGivesWhatItHas()
    {
        const TopicPattern pattern = TopicPattern::parse(u"cmd/{site}/#"_s).value();
        QCOMPARE(pattern.captured(Message({.topic = u"cmd"_s})), NamedTexts());
        QCOMPARE(pattern.captured(Message({.topic = u"cmd/lab"_s})), (NamedTexts{{u"site"_s, u"lab"_s}}));
    }

    void contains()
    {
        const TopicPattern pattern = TopicPattern::containing(u"V1/re"_s);
        QVERIFY(pattern.matches(u"mqtt/x/v1/req"));
        QVERIFY(!pattern.matches(u"mqtt/x/v1"));
        QVERIFY(TopicPattern::containing(u"a/+"_s).matches(u"x/a/+"));
        QVERIFY(!TopicPattern::containing(u"a/+"_s).matches(u"a/b"));
        QVERIFY(!pattern.isFilter());
        QCOMPARE(pattern.text(), u"V1/re"_s);
    }

    void searches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *name, const QString &text, const QString &topic, bool expected) {
            QTest::newRow(name) << text << topic << expected;
        };
        row("part of the topic", u"V1/re"_s, u"mqtt/x/v1/req"_s, true);
        row("not a part", u"rsp"_s, u"mqtt/x/v1/req"_s, false);
        row("one level", u"mqtt/+/v1"_s, u"mqtt/x/v1"_s, true);
        row("one level is not two", u"mqtt/+"_s, u"mqtt/x/v1"_s, false);
        row("one level needs a level", u"mqtt/+"_s, u"mqtt"_s, false);
        row("an empty level is one", u"mqtt/+"_s, u"mqtt/"_s, true);
        row("all levels below", u"mqtt/#"_s, u"mqtt/x/v1"_s, true);
        row("the parent too", u"mqtt/#"_s, u"mqtt"_s, true);
        row("everything", u"#"_s, u"a/b/c"_s, true);
        row("everything of the broker, too", u"#"_s, u"$SYS/uptime"_s, true);
        row("a filter is exact", u"+/b"_s, u"a/bc"_s, false);
        row("longer than the topic", u"+/b/c"_s, u"a/b"_s, false);
        row("not valid yet", u"mqtt/+x"_s, u"mqtt/x"_s, false);
        row("braces are text", u"{x}"_s, u"a/{X}/b"_s, true);
    }

    void searches()
    {
        QFETCH(QString, text);
        QFETCH(QString, topic);
        QTEST(TopicPattern::searching(text).matches(topic), "expected");
    }
};

STANDIN_TEST(TestTopicPattern)
#include "tst_topicpattern.moc"
