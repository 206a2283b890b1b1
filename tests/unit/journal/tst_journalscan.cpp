// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journalscan.h"
#include "journalrig.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonObject>

#include <chrono>
#include <functional>

#include <pthread.h>
#include <time.h>

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;

namespace {

constexpr auto chunk = static_cast<qsizetype>(Journal::chunkEntries);

JournalQuery everything()
{
    JournalQuery query;
    query.limit = 1'000'000;
    return query;
}

/// Reads as Journal::read() does. Calls `act` after the scan has read the chunk with the entry `seq`.
JournalPage readActing(const Journal &journal, const JournalQuery &query, Cursor seq, const std::function<void()> &act)
{
    JournalScan scan(journal, query);
    Cursor lookedAt = 0;
    for (bool goesOn = true; goesOn;) {
        goesOn = scan.step();
        const Cursor before = std::exchange(lookedAt, lookedAt + Journal::chunkEntries);
        if (before < seq && seq <= lookedAt)
            act();
    }
    return scan.page();
}

/// A pattern that takes long to find out that a message of slowMessage() does not match.
Match::Pattern slowPattern()
{
    QJsonArray expressions;
    for (const QString &last : {u"b"_s, u"c"_s, u"d"_s, u"e"_s})
        expressions.append(QJsonObject{{u"matches"_s, u"(a+)+|"_s + last}});
    return Match::Pattern::fromJson(QJsonObject{{u"payload"_s, QJsonObject{{u"anyOf"_s, expressions}}}}).value();
}

Entry slowMessage()
{
    return message(u"a"_s, {}, QByteArray(100, 'a') + '!');
}

/// CPU time of the thread so far; the maximum value after the thread has ended.
std::chrono::nanoseconds cpuTimeOf(pthread_t thread)
{
    clockid_t clock = 0;
    timespec used{};
    if (pthread_getcpuclockid(thread, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return std::chrono::nanoseconds::max();
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

} // namespace

/// Scans that go on while others append, and while entries are dropped.
class TestJournalScan : public QObject
{
    Q_OBJECT

private:
    Tests::FakeClock m_clock;

private slots:
    void pagesJoinAtAnyBoundary_data()
    {
        QTest::addColumn<qsizetype>("entries");
        QTest::addColumn<qsizetype>("limit");
        for (const qsizetype entries : {qsizetype(0), qsizetype(1), chunk - 1, chunk, chunk + 1, 3 * chunk})
            for (const qsizetype limit : {chunk - 1, chunk, chunk + 1, 10 * chunk})
                QTest::addRow("%d entries by %d", int(entries), int(limit)) << entries << limit;
    }

    void pagesJoinAtAnyBoundary()
    {
        QFETCH(qsizetype, entries);
        QFETCH(qsizetype, limit);
        Journal journal(m_clock);
        append(journal, entries, u"7"_s);
        for (JournalQuery query : {JournalQuery(), byRequestTime(u"7"_s)}) {
            query.limit = limit;
            QList<Cursor> all;
            JournalPage page;
            do {
                page = journal.read(query);
                all += seqs(page);
                QCOMPARE(page.more, all.size() < entries);
                QCOMPARE(page.cursor, Cursor(all.size()));
                query.after = page.cursor;
            } while (page.more);
            QCOMPARE(all, range(1, Cursor(entries)));
        }
    }

    void correlatedEntriesLieFarApart()
    {
        Journal journal(m_clock);
        QList<Cursor> expected;
        for (qsizetype i = 0; i < 3 * chunk; ++i) {
            append(journal, 2);
            expected.append(journal.append(message(u"b"_s, u"7"_s)));
        }
        append(journal, 5);
        JournalQuery query = byRequestTime(u"7"_s);
        const JournalPage page = journal.read(query);
        QCOMPARE(seqs(page), expected);
        QCOMPARE(page.cursor, journal.cursor());
        query.device = u"a"_s;
        QVERIFY(journal.read(query).entries.isEmpty());
    }

    void whatComesDuringAScanIsForTheNextOne()
    {
        Journal journal(m_clock);
        append(journal, 5 * chunk);
        const JournalQuery query = everything();
        JournalScan scan(journal, query);
        int steps = 1;
        for (; scan.step(); ++steps)
            append(journal, chunk);
        QCOMPARE(steps, 5);
        const JournalPage page = scan.page();
        QCOMPARE(seqs(page), range(1, 5 * chunk));
        QCOMPARE(page.cursor, Cursor(5 * chunk));
        QVERIFY(!page.more);
        QCOMPARE(page.dropped, quint64(0));
        QCOMPARE(journal.cursor(), Cursor(9 * chunk));
    }

    void anotherThreadAppendsWhileAChunkIsLookedAt()
    {
        Journal journal(m_clock);
        for (qsizetype i = 0; i < chunk; ++i)
            journal.append(slowMessage());
        JournalQuery query;
        query.pattern = slowPattern();
        std::chrono::nanoseconds total{};
        JournalPage page;
        std::thread reader([&] {
            JournalScan scan(journal, query); // of one chunk
            std::ignore = scan.step();
            page = scan.page();
            total = cpuTimeOf(pthread_self());
        });
        // Copying a chunk takes microseconds: after this time the reader checks its entries.
        while (cpuTimeOf(reader.native_handle()) < std::chrono::milliseconds(20))
            std::this_thread::yield();
        append(journal, 100);
        const auto used = cpuTimeOf(reader.native_handle());
        reader.join();
        QVERIFY2(used < total / 2, "nothing could be appended while the scan looked at one chunk");
        QVERIFY(page.entries.isEmpty());
        QCOMPARE(page.cursor, Cursor(chunk));
        QCOMPARE(journal.cursor(), Cursor(chunk + 100));
    }

    void whatIsDroppedMeanwhileCounts_data()
    {
        QTest::addColumn<bool>("correlated");
        QTest::addColumn<Cursor>("at");       // the scan is at this entry
        QTest::addColumn<qsizetype>("count"); // when so many are appended
        QTest::addColumn<Cursor>("lostFrom"); // and these entries are lost for the scan
        QTest::addColumn<Cursor>("lostTo");
        for (const bool correlated : {false, true}) {
            const char *name = correlated ? "correlated" : "all";
            const auto row = [&](const char *what, Cursor at, qsizetype count, Cursor from, Cursor to) {
                QTest::addRow("%s: %s", name, what) << correlated << at << count << from << to;
            };
            row("nothing ahead of the scan", chunk, chunk, 1, 0);
            row("a part", chunk, 2 * chunk, chunk + 1, 2 * chunk);
            row("to within a chunk", 1, 2 * chunk + 3, chunk + 1, 2 * chunk + 3);
            row("all that is left", 1, 4 * chunk, chunk + 1, 4 * chunk);
            row("more than all", 1, 9 * chunk, chunk + 1, 4 * chunk);
            row("in the last chunk", 4 * chunk, 9 * chunk, 1, 0);
        }
    }

    void whatIsDroppedMeanwhileCounts()
    {
        QFETCH(bool, correlated);
        QFETCH(Cursor, at);
        QFETCH(qsizetype, count);
        QFETCH(Cursor, lostFrom);
        QFETCH(Cursor, lostTo);
        const auto held = static_cast<size_t>(4 * chunk);
        Journal journal(m_clock, {.entries = held, .bytes = 1'000'000'000});
        append(journal, 4 * chunk, u"7"_s);
        JournalQuery query = everything();
        if (correlated)
            std::tie(query.correlationKey, query.correlationValue) = std::pair(u"requestTime"_s, u"7"_s);
        const JournalPage page = readActing(journal, query, at, [&] { append(journal, count, u"7"_s); });
        const QList<Cursor> expected =
            lostTo < lostFrom ? range(1, 4 * chunk) : range(1, lostFrom - 1) + range(lostTo + 1, 4 * chunk);
        QCOMPARE(seqs(page), expected);
        QCOMPARE(page.dropped, lostTo + 1 - lostFrom);
        QCOMPARE(page.cursor, Cursor(4 * chunk));
        QVERIFY(!page.more);
    }

    void whatIsDroppedBehindTheCutCountsWithTheNextPage()
    {
        Journal journal(m_clock, {.entries = static_cast<size_t>(2 * chunk), .bytes = 1'000'000'000});
        append(journal, 2 * chunk);
        JournalQuery query;
        query.limit = chunk;
        const JournalPage first = readActing(journal, query, chunk, [&] { append(journal, chunk + 10); });
        QCOMPARE(seqs(first), range(1, chunk));
        QVERIFY(first.more);
        QCOMPARE(first.cursor, Cursor(chunk));
        QCOMPARE(first.dropped, quint64(0)); // the gap is after the cursor
        query.after = first.cursor;
        const JournalPage second = journal.read(query);
        QCOMPARE(second.dropped, quint64(10));
        QCOMPARE(second.entries.first()->seq, Cursor(chunk + 11));
    }

    void aCursorAheadOfTheJournalFindsNothing_data()
    {
        QTest::addColumn<Cursor>("after");
        QTest::newRow("the newest") << Cursor(10);
        QTest::newRow("one ahead") << Cursor(11);
        QTest::newRow("the largest") << std::numeric_limits<Cursor>::max();
    }

    void aCursorAheadOfTheJournalFindsNothing()
    {
        QFETCH(Cursor, after);
        Journal journal(m_clock);
        append(journal, 10, u"7"_s);
        for (JournalQuery query : {JournalQuery(), byRequestTime(u"7"_s)}) {
            query.after = after;
            const JournalPage page = journal.read(query);
            QVERIFY(page.entries.isEmpty() && !page.more);
            QCOMPARE(page.cursor, Cursor(10));
            QCOMPARE(page.dropped, quint64(0));
        }
    }

    void withoutTimeOneEntryIsChecked_data()
    {
        QTest::addColumn<JournalQuery>("query");
        QTest::addColumn<qsizetype>("found");
        JournalQuery ofNone;
        ofNone.device = u"b"_s;
        QTest::newRow("all fit") << JournalQuery() << chunk + 2;
        QTest::newRow("none fits") << ofNone << qsizetype(0);
        QTest::newRow("correlated") << byRequestTime(u"7"_s) << chunk + 2;
    }

    void withoutTimeOneEntryIsChecked()
    {
        QFETCH(JournalQuery, query);
        Journal journal(m_clock);
        append(journal, chunk + 2, u"7"_s);
        query.maxTime = std::chrono::milliseconds(0);
        qsizetype found = 0;
        for (Cursor seq = 1; seq <= journal.cursor(); ++seq) {
            const JournalPage page = journal.read(query);
            QCOMPARE(page.cursor, seq);
            QCOMPARE(page.more, seq < journal.cursor());
            found += page.entries.size();
            query.after = page.cursor;
        }
        QTEST(found, "found");
    }

    void aLimitOfNoneReadsNothing()
    {
        Journal journal(m_clock);
        append(journal, 10);
        JournalQuery query;
        query.after = 4;
        query.limit = 0;
        const JournalPage page = journal.read(query);
        QVERIFY(page.entries.isEmpty());
        QCOMPARE(page.cursor, Cursor(4));
    }

    void readersKeepCountWhileThreadsAppendAndDrop();
};

namespace {

/// Reads page by page to the end and checks what JournalPage promises. The devices count their entries in the payload.
class CountingReader
{
public:
    CountingReader(const Journal &journal, const JournalQuery &query, Cursor last)
        : m_journal(journal)
        , m_query(query)
        , m_last(last)
    {}

    void run()
    {
        while (m_query.after < m_last && m_fault.isEmpty())
            check(m_journal.read(m_query));
    }

    [[nodiscard]] QByteArray fault() const { return m_fault; }
    [[nodiscard]] quint64 seen() const { return m_seen; }
    [[nodiscard]] quint64 dropped() const { return m_dropped; }

private:
    void check(const JournalPage &page)
    {
        Cursor before = m_query.after;
        if (page.dropped > 0)
            m_exact.clear(); // any device may lack entries now
        for (const EntryPtr &entry : page.entries) {
            require(entry->seq > before && entry->seq <= page.cursor, "not in order");
            const qint64 number = entry->payload.toLongLong();
            qint64 &expected = m_next[entry->device];
            const bool isExact = m_exact.contains(entry->device);
            require(isExact ? number == expected : number >= expected, "an entry is missing or comes twice");
            expected = number + 1;
            if (page.dropped == 0)
                m_exact.insert(entry->device);
            before = entry->seq;
        }
        require(page.dropped + page.entries.size() <= page.cursor - m_query.after, "more than there was");
        require(!page.more || page.entries.size() == m_query.limit, "cut without need");
        m_seen += page.entries.size();
        m_dropped += page.dropped;
        m_query.after = page.cursor;
    }

    void require(bool holds, const char *what)
    {
        if (!holds && m_fault.isEmpty())
            m_fault = what;
    }

    const Journal &m_journal;
    JournalQuery m_query;
    const Cursor m_last;
    QHash<QString, qint64> m_next;
    QSet<QString> m_exact; ///< the devices whose next number is certain
    quint64 m_seen = 0;
    quint64 m_dropped = 0;
    QByteArray m_fault;
};

} // namespace

void TestJournalScan::readersKeepCountWhileThreadsAppendAndDrop()
{
    constexpr int perDevice = 20'000;
    constexpr int devices = 3;
    Journal journal(m_clock, {.entries = static_cast<size_t>(8 * chunk), .bytes = 1'000'000'000});
    JournalQuery ofOne;
    ofOne.device = u"1"_s;
    JournalQuery correlated = byRequestTime(u"2"_s);
    correlated.limit = 100;
    JournalQuery small;
    small.limit = 7;
    std::vector<CountingReader> readers;
    for (const JournalQuery &query : {JournalQuery(), small, ofOne, correlated})
        readers.emplace_back(journal, query, Cursor(perDevice) * devices);

    std::vector<std::thread> threads;
    threads.reserve(readers.size() + devices);
    for (CountingReader &reader : readers)
        threads.emplace_back([&reader] { reader.run(); });
    for (int device = 0; device < devices; ++device) {
        threads.emplace_back([&journal, name = QString::number(device)] {
            for (int i = 0; i < perDevice; ++i)
                journal.append(message(name, name, QByteArray::number(i)));
        });
    }
    for (std::thread &thread : threads)
        thread.join();

    for (const CountingReader &reader : readers)
        QCOMPARE(reader.fault(), QByteArray());
    for (size_t i = 0; i < 2; ++i) // those that take everything
        QCOMPARE(readers[i].seen() + readers[i].dropped(), quint64(perDevice) * devices);
}

STANDIN_TEST(TestJournalScan)
#include "tst_journalscan.moc"
