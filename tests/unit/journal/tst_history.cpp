// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "journal/history/history.h"
#include "journal/history/historyfile.h"
#include "journal/history/sqliteconnection.h"
#include "journalrig.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QLockFile>
#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr JournalLimits tenEntries{.entries = 10};

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(); }

    void withoutAFileItIsTheJournal()
    {
        Journal journal(m_clock);
        const History history(journal, {});
        append(journal, 3);
        QCOMPARE(seqs(history.read({})), range(1, 3));
        QVERIFY(history.status().path.isEmpty());
        QVERIFY(!history.waitUntilStored(1, 0ms));
    }

    void givesWhatTheJournalHasGivenUp()
    {
        Journal journal(m_clock, tenEntries);
        const History history(journal, options());
        storeEach(journal, history, 35);
        QCOMPARE(journal.oldest(), Cursor(26));
        QCOMPARE(history.oldest(), Cursor(1));
        const JournalPage page = history.read({});
        QCOMPARE(seqs(page), range(1, 35));
        QCOMPARE(page.cursor, Cursor(35));
        QCOMPARE(page.dropped, quint64(0));
        QVERIFY(!page.more);
    }

    void limitsCutAsInTheJournal_data()
    {
        QTest::addColumn<int>("after");
        QTest::addColumn<int>("limit");
        QTest::addColumn<bool>("more");
        QTest::newRow("in the file") << 0 << 20 << true;
        QTest::newRow("where the file ends") << 0 << 25 << true;
        QTest::newRow("behind it") << 0 << 26 << true;
        QTest::newRow("all") << 0 << 35 << false;
        QTest::newRow("more than all") << 0 << 36 << false;
        QTest::newRow("from within the file") << 20 << 10 << true;
        QTest::newRow("from the journal") << 30 << 5 << false;
        QTest::newRow("none") << 35 << 5 << false;
    }

    void limitsCutAsInTheJournal()
    {
        QFETCH(int, after);
        QFETCH(int, limit);
        QFETCH(bool, more);
        Journal journal(m_clock, tenEntries);
        const History history(journal, options());
        storeEach(journal, history, 35);
        const JournalPage page = history.read({.after = Cursor(after), .limit = limit});
        const Cursor last = Cursor(std::min(after + limit, 35));
        QCOMPARE(seqs(page), range(Cursor(after) + 1, last));
        QCOMPARE(page.cursor, last);
        QCOMPARE(page.more, more);
    }

    void pagesJoinThoughEachHasNoTime()
    {
        Journal journal(m_clock, tenEntries);
        const History history(journal, options());
        storeEach(journal, history, 35);
        JournalQuery query;
        query.maxTime = 0ms;
        QList<Cursor> all;
        for (bool more = true; more;) {
            const JournalPage page = history.read(query);
            QVERIFY(page.cursor > query.after);
            all += seqs(page);
            query.after = page.cursor;
            more = page.more;
        }
        QCOMPARE(all, range(1, 35));
    }

    void findsTheSameAsTheJournal_data()
    {
        QTest::addColumn<JournalQuery>("query");
        QTest::addColumn<QList<Cursor>>("expected");
        const auto topic = [](const QString &filter) { return Match::TopicPattern::parse(filter).value(); };
        const auto row = [](const char *name, const JournalQuery &query, const QList<Cursor> &expected) {
            QTest::newRow(name) << query << expected;
        };
        row("device", {.device = u"d-1"_s}, {1, 4, 7, 10, 13});
        row("pattern for devices", {.deviceGlob = u"*-2"_s}, {2, 5, 8, 11, 14});
        row("kind", {.kind = EntryKind::Out}, {3, 6, 9, 12, 15});
        row("event", {.event = EntryEvent::MessageSent}, {3, 6, 9, 12, 15});
        row("plain topic", {.topic = topic(u"t/4"_s)}, {4});
        row("filter", {.topic = topic(u"+/4"_s)}, {4});
        row("named level", {.topic = topic(u"{any}/4"_s)}, {4});
        row("shared filter", {.topic = topic(u"$share/g/t/4"_s)}, {4});
        row("part of a topic", {.topic = Match::TopicPattern::containing(u"/1"_s)}, {1, 10, 11, 12, 13, 14, 15});
        row("rule", {.ruleId = u"r-0"_s}, {2, 4, 6, 8, 10, 12, 14});
        row("test", {.testId = u"T-0"_s}, {5, 10, 15});
        row("all", {.device = u"d-1"_s, .topic = topic(u"t/#"_s), .ruleId = u"r-0"_s, .testId = u"T-0"_s}, {10});
        row("none", {.testId = u"T"_s}, {});
    }

    void findsTheSameAsTheJournal()
    {
        QFETCH(JournalQuery, query);
        QFETCH(QList<Cursor>, expected);
        Journal small(m_clock, {.entries = 5});
        Journal large(m_clock);
        const History history(small, options());
        for (int i = 1; i <= 15; ++i) {
            for (Journal *journal : {&small, &large})
                journal->append({.device = u"d-%1"_s.arg(i % 3),
                                 .event = i % 3 == 0 ? EntryEvent::MessageSent : EntryEvent::MessageReceived,
                                 .topic = u"t/%1"_s.arg(i),
                                 .ruleId = u"r-%1"_s.arg(i % 2),
                                 .testId = u"T-%1"_s.arg(i % 5)});
            QVERIFY(i % 5 != 0 || history.waitUntilStored(small.cursor(), 5s));
        }
        QCOMPARE(seqs(large.read(query)), expected);
        QCOMPARE(seqs(history.read(query)), expected);
        query.limit = 2;
        QCOMPARE(seqs(history.read(query)), expected.first(std::min<qsizetype>(2, expected.size())));
    }

    void goesOnAfterARestart()
    {
        for (int run = 0; run < 3; ++run) {
            Journal journal(m_clock, tenEntries);
            const History history(journal, options());
            QCOMPARE(journal.cursor(), Cursor(run * 5));
            QCOMPARE(seqs(history.read({})), range(1, Cursor(run) * 5));
            append(journal, 5, u"7"_s);
        }
        Journal journal(m_clock, tenEntries);
        const History history(journal, options());
        QCOMPARE(seqs(history.read(byRequestTime(u"7"_s))), range(1, 15));
    }

    void anOpenFileCanBeReadByOthers()
    {
        Journal journal(m_clock);
        const History history(journal, options());
        append(journal, 3);
        QVERIFY(history.waitUntilStored(3, 5s));
        const auto reader = SqliteConnection::open(options().path, SqliteConnection::Access::Read);
        VERIFY_RESULT(reader);
        QCOMPARE((*reader)->number("SELECT count(*) FROM entries"_ba).value_or(-1), 3);
    }

    void anotherWriterIsTold()
    {
        Journal first(m_clock);
        const History owner(first, options());
        Journal second(m_clock);
        const History history(second, options());
        QCOMPARE(history.status().error->code, ErrorCode::FileInUse);
        QVERIFY(!history.status().isOpen);
        append(second, 2);
        const JournalPage page = history.read({});
        QCOMPARE(page.entries.size(), 3);
        QCOMPARE(page.dropped, quint64(0));
        QVERIFY(page.entries.first()->event == EntryEvent::HistoryStopped);
        QCOMPARE(page.entries.first()->error->code, ErrorCode::FileInUse);
    }

    /// Another program locks the database for a while.
    void aLockIsToldAndSurvived()
    {
        Journal journal(m_clock);
        const History history(journal, options());
        auto other = SqliteConnection::open(options().path, SqliteConnection::Access::Write);
        VERIFY_RESULT(other);
        VERIFY_RESULT((*other)->execute("BEGIN IMMEDIATE"_ba));
        append(journal, 3);
        QTRY_VERIFY(history.status().error);
        QCOMPARE(history.status().error->code, ErrorCode::FileInUse);
        VERIFY_RESULT((*other)->execute("COMMIT"_ba));
        QVERIFY2(history.waitUntilStored(3, 5s), qPrintable(history.status().error.value_or(Error{}).toString()));
        QTRY_VERIFY(!history.status().error);
        QTRY_VERIFY(journal.read({}).entries.last()->event == EntryEvent::HistoryResumed);
        QVERIFY(history.waitUntilStored(journal.cursor(), 5s));
        QCOMPARE(history.status().lost, quint64(0));
    }

    void whatCouldNotBeWrittenInTimeIsCounted()
    {
        Journal journal(m_clock, tenEntries);
        quint64 missing = 0;
        HistoryOptions told = options();
        told.whenIncomplete = [&missing](quint64 count, const std::optional<Error> &error) {
            missing = count;
            QVERIFY(!error); // the file can be written now
        };
        std::optional<History> open(std::in_place, journal, told);
        const History &history = *open;
        {
            auto other = SqliteConnection::open(options().path, SqliteConnection::Access::Write);
            VERIFY_RESULT(other);
            VERIFY_RESULT((*other)->execute("BEGIN IMMEDIATE"_ba));
            append(journal, 3);
            QTRY_VERIFY(history.status().error);
            append(journal, 30);
            VERIFY_RESULT((*other)->execute("COMMIT"_ba));
        }
        QVERIFY(history.waitUntilStored(journal.cursor(), 5s));
        QTRY_VERIFY(!history.status().error);
        QVERIFY(history.status().lost >= 24);
        const JournalPage page = history.read({.limit = 1000});
        QCOMPARE(static_cast<quint64>(page.entries.size()) + page.dropped, page.cursor);
        QCOMPARE(page.dropped, history.status().lost);
        open.reset();
        QCOMPARE(missing, page.dropped);
    }

    /// The next run does not give their numbers to other entries.
    void whatWasNeverWrittenKeepsItsNumbers()
    {
        {
            Journal journal(m_clock);
            const History history(journal, options());
            append(journal, 3);
            QVERIFY(history.waitUntilStored(3, 5s));
            VERIFY_RESULT(
                execute("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(FAIL, 'full'); END"));
            append(journal, 2);
            QTRY_VERIFY(history.status().error);
        }
        VERIFY_RESULT(execute("DROP TRIGGER full"));
        Journal journal(m_clock);
        const History history(journal, options());
        QCOMPARE(journal.cursor(), 3 + HistoryFile::skippedAfterCrash);
    }

    void fileThatCouldNotBeOpenedIsTriedAgain_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("no folder") << u"folder"_s;
        QTest::newRow("another program writes to it") << u"lock"_s;
        QTest::newRow("another program has locked the database") << u"transaction"_s;
        QTest::newRow("not a database") << u"text"_s;
    }

    void fileThatCouldNotBeOpenedIsTriedAgain()
    {
        QFETCH(QString, fault);
        {
            Journal journal(m_clock);
            const History history(journal, options());
            append(journal, 3);
        }
        QVERIFY(setFault(fault, true));
        Journal journal(m_clock);
        const History history(journal, options());
        QVERIFY(history.status().error);
        QVERIFY(!history.status().isOpen);
        append(journal, 2);
        QCOMPARE(history.read({}).entries.size(), 3);
        QVERIFY(setFault(fault, false));
        QTRY_VERIFY(history.status().isOpen);
        QTRY_VERIFY(journal.read({}).entries.last()->event == EntryEvent::HistoryResumed);
        QVERIFY(history.waitUntilStored(journal.cursor(), 5s));
        QVERIFY(!history.status().error);
        const JournalPage all = history.read({});
        QCOMPARE(all.entries.size(), 3 + 4); // with what happened to the history
        QCOMPARE(all.dropped, quint64(0));
        QCOMPARE(seqs(all).first(3), range(1, 3));
    }

    /// Also the numbers of a run whose file could not be opened, or which has none of its entries.
    void noNumberStandsForTwoEntries()
    {
        {
            Journal journal(m_clock);
            const History history(journal, options());
            append(journal, 3);
        }
        QList<Cursor> given;
        for (int run = 0; run < 2; ++run) {
            QVERIFY(setFault(u"lock"_s, true));
            {
                Journal journal(m_clock);
                const History history(journal, options());
                append(journal, 2);
                given += seqs(journal.read({}));
            }
            m_lock.reset();
        }
        Journal journal(m_clock);
        const History history(journal, options());
        append(journal, 2);
        given += seqs(journal.read({}));
        QCOMPARE(QSet<Cursor>(given.begin(), given.end()).size(), 3 + 3 + 2);
        QCOMPARE(seqs(history.read({})), range(1, 5));
    }

    void endTellsWhatIsMissing()
    {
        QList<quint64> missing;
        HistoryOptions told = options();
        told.whenIncomplete = [&](quint64 count, const std::optional<Error> &error) {
            missing.append(count);
            QCOMPARE(error->code, ErrorCode::FileInUse);
        };
        {
            Journal journal(m_clock);
            const History history(journal, told);
            append(journal, 2);
        }
        QVERIFY(missing.isEmpty());
        {
            QVERIFY(setFault(u"lock"_s, true));
            Journal journal(m_clock);
            const History history(journal, told);
            append(journal, 2);
        }
        QCOMPARE(missing, QList<quint64>{3});
    }

    void fileThatIsReplacedStays_data()
    {
        QTest::addColumn<bool>("isOwnCopy");
        QTest::newRow("by the history of another program") << false;
        QTest::newRow("by a copy of itself") << true;
    }

    /// What stands there is not touched, and the file that was moved away is complete.
    void fileThatIsReplacedStays()
    {
        QFETCH(bool, isOwnCopy);
        const QString path = options().path;
        const QString other = m_folder->filePath(u"other.db"_s);
        const QString moved = m_folder->filePath(u"moved.db"_s);
        Journal journal(m_clock);
        std::optional<History> history(std::in_place, journal, options());
        append(journal, 5);
        QVERIFY(history->waitUntilStored(5, 5s));
        if (isOwnCopy) {
            VERIFY_RESULT(execute("VACUUM INTO '" + other.toUtf8() + "'"));
        } else {
            Journal foreign(m_clock);
            const History theirs(foreign, {.path = other});
            append(foreign, 30);
        }
        const qint64 before = count(other);
        QVERIFY(QFile::rename(path, moved));
        QVERIFY(QFile::rename(other, path));
        QTRY_VERIFY(history->status().error);
        append(journal, 3);
        QTRY_VERIFY(history->status().error.value_or(Error{}).message.contains(u"numbers of this run"_s));
        QVERIFY(!history->status().isOpen);
        QCOMPARE(history->read({}).entries.size(), journal.read({}).entries.size());
        history.reset();
        QCOMPARE(count(path), before);
        QCOMPARE(count(moved), 5);
        QCOMPARE(QFileInfo(path + u"-wal"_s).size(), 0);
    }

    void fileThatIsGoneIsBegunAgain_data()
    {
        QTest::addColumn<bool>("isMoved");
        QTest::newRow("moved away") << true;
        QTest::newRow("deleted") << false;
    }

    void fileThatIsGoneIsBegunAgain()
    {
        QFETCH(bool, isMoved);
        const QString path = options().path;
        const QString moved = m_folder->filePath(u"moved.db"_s);
        Journal journal(m_clock, tenEntries);
        const History history(journal, options());
        append(journal, 5);
        QVERIFY(history.waitUntilStored(5, 5s));
        QVERIFY(isMoved ? QFile::rename(path, moved) : QFile::remove(path));
        QTRY_VERIFY(history.status().error); // though nothing is to be written
        QCOMPARE(history.status().error->code, ErrorCode::FileNotWritable);
        QTRY_VERIFY(!history.status().error);
        append(journal, 2);
        QVERIFY(history.waitUntilStored(journal.cursor(), 5s));
        QCOMPARE(journal.cursor(), Cursor(9)); // with the events about it
        QCOMPARE(count(path), 4);
        QCOMPARE(isMoved ? count(moved) : 5, 5);
        append(journal, 5);
        QVERIFY(history.waitUntilStored(14, 5s));
        const JournalPage all = history.read({}); // 10 are in memory, of the 4 others none is in this file
        QCOMPARE(seqs(all), range(5, 14));
        QCOMPARE(all.dropped, quint64(4));
    }

    /// Those of earlier runs, whose numbers clients may have as cursors.
    void entriesOfAFileThatIsGoneAreDropped()
    {
        {
            Journal journal(m_clock);
            const History history(journal, options());
            append(journal, 5);
        }
        Journal journal(m_clock);
        const History history(journal, options());
        append(journal, 2);
        QVERIFY(history.waitUntilStored(7, 5s));
        QCOMPARE(history.read({.after = 3}).dropped, quint64(0));
        QVERIFY(QFile::remove(options().path));
        QVERIFY(QDir().mkdir(options().path)); // so that none can be made
        QTRY_VERIFY(!history.status().isOpen);
        QCOMPARE(history.read({.after = 3}).dropped, quint64(2));
        QCOMPARE(history.read({.after = 5}).dropped, quint64(0));
    }

private:
    bool setFault(const QString &fault, bool isOn)
    {
        const QString path = options().path;
        if (fault == u"lock"_s) {
            m_lock.reset();
            m_lock = isOn ? std::make_unique<QLockFile>(path + u".lock"_s) : nullptr;
            return !m_lock || m_lock->tryLock(0);
        }
        if (fault == u"transaction"_s) {
            if (!isOn)
                return std::exchange(m_other, nullptr)->execute("COMMIT"_ba).has_value();
            m_other = SqliteConnection::open(path, SqliteConnection::Access::Write).value();
            return m_other->execute("BEGIN EXCLUSIVE"_ba).has_value();
        }
        const QString aside = path + u".aside"_s;
        if (fault == u"text"_s) {
            if (!isOn)
                return QFile::remove(path) && QFile::rename(aside, path);
            QFile text(path);
            return QFile::rename(path, aside) && text.open(QIODevice::WriteOnly) && text.write("text") == 4;
        }
        const QString folder = m_folder->path();
        return isOn ? QFile::rename(folder, folder + u"x"_s) : QFile::rename(folder + u"x"_s, folder);
    }

    static qint64 count(const QString &path)
    {
        const auto connection = SqliteConnection::open(path, SqliteConnection::Access::Read);
        return connection ? (*connection)->number("SELECT count(*) FROM entries"_ba).value_or(-1) : -1;
    }

    [[nodiscard]] Result<> execute(const QByteArray &statement) const
    {
        return SqliteConnection::open(options().path, SqliteConnection::Access::Write)
            .and_then([&](const auto &connection) { return connection->execute(statement); });
    }

    [[nodiscard]] HistoryOptions options() const { return {.path = m_folder->filePath(u"journal.db"_s)}; }

    static void storeEach(Journal &journal, const History &history, int count)
    {
        for (int i = 0; i < count; i += 5) {
            append(journal, 5);
            QVERIFY(history.waitUntilStored(journal.cursor(), 5s));
        }
    }

    SystemClock m_clock;
    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<SqliteConnection> m_other;
};

STANDIN_TEST(TestHistory)
#include "tst_history.moc"
