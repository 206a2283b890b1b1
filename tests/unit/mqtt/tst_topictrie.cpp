// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/topicfilter.h"
#include "mqtt/core/topictrie.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace Standin;
using namespace Standin::Mqtt;

using Trie = TopicTrie<int>;

static const QStringList levels = {u"a"_s, u"b"_s, QString(), u"+"_s, u"#"_s, u"$x"_s};

class TestTopicTrie : public QObject
{
    Q_OBJECT

private slots:
    void matching_data();
    void matching();
    void agreesWithTheMatcher();
    void agreesWithTheMatcherAtRandom();
    void severalFiltersMatch();
    void oneFilterHoldsSeveralValues();
    void insertingTwiceHoldsOnce();
    void removing();
    void finding();
    void sharedFilterIsFiledWithoutShare();
    void tenThousandFilters();

private:
    static void compareWithTheMatcher(const QStringList &filters, const QStringList &names);
    static QList<int> matches(const Trie &trie, QByteArrayView name);
};

QList<int> TestTopicTrie::matches(const Trie &trie, QByteArrayView name)
{
    QList<int> found;
    trie.match(name, [&found](int value) { found.append(value); });
    std::ranges::sort(found);
    return found;
}

void TestTopicTrie::matching_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *filter, const char *name, bool expected) {
        QTest::addRow("%s %s %s", filter, expected ? "matches" : "does not match", name)
            << QByteArray(filter) << QByteArray(name) << expected;
    };
    row("a", "a", true);
    row("a", "b", false);
    row("a", "A", false);
    row("a", "a/b", false);
    row("a/b", "a", false);
    row("a/b", "a/b", true);
    row("a/b", "a/b/", false);
    row("/a", "a", false);
    row("/a", "/a", true);
    row("#", "a", true);
    row("#", "a/b/c", true);
    row("#", "/", true);
    row("a/#", "a", true);
    row("a/#", "a/", true);
    row("a/#", "a/b/c", true);
    row("a/#", "ab", false);
    row("a/#", "b", false);
    row("+", "a", true);
    row("+", "a/b", false);
    row("+", "/a", false);
    row("+/+", "/a", true);
    row("+/+", "a/b", true);
    row("/+", "/a", true);
    row("a/+", "a", false);
    row("a/+", "a/", true);
    row("a/+", "a/b", true);
    row("a/+", "a/b/c", false);
    row("a/+/c", "a/b/c", true);
    row("a/+/c", "a//c", true);
    row("a/+/c", "a/b/d", false);
    row("+/b/#", "a/b", true);
    row("+/b/#", "a/b/c/d", true);
    row("+/+/#", "a/b", true);
    row("+/#", "a", true);
    row("#", "$SYS/uptime", false);
    row("+/uptime", "$SYS/uptime", false);
    row("$SYS/#", "$SYS/uptime", true);
    row("$SYS/+", "$SYS/uptime", true);
    row("a/+", "a/$b", true);
    row("a/#", "a/$b", true);
    row("$share/g/a/+", "a/b", true);
    row("$share/g/a/+", "$share/g/a/b", false);
    row("$share/g/#", "$SYS/uptime", false);
}

void TestTopicTrie::matching()
{
    QFETCH(const QByteArray, filter);
    QFETCH(const QByteArray, name);
    QFETCH(const bool, expected);
    Trie trie;
    trie.insert(filter, 1);
    QCOMPARE(!matches(trie, name).isEmpty(), expected);
}

// The trie is an index over filters: it must find exactly those that the other implementation (on QString, filter by
// filter) finds.
void TestTopicTrie::agreesWithTheMatcher()
{
    QStringList texts;
    for (const QString &first : levels) {
        texts += first;
        for (const QString &second : levels) {
            texts += first + u'/' + second;
            for (const QString &third : levels)
                texts += first + u'/' + second + u'/' + third;
        }
    }
    compareWithTheMatcher(texts, texts);
}

void TestTopicTrie::agreesWithTheMatcherAtRandom()
{
    QRandomGenerator random(47);
    const auto text = [&random] {
        QStringList chosen;
        for (int count = random.bounded(1, 9); count > 0; --count)
            chosen += levels.at(random.bounded(levels.size()));
        return chosen.join(u'/');
    };
    QStringList filters;
    QStringList names;
    for (int i = 0; i < 2'000; ++i) {
        filters += text();
        names += text();
        names += filters.last().replace(u'+', u'b').replace(u'#', u'c'); // many that match
    }
    compareWithTheMatcher(filters, names);
}

void TestTopicTrie::compareWithTheMatcher(const QStringList &filters, const QStringList &names)
{
    Trie trie;
    for (int i = 0; i < filters.size(); ++i) {
        if (!TopicRules::faultInFilter(QStringView(filters[i])))
            trie.insert(filters[i].toUtf8(), i);
    }
    int found = 0;
    for (const QString &name : names) {
        if (TopicRules::faultInName(QStringView(name)))
            continue;
        QList<int> expected;
        for (int i = 0; i < filters.size(); ++i) {
            if (!TopicRules::faultInFilter(QStringView(filters[i])) &&
                TopicFilter::matches(filters[i], name, TopicFilter::DollarTopics::DoNotMatch))
                expected.append(i);
        }
        QVERIFY2(matches(trie, name.toUtf8()) == expected, qPrintable(name));
        found += static_cast<int>(expected.size());
    }
    QVERIFY(found > 100);
}

void TestTopicTrie::severalFiltersMatch()
{
    Trie trie;
    trie.insert("a/b", 1);
    trie.insert("a/+", 2);
    trie.insert("#", 3);
    trie.insert("a/b/#", 4);
    trie.insert("b/#", 5);
    QCOMPARE(matches(trie, "a/b"), QList({1, 2, 3, 4}));
    QCOMPARE(matches(trie, "b"), QList({3, 5}));
}

void TestTopicTrie::oneFilterHoldsSeveralValues()
{
    Trie trie;
    trie.insert("a", 1);
    trie.insert("$share/g/a", 2);
    QCOMPARE(matches(trie, "a"), QList({1, 2}));
    trie.remove("a", 1);
    QCOMPARE(matches(trie, "a"), QList({2}));
}

void TestTopicTrie::insertingTwiceHoldsOnce()
{
    Trie trie;
    trie.insert("a", 1);
    trie.insert("a", 1);
    QCOMPARE(matches(trie, "a"), QList({1}));
}

void TestTopicTrie::removing()
{
    Trie trie;
    trie.insert("a/b/c", 1);
    trie.insert("a/b", 2);
    trie.remove("a/b/c", 2); // not there
    trie.remove("a/x", 1);   // not there
    trie.remove("a", 1);     // a node without a value
    QCOMPARE(matches(trie, "a/b/c"), QList({1}));
    trie.remove("a/b/c", 1);
    QCOMPARE(matches(trie, "a/b/c"), QList<int>());
    QCOMPARE(matches(trie, "a/b"), QList({2}));
    QVERIFY(!trie.isEmpty());
    trie.remove("a/b", 2);
    QVERIFY(trie.isEmpty());
    trie.insert("#", 3);
    trie.clear();
    QVERIFY(trie.isEmpty());
}

void TestTopicTrie::finding()
{
    Trie trie;
    trie.insert("a/+", 7);
    trie.insert("a/+", 8);
    QCOMPARE(trie.find("a/+", [](int value) { return value == 8; }), 8);
    QCOMPARE(trie.find("a/+", [](int value) { return value == 9; }), 0);
    QCOMPARE(trie.find("a/b", [](int) { return true; }), 0);
    QCOMPARE(trie.find("a", [](int) { return true; }), 0);
    QCOMPARE(trie.find("a/+/b/c", [](int) { return true; }), 0);
}

void TestTopicTrie::sharedFilterIsFiledWithoutShare()
{
    Trie trie;
    trie.insert("$share/group/a/b", 1);
    QCOMPARE(matches(trie, "a/b"), QList({1}));
    trie.remove("$share/group/a/b", 1);
    QVERIFY(trie.isEmpty());
}

// Qt MQTT 6.4 takes 5.6 ms for this; the limit allows for slow machines and sanitizers.
void TestTopicTrie::tenThousandFilters()
{
    Trie trie;
    for (int i = 0; i < 10'000; ++i)
        trie.insert("plant/" + QByteArray::number(i) + "/+/command", i);
    constexpr int rounds = 1000;
    QElapsedTimer timer;
    timer.start();
    int found = 0;
    for (int i = 0; i < rounds; ++i)
        trie.match("plant/" + QByteArray::number(i) + "/pump/command", [&found](int) { ++found; });
    const double microseconds = static_cast<double>(timer.nsecsElapsed()) / 1000 / rounds;
    QCOMPARE(found, rounds);
    QVERIFY2(microseconds < 100, qPrintable(u"%1 us per message"_s.arg(microseconds)));
}

STANDIN_TEST(TestTopicTrie)
#include "tst_topictrie.moc"
