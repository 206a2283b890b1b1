// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/historyfile.h"
#include "journal/history/historyscan.h"
#include "journalrig.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <csignal>
#include <sys/resource.h>

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 large = 1'000'000'000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

JournalPage pageOf(Cursor first, Cursor last, const QString &requestTime = {}, qsizetype payloadBytes = 1)
{
    JournalPage page;
    for (Cursor seq = first; seq <= last; ++seq) {
        auto entry = std::make_shared<Entry>(message(u"a"_s, requestTime, QByteArray(payloadBytes, 'x')));
        entry->seq = seq;
        page.entries.append(entry);
    }
    page.cursor = last;
    return page;
}

void makeDatabase(const QString &path, const QByteArrayList &statements)
{
    const auto connection = SqliteConnection::open(path, SqliteConnection::Access::Write);
    VERIFY_RESULT(connection);
    for (const QByteArray &statement : statements)
        VERIFY_RESULT((*connection)->execute(statement));
}

} // namespace

class TestHistoryFile : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder.emplace();
        m_path = m_folder->filePath(u"journal.db"_s);
    }

    void aNewFileIsForItsOwnerAlone()
    {
        VERIFY_RESULT(HistoryFile::open(m_path, large));
        QCOMPARE(QFile::permissions(m_path) & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
    }

    void goesOnWhereItWasClosed()
    {
        {
            const auto file = HistoryFile::open(m_path, large);
            VERIFY_RESULT(file);
            QCOMPARE((*file)->next(), Cursor(1));
            VERIFY_RESULT((*file)->append(0, pageOf(1, 3)));
            QCOMPARE((*file)->next(), Cursor(4));
        }
        const auto file = HistoryFile::open(m_path, large);
        VERIFY_RESULT(file);
        QCOMPARE((*file)->next(), Cursor(4));
        QCOMPARE((*file)->oldest(), Cursor(1));
    }

    /// What a killed program leaves is the file as it is while it runs.
    void afterACrashNumbersAreSkipped()
    {
        const QString copy = m_folder->filePath(u"copy.db"_s);
        {
            const auto file = HistoryFile::open(m_path, large);
            VERIFY_RESULT(file);
            VERIFY_RESULT((*file)->append(0, pageOf(1, 3)));
            QVERIFY(QFile::copy(m_path, copy));
            QVERIFY(QFile::copy(m_path + u"-wal"_s, copy + u"-wal"_s));
        }
        const auto file = HistoryFile::open(copy, large);
        VERIFY_RESULT(file);
        QCOMPARE((*file)->next(), Cursor(4) + HistoryFile::skippedAfterCrash);
        const auto page = HistoryScan::read(copy, {}, (*file)->next());
        VERIFY_RESULT(page);
        QCOMPARE(seqs(*page), range(1, 3));
        QCOMPARE(page->dropped, quint64(0));
    }

    void oneProcessWrites()
    {
        const auto first = HistoryFile::open(m_path, large);
        VERIFY_RESULT(first);
        const auto second = HistoryFile::open(m_path, large);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::FileInUse);
        QVERIFY(second.error().message.contains(QString::number(QCoreApplication::applicationPid())));
    }

    void otherFilesAreRefusedAndStay_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("text") << 0 << ErrorCode::FileDamaged;
        QTest::newRow("database of another program") << 1 << ErrorCode::UnsupportedFormat;
        QTest::newRow("empty database with an owner") << 2 << ErrorCode::UnsupportedFormat;
        QTest::newRow("newer format") << 3 << ErrorCode::UnsupportedFormat;
        QTest::newRow("folder") << 4 << ErrorCode::FileNotReadable;
        QTest::newRow("no folder for it") << 5 << ErrorCode::FileNotWritable;
    }

    void otherFilesAreRefusedAndStay()
    {
        QFETCH(int, kind);
        QFETCH(ErrorCode, code);
        make(kind);
        const QByteArray before = contentOf(m_path);
        const auto file = HistoryFile::open(m_path, large);
        QVERIFY(!file);
        QVERIFY2(file.error().code == code, qPrintable(file.error().toString()));
        QVERIFY(file.error().where == m_path);
        QCOMPARE(contentOf(m_path), before);
    }

    void isCutToItsSize()
    {
        constexpr qint64 maxBytes = 1'000'000;
        const auto file = HistoryFile::open(m_path, maxBytes);
        VERIFY_RESULT(file);
        for (Cursor first = 1; first < 20'000; first += 500)
            VERIFY_RESULT((*file)->append(first - 1, pageOf(first, first + 499, QString::number(first), 200)));
        QVERIFY2((*file)->bytes() < 2 * maxBytes, qPrintable(QString::number((*file)->bytes())));
        QVERIFY((*file)->oldest() > 10'000);

        const auto all = HistoryScan::read(m_path, {.limit = 100'000}, (*file)->next());
        VERIFY_RESULT(all);
        QCOMPARE(seqs(*all), range((*file)->oldest(), 20'000));
        QCOMPARE(all->dropped, (*file)->oldest() - 1);
        QVERIFY(HistoryScan::read(m_path, byRequestTime(u"1"_s), (*file)->next())->entries.isEmpty());
        QCOMPARE(HistoryScan::read(m_path, byRequestTime(u"19501"_s), (*file)->next())->entries.size(), 500);
    }

    /// Between two runs there may be very many numbers that no entry has.
    void removedEntriesAreCountedNotTheirNumbers()
    {
        constexpr Cursor second = 1'000'000'000'000'000;
        const auto file = HistoryFile::open(m_path, 1'000'000);
        VERIFY_RESULT(file);
        VERIFY_RESULT((*file)->append(0, pageOf(1, 3)));
        JournalPage page = pageOf(second, second);
        page.dropped = 2;
        VERIFY_RESULT((*file)->append(3, page));
        Cursor first = second + 1;
        for (; (*file)->oldest() < second; first += 500)
            VERIFY_RESULT((*file)->append(first - 1, pageOf(first, first + 499, {}, 200)));
        const auto all = HistoryScan::read(m_path, {.limit = 1}, (*file)->next());
        VERIFY_RESULT(all);
        QCOMPARE(all->dropped, 3 + 2 + ((*file)->oldest() - second));
    }

    void isCutOnTheDisk_data()
    {
        QTest::addColumn<qsizetype>("payloadBytes");
        QTest::addColumn<int>("batch");
        QTest::newRow("few large entries") << qsizetype(60'000) << 1;
        QTest::newRow("many small entries") << qsizetype(100) << 200;
    }

    /// With the WAL; and of large entries not all are removed at once.
    void isCutOnTheDisk()
    {
        QFETCH(qsizetype, payloadBytes);
        QFETCH(int, batch);
        constexpr qint64 maxBytes = 1024 * 1024;
        const auto file = HistoryFile::open(m_path, maxBytes);
        VERIFY_RESULT(file);
        qint64 most = 0;
        for (Cursor first = 1; first < 100u * static_cast<Cursor>(batch); first += static_cast<Cursor>(batch)) {
            const Cursor last = first + static_cast<Cursor>(batch) - 1;
            VERIFY_RESULT((*file)->append(first - 1, pageOf(first, last, QString::number(first), payloadBytes)));
            most = std::max(most, QFileInfo(m_path).size() + QFileInfo(m_path + u"-wal"_s).size());
        }
        QVERIFY2(most <= maxBytes, qPrintable(QString::number(most)));
        QVERIFY2((*file)->bytes() > maxBytes / 2, qPrintable(QString::number((*file)->bytes())));
    }

    void fileThatCannotBeMadeIsNotLeft()
    {
        rlimit before = {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{.rlim_cur = 1000, .rlim_max = before.rlim_max}; // enough for the lock file
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto file = HistoryFile::open(m_path, large);
        ::setrlimit(RLIMIT_FSIZE, &before);
        (void)std::signal(SIGXFSZ, handler);
        QVERIFY(!file);
        QVERIFY2(file.error().code == ErrorCode::FileNotWritable, qPrintable(file.error().toString()));
        QVERIFY(!QFileInfo::exists(m_path));
    }

    /// It was made by the first versions.
    void fileWithoutAnOriginIsGoneOnWith()
    {
        {
            const auto file = HistoryFile::open(m_path, large);
            VERIFY_RESULT(file);
            VERIFY_RESULT((*file)->append(0, pageOf(1, 3)));
        }
        makeDatabase(m_path, {"DROP TABLE origin"_ba});
        const auto file = HistoryFile::open(m_path, large);
        VERIFY_RESULT(file);
        QCOMPARE((*file)->next(), Cursor(4));
        VERIFY_RESULT((*file)->append(3, pageOf(4, 5)));
        const auto all = HistoryScan::read(m_path, {}, 6);
        VERIFY_RESULT(all);
        QCOMPARE(seqs(*all), range(1, 5));
        QCOMPARE(all->dropped, quint64(0));
    }

    /// Which had removed its first entries.
    void fileWithoutAnOriginThatWasCut()
    {
        {
            const auto file = HistoryFile::open(m_path, large);
            VERIFY_RESULT(file);
            VERIFY_RESULT((*file)->append(0, pageOf(1, 9)));
        }
        makeDatabase(m_path, {"DROP TABLE origin"_ba, "DELETE FROM entries WHERE seq <= 4"_ba});
        const auto file = HistoryFile::open(m_path, large);
        VERIFY_RESULT(file);
        const auto all = HistoryScan::read(m_path, {}, 10);
        VERIFY_RESULT(all);
        QCOMPARE(seqs(*all), range(5, 9));
        QCOMPARE(all->dropped, quint64(4));
    }

    void numbersOfTheRunDecide_data()
    {
        QTest::addColumn<Cursor>("first");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("all behind it") << Cursor(4) << true;
        QTest::newRow("the last one is in it") << Cursor(3) << false;
        QTest::newRow("all are in it") << Cursor(1) << false;
    }

    void numbersOfTheRunDecide()
    {
        QFETCH(Cursor, first);
        QFETCH(bool, isTaken);
        {
            const auto file = HistoryFile::open(m_path, large);
            VERIFY_RESULT(file);
            VERIFY_RESULT((*file)->append(0, pageOf(1, 3)));
        }
        const QByteArray before = contentOf(m_path);
        {
            const auto file = HistoryFile::open(m_path, large, HistoryFile::Numbers{.first = first, .next = 10});
            QCOMPARE(file.has_value(), isTaken);
            if (isTaken) {
                QCOMPARE((*file)->next(), Cursor(10));
                return;
            }
            QCOMPARE(file.error().code, ErrorCode::FileNotWritable);
        }
        QCOMPARE(contentOf(m_path), before);
    }

    void gapsCountAsDropped()
    {
        const auto file = HistoryFile::open(m_path, large);
        VERIFY_RESULT(file);
        VERIFY_RESULT((*file)->append(0, pageOf(1, 5)));
        JournalPage page = pageOf(9, 10);
        page.dropped = 3;
        VERIFY_RESULT((*file)->append(5, page));
        const auto dropped = [&](Cursor after) {
            const auto found = HistoryScan::read(m_path, {.after = after}, 11);
            return found ? found->dropped : quint64(999);
        };
        QCOMPARE(dropped(0), quint64(3));
        QCOMPARE(dropped(5), quint64(3));
        QCOMPARE(dropped(6), quint64(2));
        QCOMPARE(dropped(8), quint64(0));
        const auto cut = HistoryScan::read(m_path, {.limit = 2}, 11);
        VERIFY_RESULT(cut);
        QCOMPARE(seqs(*cut), range(1, 2));
        QVERIFY(cut->more);
        QCOMPARE(cut->dropped, quint64(0));
    }

    void gapInFrontOfTheFirstEntryCounts()
    {
        const auto file = HistoryFile::open(m_path, large);
        VERIFY_RESULT(file);
        JournalPage page = pageOf(9, 10);
        page.dropped = 8;
        VERIFY_RESULT((*file)->append(0, page));
        for (const Cursor after : {0, 3, 8, 9}) {
            const auto found = HistoryScan::read(m_path, {.after = after}, 11);
            VERIFY_RESULT(found);
            QCOMPARE(found->dropped, 8 - std::min<Cursor>(after, 8));
        }
    }

    void everyConditionNarrows_data()
    {
        QTest::addColumn<JournalQuery>("query");
        QTest::addColumn<QList<Cursor>>("expected");
        JournalQuery query;
        QTest::newRow("all") << query << range(1, 4);
        query.after = 2;
        QTest::newRow("after") << query << range(3, 4);
        QTest::newRow("device") << JournalQuery{.device = u"b"_s} << range(3, 3);
        QTest::newRow("kind") << JournalQuery{.kind = EntryKind::Lifecycle} << range(4, 4);
        QTest::newRow("matched") << JournalQuery{.matched = true} << range(2, 2);
        QTest::newRow("correlation") << byRequestTime(u"5"_s) << range(1, 2);
        query = byRequestTime(u"5"_s);
        query.device = u"b"_s;
        QTest::newRow("correlation and device") << query << QList<Cursor>();
        query = byRequestTime(u"5"_s, 1);
        QTest::newRow("correlation after") << query << range(2, 2);
        QTest::newRow("other correlation") << byRequestTime(u"6"_s) << QList<Cursor>();
    }

    void everyConditionNarrows()
    {
        QFETCH(JournalQuery, query);
        QFETCH(QList<Cursor>, expected);
        const auto file = HistoryFile::open(m_path, large);
        VERIFY_RESULT(file);
        JournalPage page{.entries = {}, .cursor = 4};
        const auto add = [&page](Entry entry) {
            entry.seq = static_cast<Cursor>(page.entries.size()) + 1;
            page.entries.append(std::make_shared<Entry>(std::move(entry)));
        };
        add(message(u"a"_s, u"5"_s));
        Entry answered = message(u"a"_s, u"5"_s);
        answered.matched = true;
        add(answered);
        add(message(u"b"_s));
        add({.device = u"a"_s, .event = EntryEvent::StateChanged});
        VERIFY_RESULT((*file)->append(0, page));
        const auto found = HistoryScan::read(m_path, query, 5);
        VERIFY_RESULT(found);
        QCOMPARE(seqs(*found), expected);
        QCOMPARE(found->cursor, Cursor(4));
        QVERIFY(!found->more);
    }

    void correlationComesBack()
    {
        const auto file = HistoryFile::open(m_path, large);
        VERIFY_RESULT(file);
        JournalPage page = pageOf(1, 2);
        auto entry = std::make_shared<Entry>(*page.entries.last());
        entry->correlation = {{u"traceId"_s, u"18446744073709551001"_s}, {u"id"_s, QString()}, {u"a"_s, u"ü"_s}};
        page.entries.last() = entry;
        VERIFY_RESULT((*file)->append(0, page));
        const auto found = HistoryScan::read(m_path, {}, 3);
        VERIFY_RESULT(found);
        QVERIFY(found->entries.first()->correlation.isEmpty());
        QCOMPARE(found->entries.last()->correlation, entry->correlation);
        JournalQuery query;
        query.correlationKey = u"id"_s;
        QCOMPARE(seqs(*HistoryScan::read(m_path, query, 3)), range(2, 2));
    }

private:
    void make(int kind)
    {
        switch (kind) {
        case 0: {
            QFile file(m_path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(10'000, 'x'));
            break;
        }
        case 1:
            makeDatabase(m_path, {"CREATE TABLE theirs(x)"_ba});
            break;
        case 2:
            makeDatabase(m_path, {"PRAGMA application_id = 7"_ba, "CREATE TABLE t(x)"_ba, "DROP TABLE t"_ba});
            break;
        case 3:
            VERIFY_RESULT(HistoryFile::open(m_path, large));
            makeDatabase(m_path, {"PRAGMA user_version = "_ba + QByteArray::number(HistoryFile::formatVersion + 1),
                                  "PRAGMA journal_mode = DELETE"_ba});
            break;
        case 4:
            QVERIFY(QDir().mkdir(m_path));
            break;
        default:
            m_path = m_folder->filePath(u"missing/journal.db"_s);
        }
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

STANDIN_TEST(TestHistoryFile)
#include "tst_historyfile.moc"
