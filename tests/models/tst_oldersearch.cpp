// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "journal/history/history.h"
#include "models/journalfiltermodel.h"
#include "models/journalmodel.h"
#include "models/oldersearch.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QLockFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The search in a history, and its entries in the model of the log.
class TestOlderSearch : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void findsTheNewestFirst();
    void findsWhatPasses();
    void comesToTheBeginning();
    void doesNotCrossTheBorder();
    void crossesTheGapBetweenRuns();
    void largeEntriesComeInSmallParts();
    void cancelledSaysNothing();
    void anotherSearchReplacesIt();
    void destroyedWhileItRuns();

    void modelTakesOlderEntries();
    void rowsThatAreGivenUpStay();
    void newFilterRemovesThem();
    void gapRemovesThem();
    void theyAreLimited();

private:
    void append(int count);
    void takeAll();
    /// Searches before the rows until it ends.
    void searchOlder();
    [[nodiscard]] QList<Cursor> shown() const;

    SystemClock m_clock;
    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<History> m_history;
    std::unique_ptr<JournalModel> m_model;
    std::unique_ptr<JournalFilterModel> m_filtered;
};

namespace {

QString noWords(const Entry &)
{
    return {};
}

EntryFilter topicFilter(const QString &topic)
{
    EntryFilter filter(&noWords);
    filter.setTopicFilter(topic);
    return filter;
}

QList<Cursor> range(Cursor first, Cursor last)
{
    QList<Cursor> result;
    for (Cursor seq = first; seq <= last; ++seq)
        result.append(seq);
    return result;
}

/// What a search tells, oldest first.
struct Found
{
    explicit Found(const OlderSearch &search)
        : parts(&search, &OlderSearch::found)
        , ends(&search, &OlderSearch::finished)
    {}

    [[nodiscard]] QList<Cursor> seqs() const
    {
        QList<Cursor> result;
        for (qsizetype at = parts.size() - 1; at >= 0; --at) {
            for (const EntryPtr &entry : part(at).entries)
                result.append(entry->seq);
        }
        return result;
    }
    [[nodiscard]] quint64 checked() const
    {
        quint64 sum = 0;
        for (qsizetype at = 0; at < parts.size(); ++at)
            sum += part(at).checked;
        return sum;
    }
    [[nodiscard]] OlderEntries part(qsizetype at) const { return parts.at(at).at(0).value<OlderEntries>(); }

    QSignalSpy parts;
    QSignalSpy ends;
};

constexpr int journalCapacity = 100; ///< of the journal

} // namespace

void TestOlderSearch::init()
{
    m_folder.emplace();
    m_journal = std::make_unique<Journal>(m_clock, JournalLimits{.entries = journalCapacity});
    m_history = std::make_unique<History>(*m_journal, HistoryOptions{.path = m_folder->filePath(u"j.db"_s)});
    m_model = std::make_unique<JournalModel>(*m_journal, &noWords);
    m_filtered = std::make_unique<JournalFilterModel>(*m_model);
    new QAbstractItemModelTester(m_filtered.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_filtered.get());
}

void TestOlderSearch::cleanup()
{
    m_filtered.reset();
    m_model.reset();
    m_history.reset();
    m_journal.reset();
}

void TestOlderSearch::append(int count)
{
    m_journal->setLimits({}); // nothing is dropped before it is in the history
    for (int i = 1; i <= count; ++i)
        m_journal->append({.device = u"d"_s,
                           .event = EntryEvent::MessageReceived,
                           .topic = u"t/%1"_s.arg(m_journal->cursor() % 10),
                           .payload = "x"});
    QVERIFY(m_history->waitUntilStored(m_journal->cursor(), 5s));
    m_journal->setLimits({.entries = journalCapacity});
}

void TestOlderSearch::takeAll()
{
    do
        m_model->refresh();
    while (m_model->waiting() > 0 || m_model->coveredFrom() < m_journal->oldest());
}

void TestOlderSearch::searchOlder()
{
    OlderSearch search(*m_history);
    connect(&search, &OlderSearch::found, m_filtered.get(), &JournalFilterModel::addOlder);
    QSignalSpy ends(&search, &OlderSearch::finished);
    search.start(m_filtered->coveredFrom(), m_model->start(), m_filtered->filter());
    QVERIFY(ends.wait());
}

QList<Cursor> TestOlderSearch::shown() const
{
    QList<Cursor> seqs;
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        seqs.append(m_filtered->entry(row)->seq);
    return seqs;
}

void TestOlderSearch::findsTheNewestFirst()
{
    append(5'000);
    OlderSearch search(*m_history);
    const Found found(search);
    search.start(4'901, 0, EntryFilter(&noWords));
    QVERIFY(search.isRunning());
    QTRY_COMPARE(found.ends.count(), 1);
    QVERIFY(!search.isRunning());
    QCOMPARE(found.seqs(), range(2'901, 4'900)); // one step
    QCOMPARE(found.checked(), 2'000u);
    QCOMPARE(found.part(0).from, 2'901u);
}

void TestOlderSearch::findsWhatPasses()
{
    append(5'000);
    OlderSearch search(*m_history);
    const Found found(search);
    search.start(4'901, 0, topicFilter(u"t/7"_s));
    QTRY_COMPARE(found.ends.count(), 1);
    QCOMPARE(found.seqs().size(), 490); // of all
    QCOMPARE(found.seqs().first(), 8u);
    QCOMPARE(found.seqs().last(), 4'898u);
    QCOMPARE(found.checked(), 4'900u);
}

void TestOlderSearch::comesToTheBeginning()
{
    append(300);
    OlderSearch search(*m_history);
    const Found found(search);
    search.start(201, 0, topicFilter(u"none"_s));
    QTRY_COMPARE(found.ends.count(), 1);
    QVERIFY(found.seqs().isEmpty());
    QCOMPARE(found.checked(), 200u);
    QCOMPARE(found.part(found.parts.size() - 1).from, 1u);
}

/// A run whose file could not be opened at its start has numbers that are far from those of the others.
void TestOlderSearch::crossesTheGapBetweenRuns()
{
    append(3'000);
    cleanup();
    const QString path = m_folder->filePath(u"j.db"_s);
    {
        QLockFile other(path + u".lock"_s);
        QVERIFY(other.tryLock(0));
        m_journal = std::make_unique<Journal>(m_clock, JournalLimits{.entries = journalCapacity});
        m_history = std::make_unique<History>(*m_journal, HistoryOptions{.path = path});
    }
    QTRY_VERIFY(m_history->status().isOpen);
    append(10);
    const Cursor own = m_journal->oldest();
    QVERIFY(own > 1'000'000'000);
    OlderSearch search(*m_history);
    const Found found(search);
    search.start(own, own - 1, topicFilter(u"t/7"_s));
    QTRY_COMPARE(found.ends.count(), 1);
    QCOMPARE(found.seqs().size(), 300);
    QCOMPARE(found.seqs().first(), 8u);
    QCOMPARE(found.checked(), 3'000u);
}

void TestOlderSearch::doesNotCrossTheBorder()
{
    append(300);
    OlderSearch search(*m_history);
    const Found found(search);
    search.start(201, 120, EntryFilter(&noWords));
    QTRY_COMPARE(found.ends.count(), 1);
    QCOMPARE(found.part(0).from, 121u);
    QCOMPARE(found.part(1).from, 1u);
    QCOMPARE(found.seqs(), range(1, 200));
}

void TestOlderSearch::largeEntriesComeInSmallParts()
{
    constexpr int entries = 40;
    m_journal->setLimits({});
    for (int i = 0; i < entries; ++i)
        m_journal->append(
            {.device = u"d"_s, .event = EntryEvent::MessageReceived, .payload = QByteArray(1024 * 1024, 'x')});
    QVERIFY(m_history->waitUntilStored(entries, 20s));
    m_journal->setLimits({.entries = 1});
    OlderSearch search(*m_history);
    const Found found(search);
    search.start(entries, 0, EntryFilter(&noWords));
    QTRY_COMPARE_WITH_TIMEOUT(found.ends.count(), 1, 20'000);
    for (qsizetype at = 0; at < found.parts.size(); ++at)
        QVERIFY(found.part(at).bytes <= OlderSearch::partBytes);
    const QList<Cursor> seqs = found.seqs();
    QVERIFY(seqs.size() >= 31 && seqs.size() < entries);
    QCOMPARE(seqs, range(entries - static_cast<Cursor>(seqs.size()), entries - 1));
}

void TestOlderSearch::cancelledSaysNothing()
{
    append(3'000);
    OlderSearch search(*m_history);
    const Found found(search);
    search.start(2'901, 0, topicFilter(u"none"_s));
    search.cancel();
    QVERIFY(!search.isRunning());
    const Found second(search);
    search.start(101, 0, EntryFilter(&noWords)); // it runs behind the first one
    QTRY_COMPARE(second.ends.count(), 1);
    QCOMPARE(found.seqs(), range(1, 100));
}

void TestOlderSearch::anotherSearchReplacesIt()
{
    append(3'000);
    OlderSearch search(*m_history);
    const Found found(search);
    search.start(2'901, 0, EntryFilter(&noWords));
    search.start(51, 0, EntryFilter(&noWords));
    QTRY_COMPARE(found.ends.count(), 1);
    QCOMPARE(found.seqs(), range(1, 50));
}

void TestOlderSearch::destroyedWhileItRuns()
{
    append(3'000);
    std::atomic<int> checked = 0;
    {
        EntryFilter filter([&checked](const Entry &) {
            ++checked;
            return QString();
        });
        filter.setText(u"none"_s);
        OlderSearch search(*m_history);
        search.start(2'901, 0, filter);
    }
    const int before = checked;
    QCoreApplication::processEvents();
    QCOMPARE(checked.load(), before);
}

void TestOlderSearch::modelTakesOlderEntries()
{
    append(3'000);
    takeAll();
    QCOMPARE(shown(), range(2'901, 3'000));
    searchOlder();
    QCOMPARE(shown(), range(901, 3'000));
    QCOMPARE(m_filtered->coveredFrom(), 901u);
    QCOMPARE(m_filtered->olderChecked(), 2'000u);
    searchOlder();
    QCOMPARE(shown(), range(1, 3'000));
    QCOMPARE(m_filtered->coveredFrom(), 1u);
}

/// Between the older entries and those in memory nothing may be missing.
void TestOlderSearch::rowsThatAreGivenUpStay()
{
    append(300);
    takeAll();
    searchOlder();
    for (int i = 0; i < 5; ++i) {
        append(journalCapacity / 2);
        takeAll();
        QCOMPARE(shown(), range(1, m_journal->cursor()));
    }
    QCOMPARE(m_model->rowCount(), journalCapacity);
    QCOMPARE(m_filtered->olderChecked(), m_journal->cursor() - journalCapacity);
}

void TestOlderSearch::newFilterRemovesThem()
{
    append(300);
    takeAll();
    searchOlder();
    const QSignalSpy begun(m_filtered.get(), &JournalFilterModel::searchBegun);
    m_filtered->setTopicFilter(u"t/7"_s);
    QCOMPARE(begun.count(), 1);
    QCOMPARE(m_filtered->rowCount(), 10);
    QCOMPARE(m_filtered->olderChecked(), 0u);
    searchOlder();
    QCOMPARE(m_filtered->rowCount(), 30);
}

/// The window was hidden while the journal went through all of its memory.
void TestOlderSearch::gapRemovesThem()
{
    append(300);
    takeAll();
    searchOlder();
    append(journalCapacity * 3);
    takeAll();
    QCOMPARE(shown(), range(501, 600));
    QVERIFY(!m_model->hasGap());
    QCOMPARE(m_filtered->coveredFrom(), 501u);
    searchOlder();
    QCOMPARE(shown(), range(1, 600));
}

void TestOlderSearch::theyAreLimited()
{
    append(journalCapacity);
    takeAll();
    const auto entry = std::make_shared<const Entry>(Entry{.seq = 0, .payload = "x"});
    Cursor from = 1'000'000'000;
    int parts = 0;
    for (; m_filtered->canTakeOlder(); ++parts) {
        from -= 1'000;
        m_filtered->addOlder({.entries = QList<EntryPtr>(1'000, entry),
                              .bytes = 1'000 * entry->bytes(),
                              .from = from,
                              .checked = 1'000});
    }
    QCOMPARE(parts, 50);
    QCOMPARE(m_filtered->rowCount(), 50'000 + journalCapacity);
    m_filtered->addOlder({.entries = QList<EntryPtr>(1'000, entry),
                          .bytes = 1'000 * entry->bytes(),
                          .from = from - 1'000,
                          .checked = 1'000});
    QCOMPARE(m_filtered->rowCount(), 50'000 + journalCapacity);
    QCOMPARE(m_filtered->coveredFrom(), from);
}

STANDIN_TEST(TestOlderSearch)
#include "tst_oldersearch.moc"
