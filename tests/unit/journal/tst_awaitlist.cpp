// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadtimers.h"
#include "journal/awaitlist.h"
#include "journalrig.h"
#include "support/processortime.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Match::Pattern patternOf(const QByteArray &json)
{
    return Match::Pattern::fromJson(JsonText::parse(json).value()).value();
}

AwaitTerms terms(Cursor after, const QString &device = {}, qsizetype count = 1)
{
    AwaitTerms terms;
    terms.query.after = after;
    terms.query.device = device;
    terms.count = count;
    return terms;
}

} // namespace

/// Time stands still but where a test says otherwise; entries come from real threads.
class TestAwaitList : public QObject
{
    Q_OBJECT

private:
    std::optional<Tests::FakeTime> m_time;
    std::optional<Journal> m_journal;
    std::optional<AwaitList> m_list;
    QList<AwaitOutcome> m_outcomes;

    AwaitList::Id add(const AwaitTerms &terms)
    {
        return m_list->add(terms, [this](const AwaitOutcome &outcome) { m_outcomes.append(outcome); });
    }

    [[nodiscard]] QList<Cursor> matched(qsizetype index = 0) const
    {
        QList<Cursor> result;
        for (const EntryPtr &entry : m_outcomes.at(index).matched)
            result.append(entry->seq);
        return result;
    }

private slots:
    void init()
    {
        m_outcomes.clear();
        m_list.reset();
        m_time.emplace();
        m_journal.emplace(m_time->clock);
        m_list.emplace(*m_journal, m_time->timers);
    }

    void whatIsThereAnswersAtOnce()
    {
        append(*m_journal, 3);
        add(terms(1));
        QCOMPARE(m_outcomes.size(), 1);
        QVERIFY(m_outcomes.first().isFulfilled);
        QCOMPARE(matched(), range(2, 2));
        QCOMPARE(m_outcomes.first().cursor, Cursor(2));
        QCOMPARE(m_list->size(), size_t(0));
    }

    void whatComesLaterAnswersThen()
    {
        append(*m_journal, 3);
        add(terms(3));
        QVERIFY(m_outcomes.isEmpty());
        append(*m_journal, 2);
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(matched(), range(4, 4));
    }

    void collectsBeforeAndAfter()
    {
        append(*m_journal, 3);
        add(terms(1, u"a"_s, 4));
        append(*m_journal, 1);
        QCoreApplication::processEvents();
        QVERIFY(m_outcomes.isEmpty());
        append(*m_journal, 2);
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(matched(), range(2, 5));
    }

    void otherDevicesDoNotCount()
    {
        add(terms(0, u"b"_s));
        add(terms(0));
        append(*m_journal, 3);
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(m_list->size(), size_t(1));
        m_journal->append(message(u"b"_s));
        QTRY_COMPARE(m_outcomes.size(), 2);
        QCOMPARE(matched(1), range(4, 4));
    }

    void oneOfSeveralDevicesCounts()
    {
        AwaitTerms wanted = terms(0, {}, 2);
        wanted.query.devices = {u"b"_s, u"c"_s};
        add(wanted);
        append(*m_journal, 3);
        m_journal->append(message(u"c"_s));
        QCoreApplication::processEvents();
        QVERIFY(m_outcomes.isEmpty());
        m_journal->append(message(u"b"_s));
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(matched(), range(4, 5));
        QCOMPARE(m_list->size(), size_t(0));
    }

    void thePatternDecides()
    {
        AwaitTerms wanted = terms(0);
        wanted.query.pattern = patternOf(R"({"payload": {"jsonPointer": "/op", "equalTo": "reboot"}})");
        add(wanted);
        m_journal->append(message(u"a"_s, {}, R"({"op": "status"})"));
        m_journal->append({.device = u"a"_s, .event = EntryEvent::StateChanged});
        m_journal->append(message(u"a"_s, {}, R"({"op": "reboot"})"));
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(matched(), range(3, 3));
    }

    void patternsInOrder()
    {
        AwaitTerms wanted = terms(0);
        for (const auto *text : {R"({"text": "one"})", R"({"text": "two"})", R"({"text": "one"})"})
            wanted.inOrder.append(patternOf(text));
        m_journal->append(message(u"a"_s, {}, "two"));
        m_journal->append(message(u"a"_s, {}, "one"));
        add(wanted);
        for (const auto *text : {"one", "two", "two", "one", "one"})
            m_journal->append(message(u"a"_s, {}, text));
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(matched(), (QList<Cursor>{2, 4, 6}));
    }

    void patternsInOrderAreForWhatTheQueryWants()
    {
        AwaitTerms wanted = terms(0);
        wanted.query.pattern = patternOf(R"({"text": "gw-1"})");
        wanted.inOrder = {patternOf(R"({"text": "one"})"), patternOf(R"({"text": "two"})")};
        for (const auto *text : {"one", "gw-1 one", "two"})
            m_journal->append(message(u"a"_s, {}, text));
        add(wanted);
        for (const auto *text : {"two", "gw-1 one", "gw-1 two"})
            m_journal->append(message(u"a"_s, {}, text));
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(matched(), (QList<Cursor>{2, 6}));
    }

    void aCursorAheadOfTheJournalIsWaitedFor()
    {
        append(*m_journal, 3);
        add(terms(5));
        append(*m_journal, 2);
        QCoreApplication::processEvents();
        QVERIFY(m_outcomes.isEmpty());
        append(*m_journal, 1);
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(matched(), range(6, 6));
    }

    void theTimeRunsOutBeforeAllIsChecked_data()
    {
        QTest::addColumn<QByteArray>("last");
        QTest::addColumn<bool>("isFulfilled");
        QTest::newRow("the last one fits") << QByteArray("end") << true;
        QTest::newRow("none fits") << QByteArray("x") << false;
    }

    /// More entries than are checked at once, and no time to wait.
    void theTimeRunsOutBeforeAllIsChecked()
    {
        QFETCH(QByteArray, last);
        AwaitTerms wanted = terms(0);
        wanted.inOrder = {patternOf(R"({"text": "end"})")};
        wanted.timeout = 0ms;
        append(*m_journal, 2'500);
        m_journal->append(message(u"a"_s, {}, last));
        add(wanted);
        m_time->advance(1ms);
        QVERIFY(m_outcomes.isEmpty());
        m_journal->append(message(u"a"_s, {}, "end")); // too late
        QTRY_COMPARE(m_outcomes.size(), 1);
        QTEST(m_outcomes.first().isFulfilled, "isFulfilled");
        QCOMPARE(matched().size(), m_outcomes.first().isFulfilled ? 1 : 0);
        QCOMPARE(m_outcomes.first().cursor, Cursor(2'501));
        QCOMPARE(m_list->size(), size_t(0));
    }

    void theTimeRunsOut()
    {
        AwaitTerms wanted = terms(0, u"a"_s, 5);
        wanted.timeout = 300ms;
        add(wanted);
        m_time->advance(200ms);
        QVERIFY(m_outcomes.isEmpty());
        append(*m_journal, 2);
        m_time->advance(100ms); // what has been appended until now is checked, though the event loop has not run
        QCOMPARE(m_outcomes.size(), 1);
        QVERIFY(!m_outcomes.first().isFulfilled);
        QCOMPARE(matched(), range(1, 2));
        QCOMPARE(m_outcomes.first().cursor, Cursor(2));
        QCOMPARE(m_outcomes.first().waited, 300ms);
        QCOMPARE(m_list->size(), size_t(0));
    }

    void aCancelledOneIsNotCalled()
    {
        const auto id = add(terms(0));
        m_list->cancel(id);
        m_list->cancel(id);
        append(*m_journal, 1);
        QCoreApplication::processEvents();
        m_time->advance(60s);
        QVERIFY(m_outcomes.isEmpty());
        QCOMPARE(m_list->size(), size_t(0));
    }

    void anOutcomeMayAddTheNext()
    {
        std::function<void(const AwaitOutcome &)> again = [&](const AwaitOutcome &outcome) {
            m_outcomes.append(outcome);
            if (outcome.cursor < 100)
                m_list->add(terms(outcome.cursor), again);
        };
        m_list->add(terms(0), again);
        for (int i = 0; i < 10; ++i) {
            append(*m_journal, 10);
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(m_outcomes.size(), 100);
        for (qsizetype i = 0; i < 100; ++i)
            QCOMPARE(matched(i), range(Cursor(i) + 1, Cursor(i) + 1));
    }

    void droppedEntriesAreCounted()
    {
        m_list.reset();
        m_journal.emplace(m_time->clock, JournalLimits{.entries = 10});
        m_list.emplace(*m_journal, m_time->timers);
        append(*m_journal, 15);
        add(terms(0, u"b"_s));
        append(*m_journal, 30);
        QCoreApplication::processEvents();
        m_journal->append(message(u"b"_s));
        QTRY_COMPARE(m_outcomes.size(), 1);
        QVERIFY(m_outcomes.first().dropped >= 5 + 20);
    }

    /// Another thread appends while one waits: before, during or after add(). None is missed, none comes twice.
    void noneIsMissedNoneComesTwice()
    {
        constexpr int rounds = 10'000;
        std::atomic<int> allowed = 0;
        std::thread appender([&] {
            for (int round = 1; round <= rounds; ++round) {
                while (allowed.load() < round)
                    std::this_thread::yield();
                m_journal->append(message(u"a"_s));
            }
        });
        Cursor seen = 0;
        for (int round = 1; round <= rounds; ++round) {
            if (round % 3 == 0)
                allowed = round; // it may come first
            const qsizetype before = m_outcomes.size();
            add(terms(seen));
            allowed = round;
            while (m_outcomes.size() == before)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            seen = m_outcomes.last().cursor;
        }
        appender.join();
        QCOMPARE(m_outcomes.size(), rounds);
        for (qsizetype i = 0; i < rounds; ++i)
            QCOMPARE(matched(i), range(Cursor(i) + 1, Cursor(i) + 1));
    }

    void fiveThousandWaitAtOnce()
    {
        constexpr int count = 5'000;
        for (int i = 0; i < count; ++i)
            add(terms(0, u"d%1"_s.arg(i)));
        append(*m_journal, 1'000); // of a device that nobody waits for
        QCoreApplication::processEvents();
        QCOMPARE(m_list->size(), size_t(count));
        for (int i = count; i-- > 0;)
            m_journal->append(message(u"d%1"_s.arg(i)));
        QTRY_COMPARE(m_outcomes.size(), count);
        QCOMPARE(m_list->size(), size_t(0));
    }

    void thoseOfSeveralDevicesCostNothingForOthers()
    {
        for (int i = 0; i < 5'000; ++i) {
            AwaitTerms wanted = terms(0);
            wanted.query.devices = {u"d%1"_s.arg(i), u"e%1"_s.arg(i)};
            add(wanted);
        }
        append(*m_journal, 20'000);
        const double begin = Tests::processorSeconds();
        m_journal->append(message(u"e7"_s));
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(matched(), range(20'001, 20'001));
        const double took = Tests::processorSeconds() - begin;
        QVERIFY2(took < 1 * Tests::sanitizerFactor, qPrintable(QString::number(took)));
    }
};

STANDIN_TEST(TestAwaitList)
#include "tst_awaitlist.moc"
