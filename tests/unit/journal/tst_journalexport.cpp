// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "journal/export/journalexport.h"
#include "journal/history/history.h"
#include "journalrig.h"
#include "support/noroom.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <future>

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestJournalExport : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(); }

    void linesAreTheEntries()
    {
        Journal journal(m_clock);
        append(journal, 3);
        const auto outcome = exported(journal, {.path = path()});
        VERIFY_RESULT(outcome);
        QCOMPARE(outcome->written, 3u);
        QCOMPARE(outcome->dropped, 0u);
        QCOMPARE(seqsInFile(), range(1, 3));
        QVERIFY(lines().constFirst().startsWith("{"));
    }

    /// JSON that a device has indented is the member `json` of its entry, which has one line.
    void indentedJsonIsOneLine()
    {
        Journal journal(m_clock);
        journal.append(message(u"a"_s, {}, "{\r\n  \"a\": \"x\\ny\"\n}"));
        VERIFY_RESULT(exported(journal, {.path = path()}));
        QCOMPARE(lines().size(), 1);
        const QJsonObject json = QJsonDocument::fromJson(lines().constFirst()).object();
        QCOMPARE(json.value(u"json"_s)[u"a"_s], u"x\ny"_s);
        QCOMPARE(json.value(u"payload"_s), u"{\r\n  \"a\": \"x\\ny\"\n}"_s);
    }

    void csvHasAHeader()
    {
        Journal journal(m_clock);
        append(journal, 2);
        VERIFY_RESULT(exported(journal, {.path = path(), .format = ExportFormat::Csv}));
        const QByteArray text = File::read(path(), 1'000'000).value_or(QByteArray());
        QVERIFY(text.startsWith("client_id,topic,"));
        QCOMPARE(text.count("\r\n"), 3);
    }

    void emptyJournalIsAnEmptyFile()
    {
        const Journal journal(m_clock);
        const auto outcome = exported(journal, {.path = path()});
        VERIFY_RESULT(outcome);
        QCOMPARE(outcome->written, 0u);
        QCOMPARE(File::read(path(), 100).value_or("?"_ba), QByteArray());
    }

    void rangeAndConditionHold()
    {
        Journal journal(m_clock);
        append(journal, 20);
        const auto isEven = [](const Entry &entry) { return entry.seq % 2 == 0; };
        const auto outcome = exported(journal, {.path = path(), .after = 3, .last = 9, .accepts = isEven});
        VERIFY_RESULT(outcome);
        QCOMPARE(seqsInFile(), (QList<Cursor>{4, 6, 8}));
        QCOMPARE(outcome->written, 3u);
        QCOMPARE(outcome->dropped, 0u);
    }

    /// More than a page, most of it on the disk alone.
    void historyIsIncluded()
    {
        Journal journal(m_clock, {.entries = 100});
        const History history(journal, {.path = m_folder->filePath(u"j.db"_s)});
        for (int i = 0; i < 25; ++i) {
            append(journal, 100);
            QVERIFY(history.waitUntilStored(journal.cursor(), 5s));
        }
        const auto outcome = exported(history, {.path = path()});
        VERIFY_RESULT(outcome);
        QCOMPARE(outcome->written, 2'500u);
        QCOMPARE(outcome->dropped, 0u);
        QCOMPARE(seqsInFile(), range(1, 2'500));
    }

    void droppedEntriesAreCounted()
    {
        Journal journal(m_clock, {.entries = 10});
        append(journal, 35);
        const auto outcome = exported(journal, {.path = path()});
        VERIFY_RESULT(outcome);
        QCOMPARE(outcome->dropped, 25u);
        QCOMPARE(seqsInFile(), range(26, 35));
    }

    /// Entries that come meanwhile do not belong to it, so it ends.
    void endsWhereTheJournalEnded()
    {
        Journal journal(m_clock);
        append(journal, 5);
        const auto appends = [&journal](const Entry &) {
            append(journal, 3);
            return true;
        };
        const auto outcome = exported(journal, {.path = path(), .accepts = appends});
        VERIFY_RESULT(outcome);
        QCOMPARE(seqsInFile(), range(1, 5));
    }

    void largePayloadIsWhole_data()
    {
        QTest::addColumn<ExportFormat>("format");
        QTest::newRow("JSON Lines") << ExportFormat::JsonLines;
        QTest::newRow("CSV") << ExportFormat::Csv;
    }

    void largePayloadIsWhole()
    {
        QFETCH(ExportFormat, format);
        Journal journal(m_clock);
        const QByteArray payload(10'000'000, 'x');
        journal.append(message(u"a"_s, {}, payload));
        append(journal, 1);
        VERIFY_RESULT(exported(journal, {.path = path(), .format = format}));
        QVERIFY(File::read(path(), 50'000'000).value_or(QByteArray()).contains(payload));
    }

    void cancelledLeavesNothing()
    {
        Journal journal(m_clock);
        append(journal, 100);
        VERIFY_RESULT(File::writeAtomically(path(), "before"));
        std::promise<void> begun;
        std::promise<void> cancelled;
        std::promise<Result<ExportOutcome>> done;
        JournalExport one(journal,
                          {.path = path(),
                           .accepts =
                               [&begun, wait = cancelled.get_future().share()](const Entry &entry) {
                                   if (entry.seq == 50) {
                                       begun.set_value();
                                       wait.wait();
                                   }
                                   return true;
                               }},
                          [&done](const Result<ExportOutcome> &result) { done.set_value(result); });
        begun.get_future().wait();
        one.cancel();
        cancelled.set_value();
        const auto result = done.get_future().get();
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QCOMPARE(File::read(path(), 100).value_or(QByteArray()), "before"_ba);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"out"_s});
    }

    void destroyedIsCancelled()
    {
        Journal journal(m_clock);
        append(journal, 100'000);
        std::atomic<int> calls = 0;
        {
            const JournalExport one(journal, {.path = path()}, [&calls](const Result<ExportOutcome> &) { ++calls; });
        }
        QCOMPARE(calls.load(), 1);
    }

    void failuresAreTold_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("folder that is not there") << u"/nowhere/out"_s;
        QTest::newRow("folder instead of a file") << u"/"_s;
        QTest::newRow("device") << u"/dev/full"_s;
    }

    void failuresAreTold()
    {
        QFETCH(QString, path);
        Journal journal(m_clock);
        append(journal, 3);
        const auto outcome = exported(journal, {.path = path});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::FileNotWritable);
        QCOMPARE(outcome.error().where, path);
    }

    void fullDiskIsTold()
    {
        Journal journal(m_clock);
        append(journal, 5'000);
        const Tests::NoRoom noRoom(4096);
        const auto outcome = exported(journal, {.path = path()});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::FileNotWritable);
        QVERIFY(!QFileInfo::exists(path()));
    }

    void progressEndsAtAHundred()
    {
        Journal journal(m_clock);
        append(journal, 2'500);
        std::promise<void> done;
        QList<int> seen;
        const JournalExport *running = nullptr;
        std::promise<void> made;
        const JournalExport one(journal,
                                {.path = path(),
                                 .accepts =
                                     [&seen, &running, wait = made.get_future().share()](const Entry &) {
                                         wait.wait();
                                         seen.append(running->progress());
                                         return true;
                                     }},
                                [&done](const Result<ExportOutcome> &) { done.set_value(); });
        running = &one;
        made.set_value();
        done.get_future().wait();
        QCOMPARE(seen.first(), 0);
        QCOMPARE(seen.last(), 80);
        QVERIFY(std::is_sorted(seen.cbegin(), seen.cend()));
        QCOMPARE(one.progress(), 100);
    }

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"out"_s); }

    static Result<ExportOutcome> exported(const JournalReader &journal, ExportTerms terms)
    {
        std::promise<Result<ExportOutcome>> done;
        const JournalExport one(journal, std::move(terms),
                                [&done](const Result<ExportOutcome> &result) { done.set_value(result); });
        return done.get_future().get();
    }

    [[nodiscard]] QByteArrayList lines() const
    {
        QByteArrayList lines = File::read(path(), 10'000'000).value_or("?"_ba).split('\n');
        lines.removeLast();
        return lines;
    }

    [[nodiscard]] QList<Cursor> seqsInFile() const
    {
        QList<Cursor> seqs;
        for (const QByteArray &line : lines())
            seqs.append(static_cast<Cursor>(QJsonDocument::fromJson(line).object().value(u"seq"_s).toInteger()));
        return seqs;
    }

    SystemClock m_clock;
    std::optional<QTemporaryDir> m_folder;
};

STANDIN_TEST(TestJournalExport)
#include "tst_journalexport.moc"
