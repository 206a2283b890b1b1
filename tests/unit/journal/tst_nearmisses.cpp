// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/nearmisses.h"
#include "journalrig.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;

class TestNearMisses : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_journal.emplace(m_clock); }

    void theBestComeFirst();

    void ranks_data();

    void ranks();

    void ofTheNewestAlone();

private:
    void heard(const QByteArray &payload, const QString &topic = {}, quint8 qos = 0)
    {
        Entry entry = message(u"a"_s, {}, payload);
        entry.topic = topic;
        entry.qos = qos;
        m_journal->append(std::move(entry));
    }

    static JournalQuery wanted(const QByteArray &pattern)
    {
        JournalQuery query;
        query.device = u"a"_s;
        query.pattern = Match::Pattern::fromJson(JsonText::parse(pattern).value()).value();
        return query;
    }

    static QList<Cursor> seqs(const QList<NearMiss> &misses)
    {
        QList<Cursor> result;
        for (const NearMiss &miss : misses)
            result.append(miss.entry->seq);
        return result;
    }

    Tests::FakeClock m_clock;
    std::optional<Journal> m_journal;
};

void TestNearMisses::theBestComeFirst()
{
    heard(R"({"op": "reboot", "level": 1})");
    heard("nothing");
    heard(R"({"op": "reboot", "level": 2, "force": true})");
    heard(R"({"op": "reboot", "level": 3, "force": true})"); // matches
    heard(R"({"op": "status", "level": 3})");
    m_journal->append(message(u"b"_s, {}, R"({"op": "reboot", "level": 1, "force": true})"));
    m_journal->append({.device = u"a"_s, .event = EntryEvent::StateChanged});
    JournalQuery query = wanted(R"({"payload": {"allOf": [{"jsonPointer": "/op", "equalTo": "reboot"},
        {"jsonPointer": "/level", "greaterThan": 2}, {"jsonPointer": "/force", "present": true}]}})");
    const QList<NearMiss> found = NearMisses::find(*m_journal, query);
    QCOMPARE(seqs(found), (QList<Cursor>{3, 5, 1}));
    QCOMPARE(found.first().explanation.heldCount(), 2);
    QCOMPARE(found.first().explanation.checks.at(1).found.toCompact(), QByteArray("2"));
    QCOMPARE(seqs(NearMisses::find(*m_journal, query, 1)), (QList<Cursor>{3}));
    query.after = 3;
    QCOMPARE(seqs(NearMisses::find(*m_journal, query)), (QList<Cursor>{5}));
    query.pattern.reset();
    QVERIFY(NearMisses::find(*m_journal, query).isEmpty());
}

void TestNearMisses::ranks_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QList<Cursor>>("ranked");
    const auto row = [](const char *name, const char *pattern, const QList<Cursor> &ranked) {
        QTest::newRow(name) << QByteArray(pattern) << ranked;
    };
    // One condition: nothing holds, so all are shown.
    row("one value: the newest first", R"({"payload": {"jsonPointer": "/op", "equalTo": "stop"}})", {4, 3, 2});
    row("one topic: the same levels first", R"({"topic": "cmd/gw-1/x"})", {4, 1, 3});
    row("one topic: of equal levels those that begin alike", R"({"topic": "cmd/gw-1/rebooting"})", {1, 4, 3});
    row("one topic with a wildcard", R"({"topic": "cmd/+/status"})", {4, 3, 1});
    row("one topic with a name", R"({"topic": "log/{device}/x"})", {2, 4, 3});
    row("a longer topic", R"({"topic": "cmd/gw-1/reboot/now"})", {1, 4, 3});
    row("a part of a topic", R"({"topicContains": "status"})", {4, 3, 2});
    row("all match", R"({"topic": "#"})", {});
    row("no condition", "{}", {});
    // Several: those for which none holds are left out where there are others.
    row("topic and value", R"({"topic": "cmd/gw-2/+", "payload": {"jsonPointer": "/op", "equalTo": "log"}})", {3, 2});
    row("the topic counts more than the time",
        R"({"topic": "cmd/gw-1/reboot", "payload": {"jsonPointer": "/op", "equalTo": "log"}, "qos": 0})", {1, 2});
    row("none of two", R"({"topic": "log/gw-2/x", "qos": 2})", {2, 4, 3});
}

void TestNearMisses::ranks()
{
    QFETCH(QByteArray, pattern);
    heard(R"({"op": "reboot"})", u"cmd/gw-1/reboot"_s);
    heard(R"({"op": "log"})", u"log/gw-1"_s);
    heard(R"({"op": "reboot"})", u"cmd/gw-2/reboot"_s, 1);
    heard(R"({"op": "start"})", u"cmd/gw-1/start"_s, 1);
    QTEST(seqs(NearMisses::find(*m_journal, wanted(pattern))), "ranked");
}

void TestNearMisses::ofTheNewestAlone()
{
    heard(R"({"op": "a"})");
    for (Cursor i = 1; i < NearMisses::searched; ++i)
        m_journal->append({.device = u"a"_s, .event = EntryEvent::StateChanged});
    const JournalQuery query = wanted(R"({"payload": {"jsonPointer": "/op", "equalTo": "b"}})");
    QCOMPARE(seqs(NearMisses::find(*m_journal, query)), (QList<Cursor>{1}));
    m_journal->append({.device = u"a"_s, .event = EntryEvent::StateChanged});
    QVERIFY(NearMisses::find(*m_journal, query).isEmpty());
}

STANDIN_TEST(TestNearMisses)
#include "tst_nearmisses.moc"
