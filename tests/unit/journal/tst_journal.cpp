// SPDX-License-Identifier: GPL-3.0-or-later
#include "journalrig.h"
#include "support/testprogram.h"

#include <QThread>

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;

class TestJournal : public QObject
{
    Q_OBJECT

private:
    Tests::FakeClock m_clock;

private slots:
    void numbersAndStampsWhatIsAppended()
    {
        Journal journal(m_clock);
        QCOMPARE(journal.cursor(), Cursor(0));
        QCOMPARE(journal.append(message(u"a"_s)), Cursor(1));
        QCOMPARE(journal.append(message(u"a"_s)), Cursor(2));
        QCOMPARE(journal.cursor(), Cursor(2));
        const auto page = journal.read({});
        QCOMPARE(seqs(page), (QList<Cursor>{1, 2}));
        QCOMPARE(page.entries.first()->at, m_clock.micros);
        QCOMPARE(page.dropped, quint64(0));
    }

    void anEmptyJournalAnswers()
    {
        const Journal journal(m_clock);
        const auto page = journal.read({});
        QVERIFY(page.entries.isEmpty());
        QCOMPARE(page.cursor, Cursor(0));
        QVERIFY(journal.read(byRequestTime(u"1"_s)).entries.isEmpty());
    }

    void pagesWithACursor()
    {
        Journal journal(m_clock);
        for (int i = 0; i < 10; ++i)
            journal.append(message(u"a"_s));
        JournalQuery query;
        query.limit = 4;
        QList<Cursor> all;
        for (;;) {
            const auto page = journal.read(query);
            if (page.entries.isEmpty())
                break;
            all += seqs(page);
            query.after = page.cursor;
        }
        QCOMPARE(all.size(), 10);
        QCOMPARE(all.last(), Cursor(10));
        query.after = 1000; // after the newest entry
        QCOMPARE(journal.read(query).cursor, Cursor(10));
    }

    void filters_data()
    {
        QTest::addColumn<QString>("device");
        QTest::addColumn<int>("kind"); // -1: any
        QTest::addColumn<int>("matched");
        QTest::addColumn<QList<Cursor>>("found");
        QTest::newRow("all") << QString() << -1 << -1 << QList<Cursor>{1, 2, 3, 4};
        QTest::newRow("device") << u"b"_s << -1 << -1 << QList<Cursor>{2, 4};
        QTest::newRow("kind") << QString() << int(EntryKind::Lifecycle) << -1 << QList<Cursor>{3};
        QTest::newRow("matched") << QString() << -1 << 1 << QList<Cursor>{4};
        QTest::newRow("device and kind") << u"b"_s << int(EntryKind::Lifecycle) << -1 << QList<Cursor>{};
    }

    void filters()
    {
        QFETCH(QString, device);
        QFETCH(int, kind);
        QFETCH(int, matched);
        QFETCH(QList<Cursor>, found);
        Journal journal(m_clock);
        journal.append(message(u"a"_s));
        journal.append(message(u"b"_s));
        journal.append({.device = u"a"_s, .event = EntryEvent::StateChanged});
        journal.append({.device = u"b"_s, .event = EntryEvent::MessageReceived, .matched = true});
        JournalQuery query;
        query.device = device;
        if (kind >= 0)
            query.kind = static_cast<EntryKind>(kind);
        if (matched >= 0)
            query.matched = matched == 1;
        QCOMPARE(seqs(journal.read(query)), found);
    }

    void findsByCorrelation()
    {
        Journal journal(m_clock);
        for (int i = 0; i < 100; ++i)
            journal.append(message(u"a"_s, QString::number(i % 10)));
        QCOMPARE(seqs(journal.read(byRequestTime(u"3"_s))).size(), 10);
        QCOMPARE(seqs(journal.read(byRequestTime(u"3"_s, 50))), (QList<Cursor>{54, 64, 74, 84, 94}));
        QVERIFY(journal.read(byRequestTime(u"nope"_s)).entries.isEmpty());
        JournalQuery few = byRequestTime(u"3"_s);
        few.limit = 2;
        const auto page = journal.read(few);
        QCOMPARE(seqs(page), (QList<Cursor>{4, 14}));
        QCOMPARE(page.cursor, Cursor(14));
    }

    void givesUpTheOldest()
    {
        Journal journal(m_clock, {.entries = 10, .bytes = 1'000'000});
        for (int i = 0; i < 25; ++i)
            journal.append(message(u"a"_s, QString::number(i)));
        QCOMPARE(journal.size(), size_t(10));
        const auto page = journal.read({});
        QCOMPARE(page.entries.first()->seq, Cursor(16));
        QCOMPARE(page.dropped, quint64(15));
        QVERIFY(journal.read(byRequestTime(u"3"_s)).entries.isEmpty());
        QCOMPARE(seqs(journal.read(byRequestTime(u"20"_s))), QList<Cursor>{21});
        JournalQuery query;
        query.after = 15; // counted all dropped entries
        QCOMPARE(journal.read(query).dropped, quint64(0));
        query.after = 10;
        QCOMPARE(journal.read(query).dropped, quint64(5));
    }

    void pagesEndEarlyWhenTheyGetLarge()
    {
        Journal journal(m_clock);
        for (int i = 0; i < 5; ++i)
            journal.append(message(u"a"_s, {}, QByteArray(10'000, 'x')));
        JournalQuery query;
        query.maxBytes = 25'000;
        const auto page = journal.read(query);
        QCOMPARE(seqs(page), (QList<Cursor>{1, 2}));
        QVERIFY(page.more);
        query.after = page.cursor;
        query.maxBytes = 10; // at least one is returned
        QCOMPARE(seqs(journal.read(query)), QList<Cursor>{3});
        query.maxBytes = 1'000'000;
        QVERIFY(!journal.read(query).more);
    }

    void countsBytesToo()
    {
        Journal journal(m_clock, {.entries = 1000, .bytes = 35'000});
        for (int i = 0; i < 10; ++i)
            journal.append(message(u"a"_s, {}, QByteArray(10'000, 'x')));
        QCOMPARE(journal.size(), size_t(3));
        journal.append(message(u"a"_s, {}, QByteArray(50'000, 'x')));
        QCOMPARE(journal.size(), size_t(1)); // the newest is always kept
    }

    void countsWhatAnEntryHolds_data()
    {
        QTest::addColumn<Entry>("entry");
        const QString text(10'000, u'x'); // twice as many bytes
        const auto row = [](const char *name, const Entry &entry) { QTest::newRow(name) << entry; };
        row("payload", {.payload = QByteArray(20'000, 'x')});
        row("topic", {.topic = text});
        row("value of a property", {.properties = {{u"a"_s, text}}});
        row("name of a property", {.properties = {{text, u"a"_s}}});
        row("many small properties", {.properties = QList<std::pair<QString, QString>>(100, {u"ab"_s, u"cd"_s})});
        row("correlation", {.correlation = {{u"traceId"_s, text}}});
        row("test id", {.testId = text});
        row("text of an error", {.error = Error{ErrorCode::BrokerRefused, text}});
        row("place of an error", {.error = Error{ErrorCode::BrokerRefused, {}, text}});
        row("facts of an error", {.error = Error{ErrorCode::BrokerRefused, {}, {}, {}, text}});
    }

    /// The sender of a message must not be able to use a part that is not counted.
    void countsWhatAnEntryHolds()
    {
        QFETCH(Entry, entry);
        const qsizetype least = QByteArrayView(QTest::currentDataTag()).startsWith("many") ? 13'000 : 20'000;
        QVERIFY2(entry.bytes() >= least, qPrintable(QString::number(entry.bytes())));
        QVERIFY(entry.bytes() < 50'000);
        Journal journal(m_clock, {.entries = 1000, .bytes = 10 * entry.bytes()});
        for (int i = 0; i < 30; ++i)
            journal.append(entry);
        QCOMPARE(journal.size(), size_t(10));
    }

    void holdsNoSlack()
    {
        QByteArray payload(1'000'000, 'x');
        payload.reserve(4'000'000);
        Journal journal(m_clock);
        journal.append({.payload = payload});
        const EntryPtr entry = journal.read({}).entries.first();
        QVERIFY(entry->payload == payload);
        QVERIFY(entry->bytes() < 1'100'000);
    }

    void returnsTheOldest()
    {
        Journal journal(m_clock, {.entries = 2});
        QCOMPARE(journal.oldest(), Cursor(1)); // the next one to come
        journal.append(message(u"a"_s));
        QCOMPARE(journal.oldest(), Cursor(1));
        journal.append(message(u"a"_s));
        journal.append(message(u"a"_s));
        QCOMPARE(journal.oldest(), Cursor(2));
    }

    void takesOtherLimits_data()
    {
        QTest::addColumn<JournalLimits>("limits");
        QTest::addColumn<size_t>("held");
        QTest::newRow("fewer entries") << JournalLimits{.entries = 10} << size_t(10);
        QTest::newRow("less memory") << JournalLimits{.bytes = 1} << size_t(1);
        QTest::newRow("none") << JournalLimits{.entries = 0} << size_t(1);
        QTest::newRow("more") << JournalLimits{.entries = 10'000} << size_t(1'000);
    }

    void takesOtherLimits()
    {
        QFETCH(JournalLimits, limits);
        Journal journal(m_clock, {.entries = 1'000}); // more than one chunk
        for (int i = 0; i < 1'500; ++i)
            journal.append(message(u"a"_s));
        journal.setLimits(limits);
        QTEST(journal.size(), "held");
        QCOMPARE(journal.cursor(), Cursor(1'500));
        QCOMPARE(journal.oldest(), Cursor(1'501 - journal.size()));
        journal.append(message(u"a"_s));
        QVERIFY(journal.size() <= std::max<size_t>(limits.entries, 1));
        QCOMPARE(journal.read({}).dropped, journal.oldest() - 1);
    }

    void manyThreadsAppendInOneOrder()
    {
        Journal journal(m_clock, {.entries = 5000, .bytes = 1'000'000});
        std::vector<std::unique_ptr<QThread>> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back(QThread::create([&journal, t] {
                for (int i = 0; i < 2500; ++i)
                    journal.append(message(QString::number(t), QString::number(i)));
            }));
            threads.back()->start();
        }
        Cursor after = 0;
        quint64 seen = 0;
        quint64 dropped = 0;
        while (seen + dropped < 10'000) {
            JournalQuery query;
            query.after = after;
            const auto page = journal.read(query);
            for (const EntryPtr &entry : page.entries)
                QVERIFY(entry->seq > std::exchange(after, entry->seq));
            seen += page.entries.size();
            dropped += page.dropped;
            after = page.cursor;
        }
        for (const auto &thread : threads)
            thread->wait();
        QCOMPARE(seen + dropped, quint64(10'000));
    }
};

STANDIN_TEST(TestJournal)
#include "tst_journal.moc"
