// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "journalrig.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;

namespace {

Match::Pattern pattern(const QByteArray &json)
{
    return Match::Pattern::fromJson(Json::parse(json).value()).value();
}

/// A command with every part that a pattern can test.
Entry command()
{
    return {.device = u"gw-1"_s,
            .event = EntryEvent::MessageReceived,
            .topic = u"cmd/lab/reboot"_s,
            .payload = R"({"op":"reboot","level":3})",
            .qos = 1,
            .retain = true,
            .properties = {{u"contentType"_s, u"application/json"_s}},
            .correlation = {{u"traceId"_s, u"t-1"_s}},
            .matched = true,
            .ruleId = u"r-1"_s,
            .testId = u"T-1"_s};
}

} // namespace

class TestJournalQuery : public QObject
{
    Q_OBJECT

private:
    Tests::FakeClock m_clock;

private slots:
    void accepts_data();
    void accepts();
    void eventsThatHaveNoTopic();
    void asksThePattern_data();
    void asksThePattern();
    void ownMessagesCanBeLeftOut();
    void onlyMessagesMatchAPattern_data();
    void onlyMessagesMatchAPattern();
    void aReadTakesWhatMatches();
    void anEntryAsAMessage();
};

void TestJournalQuery::accepts_data()
{
    QTest::addColumn<JournalQuery>("query");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char *name, bool accepted, const JournalQuery &query) {
        QTest::newRow(name) << query << accepted;
    };
    row("nothing is set", true, {});
    row("device", true, {.device = u"gw-1"_s});
    row("another device", false, {.device = u"gw-2"_s});
    row("devices are not prefixes", false, {.device = u"gw"_s});
    row("pattern for devices", true, {.deviceGlob = u"gw-?"_s});
    row("pattern for other devices", false, {.deviceGlob = u"gw"_s});
    row("one of several devices", true, {.devices = {u"gw-0"_s, u"gw-1"_s}});
    row("several other devices", false, {.devices = {u"gw"_s, u"gw-10"_s}});
    row("event", true, {.event = EntryEvent::MessageReceived});
    row("another event", false, {.event = EntryEvent::MessageSent});
    row("topic", true, {.topic = Match::TopicPattern::parse(u"cmd/{site}/reboot"_s).value()});
    row("another topic", false, {.topic = Match::TopicPattern::parse(u"cmd/+"_s).value()});
    row("rule", true, {.ruleId = u"r-1"_s});
    row("another rule", false, {.ruleId = u"r"_s});
    row("test", true, {.testId = u"T-1"_s});
    row("another test", false, {.testId = u"T-2"_s});
    row("kind", true, {.kind = EntryKind::In});
    row("another kind", false, {.kind = EntryKind::Out});
    row("matched", true, {.matched = true});
    row("not matched", false, {.matched = false});
    row("all at once", true, {.device = u"gw-1"_s, .kind = EntryKind::In, .matched = true});
    row("one of them is wrong", false, {.device = u"gw-1"_s, .kind = EntryKind::In, .matched = false});
    row("after is left to the scan", true, {.after = 1'000'000});
}

void TestJournalQuery::accepts()
{
    QFETCH(JournalQuery, query);
    QTEST(query.accepts(command()), "accepted");
}

void TestJournalQuery::eventsThatHaveNoTopic()
{
    const JournalQuery all{.topic = Match::TopicPattern::parse(u"#"_s).value()};
    QVERIFY(!all.accepts({.event = EntryEvent::StateChanged}));
    QVERIFY(all.accepts({.event = EntryEvent::SubscriptionGranted, .topic = u"a/#"_s}));
}

void TestJournalQuery::asksThePattern_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char *name, bool accepted, const QByteArray &json) {
        QTest::newRow(name) << json << accepted;
    };
    row("empty", true, "{}");
    row("topic", true, R"({"topic":"cmd/{site}/reboot"})");
    row("another topic", false, R"({"topic":"cmd/+"})");
    row("QoS", true, R"({"qos":1})");
    row("another QoS", false, R"({"qos":0})");
    row("retained", true, R"({"retain":true})");
    row("not retained", false, R"({"retain":false})");
    row("text", true, R"({"text":"REBOOT"})");
    row("another text", false, R"({"text":"gw-1"})");
    row("correlation that the entry carries", true, R"({"correlation":{"traceId":"t-1"}})");
    row("another value", false, R"({"correlation":{"traceId":"t-2"}})");
    row("payload", true, R"({"payload":{"jsonPointer":"/level","lessThan":4}})");
    row("another payload", false, R"({"payload":{"jsonPointer":"/level","lessThan":3}})");
    row("property", true, R"({"payload":{"property":"contentType","endsWith":"json"}})");
    row("one part of several", false, R"({"topic":"cmd/#","qos":2})");
}

void TestJournalQuery::asksThePattern()
{
    QFETCH(QByteArray, json);
    JournalQuery query;
    query.pattern = pattern(json);
    QTEST(query.accepts(command()), "accepted");
    query.device = u"gw-2"_s; // the other conditions hold, too
    QVERIFY(!query.accepts(command()));
}

void TestJournalQuery::ownMessagesCanBeLeftOut()
{
    Entry own = command();
    own.unanswered = Unanswered{.reason = UnansweredReason::OwnMessage};
    Entry unanswered = command();
    unanswered.unanswered = Unanswered{.reason = UnansweredReason::NotJson};
    JournalQuery query;
    QVERIFY(query.accepts(own));
    query.withOwn = false;
    QVERIFY(!query.accepts(own));
    QVERIFY(query.accepts(unanswered));
    QVERIFY(query.accepts(command()));
}

void TestJournalQuery::onlyMessagesMatchAPattern_data()
{
    QTest::addColumn<EntryEvent>("event");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("received") << EntryEvent::MessageReceived << true;
    QTest::newRow("sent") << EntryEvent::MessageSent << true;
    QTest::newRow("state") << EntryEvent::StateChanged << false;
}

void TestJournalQuery::onlyMessagesMatchAPattern()
{
    QFETCH(EntryEvent, event);
    Entry entry = command();
    entry.event = event;
    for (const QByteArray json : {"{}", R"({"topic":"cmd/#"})"}) {
        JournalQuery query;
        query.pattern = pattern(json);
        QTEST(query.accepts(entry), "accepted");
    }
    QVERIFY(JournalQuery().accepts(entry));
}

void TestJournalQuery::aReadTakesWhatMatches()
{
    Journal journal(m_clock);
    for (int i = 0; i < 1000; ++i)
        journal.append(message(u"a"_s, u"7"_s, QByteArray::number(i)));
    JournalQuery query;
    query.pattern = pattern(R"({"payload":{"endsWith":"99"}})");
    QList<Cursor> expected;
    for (Cursor seq = 100; seq <= 1000; seq += 100)
        expected.append(seq);
    QCOMPARE(seqs(journal.read(query)), expected);

    query.limit = 3;
    const JournalPage first = journal.read(query);
    QCOMPARE(seqs(first), expected.first(3));
    QVERIFY(first.more);
    QCOMPARE(first.cursor, Cursor(300));
    query.after = first.cursor;
    query.limit = 100;
    QCOMPARE(seqs(journal.read(query)), expected.sliced(3));

    JournalQuery correlated = byRequestTime(u"7"_s);
    correlated.pattern = query.pattern;
    QCOMPARE(seqs(journal.read(correlated)), expected);
}

void TestJournalQuery::anEntryAsAMessage()
{
    Entry entry = command();
    entry.dup = true;
    const Match::Message message = entry.message();
    QCOMPARE(message.topic(), entry.topic);
    QCOMPARE(message.payload(), entry.payload);
    QVERIFY(message.payload().isSharedWith(entry.payload)); // no copy
    QCOMPARE(message.qos(), quint8(1));
    QVERIFY(message.retain());
    QVERIFY(message.dup());
    QCOMPARE(message.properties(), entry.properties);
    QCOMPARE(message.correlation(), entry.correlation);
    QVERIFY(!Entry().message().dup() && !Entry().message().retain());
}

STANDIN_TEST(TestJournalQuery)
#include "tst_journalquery.moc"
