// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"

#include <QMqttTopicFilter>
#include <QtMqtt/QMqttTopicName>

#include <QBuffer>
#include <QSet>

using namespace Qt::StringLiterals;

/// QMqttTopicName and QMqttTopicFilter as values.
class TestMqttTopic : public QObject
{
    Q_OBJECT

private slots:
    void names();
    void levels_data();
    void levels();
    void filters();
    void match_data();
    void match();
    void comparing();
    void streaming();
    void printing();
};

void TestMqttTopic::names()
{
    QMqttTopicName name;
    QVERIFY(!name.isValid());
    QCOMPARE(name.levelCount(), 0);
    name.setName(u"a/b"_s);
    QVERIFY(name.isValid());
    QCOMPARE(name.name(), u"a/b"_s);
    name = QLatin1String("c");
    QCOMPARE(name.name(), u"c"_s);
    name = u"a/+"_s;
    QVERIFY(!name.isValid());
    QMqttTopicName other(u"x"_s);
    name.swap(other);
    QCOMPARE(name.name(), u"x"_s);
    QCOMPARE(other.name(), u"a/+"_s);
}

void TestMqttTopic::levels_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("levels");
    QTest::newRow("empty") << QString() << QStringList();
    QTest::newRow("one") << u"a"_s << QStringList(u"a"_s);
    QTest::newRow("two") << u"a/b"_s << QStringList({u"a"_s, u"b"_s});
    QTest::newRow("leading slash") << u"/a"_s << QStringList({QString(), u"a"_s});
    QTest::newRow("trailing slash") << u"a/"_s << QStringList({u"a"_s, QString()});
}

void TestMqttTopic::levels()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, levels);
    QCOMPARE(QMqttTopicName(name).levels(), levels);
    QCOMPARE(QMqttTopicName(name).levelCount(), static_cast<int>(levels.size()));
}

void TestMqttTopic::filters()
{
    QMqttTopicFilter filter;
    QVERIFY(!filter.isValid());
    filter.setFilter(u"a/#"_s);
    QVERIFY(filter.isValid());
    QCOMPARE(filter.filter(), u"a/#"_s);
    QCOMPARE(filter.sharedSubscriptionName(), QString());
    filter = QLatin1String("$share/group/a/#");
    QVERIFY(filter.isValid());
    QCOMPARE(filter.sharedSubscriptionName(), u"group"_s);
    QMqttTopicFilter other(u"#/a"_s);
    QVERIFY(!other.isValid());
    filter.swap(other);
    QCOMPARE(other.sharedSubscriptionName(), u"group"_s);
}

void TestMqttTopic::match_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("expected");
    QTest::addColumn<bool>("expectedWithDollarRule");
    const auto row = [](const char *filter, const char *name, bool expected, bool withDollarRule) {
        QTest::addRow("%s and %s", filter, name)
            << QString::fromUtf8(filter) << QString::fromUtf8(name) << expected << withDollarRule;
    };
    row("a/b", "a/b", true, true);
    row("a/b", "a/c", false, false);
    row("a/+", "a/b", true, true);
    row("a/+", "a", false, false);
    row("a/+", "a/", true, true);
    row("a/#", "a", true, true);
    row("a/#", "a/b/c", true, true);
    row("+/+", "/", true, true);
    row("+/a/#", "b/a/c", true, true);
    row("a/b", "a/b/c", false, false);
    row("a/b/c", "a/b", false, false);
    row("#", "$SYS/a", true, false);
    row("+/a", "$SYS/a", true, false);
    row("$SYS/#", "$SYS/a", true, true);
    row("$share/g/a/+", "a/b", true, true);
    row("$share/g/#", "$SYS/a", true, false);
    row("a/#/b", "a/x/b", false, false);
    row("a/+", "a/+", false, false);
}

void TestMqttTopic::match()
{
    QFETCH(const QString, filter);
    QFETCH(const QString, name);
    QFETCH(const bool, expected);
    QFETCH(const bool, expectedWithDollarRule);
    const QMqttTopicFilter f(filter);
    QCOMPARE(f.match(name), expected);
    QCOMPARE(f.match(name, QMqttTopicFilter::WildcardsDontMatchDollarTopicMatchOption), expectedWithDollarRule);
}

void TestMqttTopic::comparing()
{
    const QMqttTopicName a(u"a"_s);
    const QMqttTopicName b(u"b"_s);
    QVERIFY(a == QMqttTopicName(u"a"_s));
    QVERIFY(a != b);
    QVERIFY(a < b);
    QCOMPARE(QSet<QMqttTopicName>({a, b, a}).size(), 2);
    const QMqttTopicFilter f(u"a"_s);
    const QMqttTopicFilter g(u"b"_s);
    QVERIFY(f == QMqttTopicFilter(u"a"_s));
    QVERIFY(f != g);
    QVERIFY(f < g);
    QCOMPARE(QSet<QMqttTopicFilter>({f, g, f}).size(), 2);
}

void TestMqttTopic::streaming()
{
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::ReadWrite));
    QDataStream stream(&buffer);
    stream << QMqttTopicName(u"a/b"_s) << QMqttTopicFilter(u"a/+"_s);
    buffer.seek(0);
    QMqttTopicName name;
    QMqttTopicFilter filter;
    stream >> name >> filter;
    QCOMPARE(name.name(), u"a/b"_s);
    QCOMPARE(filter.filter(), u"a/+"_s);
}

void TestMqttTopic::printing()
{
    QString text;
    QDebug(&text) << QMqttTopicName(u"a"_s) << QMqttTopicFilter(u"b/#"_s);
    QCOMPARE(text.trimmed(), u"QMqttTopicName(\"a\") QMqttTopicFilter(\"b/#\")"_s);
}

STANDIN_TEST(TestMqttTopic)
#include "tst_mqtttopic.moc"
