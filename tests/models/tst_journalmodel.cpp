// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "journal/journal.h"
#include "models/journalfiltermodel.h"
#include "models/journalmodel.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>

#include <limits>

using namespace Standin;
using namespace Standin::Models;
using namespace Qt::StringLiterals;

namespace {

constexpr int capacity = 100; ///< of the journal

Entry message(const QString &device, const QString &topic, const QByteArray &payload,
              EntryEvent event = EntryEvent::MessageReceived)
{
    return {.device = device, .event = event, .topic = topic, .payload = payload};
}

QString words(const Entry &entry)
{
    return entry.event == EntryEvent::ReplyNotSent ? u"late"_s : QString();
}

} // namespace

class TestJournalModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void takesWhatIsNew();
    void holdsAllThatTheJournalHolds();
    void aSmallerJournalTakesTheRowsAlong();
    void pausedRowsStayWhenTheJournalGivesThemUp();
    void showsAnEntry();
    void cellsAreShort();
    void givesUpItsOldestRows();
    void jumpsAfterALongAbsence();
    void insertsInBatches();
    void pauses();
    void clears();
    void filters_data();
    void filters();
    void findsEvents_data();
    void findsEvents();
    void filtersByKind();
    void filterWithManyEntries();
    void longSearchDoesNotBlock();
    void filterChangedDuringASearch();
    void entriesComeAndGoDuringASearch();
    void clearedDuringASearch();

private:
    void append(int count);
    /// A refresh takes only as much as it can in a few milliseconds.
    void takeAll();
    void appendLarge();

    SystemClock m_clock;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<JournalModel> m_model;
    std::unique_ptr<JournalFilterModel> m_filtered;
};

void TestJournalModel::init()
{
    m_journal = std::make_unique<Journal>(m_clock, JournalLimits{.entries = capacity});
    m_model = std::make_unique<JournalModel>(*m_journal, &words);
    m_filtered = std::make_unique<JournalFilterModel>(*m_model);
    new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    new QAbstractItemModelTester(m_filtered.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_filtered.get());
}

void TestJournalModel::cleanup()
{
    m_filtered.reset();
    m_model.reset();
}

void TestJournalModel::append(int count)
{
    for (int i = 0; i < count; ++i)
        m_journal->append(message(u"d%1"_s.arg(i % 3), u"t/%1"_s.arg(i), QByteArray::number(i)));
}

void TestJournalModel::takeAll()
{
    while (m_model->waiting() > 0)
        m_model->refresh();
}

void TestJournalModel::takesWhatIsNew()
{
    append(3);
    QCOMPARE(m_model->rowCount(), 0);
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 3);
    append(2);
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 5);
    QCOMPARE(m_model->entry(4)->seq, 5);
    QCOMPARE(m_model->dropped(), 0);
}

void TestJournalModel::holdsAllThatTheJournalHolds()
{
    constexpr int entries = 30'000;
    m_journal->setLimits({.entries = entries});
    append(entries + 5);
    takeAll();
    QCOMPARE(m_model->rowCount(), entries);
    QCOMPARE(m_model->entry(0)->seq, 6);
    QCOMPARE(m_model->dropped(), 5);
}

void TestJournalModel::aSmallerJournalTakesTheRowsAlong()
{
    append(capacity);
    m_model->refresh();
    m_journal->setLimits({.entries = 10});
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 10);
    QCOMPARE(m_filtered->rowCount(), 10);
    QCOMPARE(m_model->entry(0)->seq, capacity - 9);
}

void TestJournalModel::pausedRowsStayWhenTheJournalGivesThemUp()
{
    append(capacity);
    m_model->refresh();
    m_model->setPaused(true);
    append(2 * capacity);
    m_model->refresh();
    QCOMPARE(m_model->entry(0)->seq, 1);
    QCOMPARE(m_model->rowCount(), capacity);
    m_model->setPaused(false);
    m_model->refresh();
    QCOMPARE(m_model->entry(0)->seq, 2 * capacity + 1);
    QCOMPARE(m_model->dropped(), 2 * capacity);
}

void TestJournalModel::showsAnEntry()
{
    Entry entry = message(u"gw"_s, u"cmd"_s, "{\n \"op\": 1 }", EntryEvent::ReplyNotSent);
    entry.correlation = {{u"traceId"_s, u"42"_s}};
    m_journal->append(entry);
    m_model->refresh();
    const auto text = [this](int column) { return m_model->index(0, column).data().toString(); };
    QCOMPARE(text(JournalModel::DeviceColumn), u"gw"_s);
    QCOMPARE(text(JournalModel::KindColumn), u"protocol"_s);
    QCOMPARE(text(JournalModel::TopicColumn), u"cmd"_s);
    QCOMPARE(text(JournalModel::PayloadColumn), u"{ \"op\": 1 }"_s);
    QCOMPARE(text(JournalModel::NoteColumn), u"traceId=42  late"_s);
    QVERIFY(!text(JournalModel::TimeColumn).isEmpty());
}

void TestJournalModel::cellsAreShort()
{
    Entry entry = message(QString(60'000, u'd'), QString(65'000, u't'), QByteArray(100'000, 'p'));
    entry.correlation = {{QString(1'000, u'k'), QString(100'000, u'v')}};
    m_journal->append(entry);
    m_journal->append(message(u"two\nlines"_s, u"a\tb"_s, {}));
    m_model->refresh();
    for (int column = 0; column < JournalModel::ColumnCount; ++column)
        QVERIFY(m_model->index(0, column).data().toString().size() <= JournalModel::cellCharacters + 1);
    QCOMPARE(m_model->index(1, JournalModel::DeviceColumn).data().toString(), u"two lines"_s);
    QCOMPARE(m_model->index(1, JournalModel::TopicColumn).data().toString(), u"a b"_s);
}

void TestJournalModel::givesUpItsOldestRows()
{
    append(capacity);
    m_model->refresh();
    append(30);
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), capacity);
    QCOMPARE(m_model->entry(0)->seq, 31);
    QCOMPARE(m_model->dropped(), 30);
}

void TestJournalModel::jumpsAfterALongAbsence()
{
    append(10);
    m_model->refresh();
    append(5 * capacity);
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), capacity);
    QCOMPARE(m_model->entry(capacity - 1)->seq, 10 + 5 * capacity);
    QCOMPARE(m_model->dropped(), 10 + 4 * capacity);
}

void TestJournalModel::insertsInBatches()
{
    const QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    append(capacity);
    m_model->refresh();
    append(capacity / 2);
    m_model->refresh();
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(removed.count(), 1);
}

void TestJournalModel::pauses()
{
    append(1);
    m_model->refresh();
    m_model->setPaused(true);
    append(4);
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->waiting(), 4);
    m_model->setPaused(false);
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 5);
    QCOMPARE(m_model->waiting(), 0);
}

void TestJournalModel::clears()
{
    append(capacity + 20);
    m_model->refresh();
    QCOMPARE(m_model->dropped(), 20);
    m_model->clear();
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->dropped(), 0);
    append(2);
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->entry(0)->seq, capacity + 21);
}

void TestJournalModel::filters_data()
{
    QTest::addColumn<QString>("topic");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("devices");
    QTest::addColumn<int>("shown");
    QTest::newRow("none") << ""
                          << "" << QStringList() << 3;
    QTest::newRow("topic filter") << "a/+"
                                  << "" << QStringList() << 2;
    QTest::newRow("part of a topic") << "b"
                                     << "" << QStringList() << 1;
    QTest::newRow("text in the payload") << ""
                                         << "HELLO" << QStringList() << 1;
    QTest::newRow("text in the topic") << ""
                                       << "A/C" << QStringList() << 1;
    QTest::newRow("blanks around the text") << ""
                                            << "  hello " << QStringList() << 1;
    QTest::newRow("blanks alone") << ""
                                  << "  " << QStringList() << 3;
    QTest::newRow("text in the correlation") << ""
                                             << "trace-7" << QStringList() << 1;
    QTest::newRow("text late in a large payload") << ""
                                                  << "end" << QStringList() << 0;
    QTest::newRow("text in the device") << ""
                                        << "gw-2" << QStringList() << 1;
    QTest::newRow("device") << ""
                            << "" << QStringList{u"gw-1"_s} << 2;
    QTest::newRow("all at once") << "a/#"
                                 << "hello" << QStringList{u"gw-1"_s} << 1;
    QTest::newRow("nothing passes") << "a/#"
                                    << "hello" << QStringList{u"gw-2"_s} << 0;
}

void TestJournalModel::filters()
{
    QFETCH(QString, topic);
    QFETCH(QString, text);
    QFETCH(QStringList, devices);
    m_journal->append(message(u"gw-1"_s, u"a/b"_s, "hello"));
    Entry large = message(u"gw-2"_s, u"a/c"_s, QByteArray(Match::TextSearch::searchedBytes, '.') + "end");
    large.correlation = {{u"traceId"_s, u"TRACE-7"_s}};
    m_journal->append(large);
    m_journal->append(message(u"gw-1"_s, QString(), "x", EntryEvent::StateChanged));
    m_model->refresh();
    m_filtered->setTopicFilter(topic);
    m_filtered->setText(text);
    if (!devices.isEmpty())
        m_filtered->setDevices(QSet<QString>(devices.cbegin(), devices.cend()));
    QTEST(m_filtered->rowCount(), "shown");
}

void TestJournalModel::findsEvents_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("seq");
    QTest::newRow("words") << "LATE" << 1;
    QTest::newRow("state") << "reconnecting" << 2;
    QTest::newRow("state and mode") << "offline:with-will" << 3;
    QTest::newRow("mode") << "abrupt" << 4;
}

void TestJournalModel::findsEvents()
{
    QFETCH(QString, text);
    m_journal->append({.event = EntryEvent::ReplyNotSent});
    m_journal->append({.event = EntryEvent::StateChanged, .state = DeviceState::Reconnecting});
    m_journal->append(
        {.event = EntryEvent::StateChanged, .state = DeviceState::Offline, .offlineMode = OfflineMode::WithWill});
    m_journal->append({.event = EntryEvent::WithWillUnavailable, .offlineMode = OfflineMode::Abrupt});
    m_model->refresh();
    m_filtered->setText(text);
    QCOMPARE(m_filtered->rowCount(), 1);
    QTEST(static_cast<int>(m_filtered->entry(0)->seq), "seq");
}

void TestJournalModel::filtersByKind()
{
    m_journal->append(message(u"gw"_s, u"a"_s, {}, EntryEvent::MessageReceived));
    m_journal->append(message(u"gw"_s, u"b"_s, {}, EntryEvent::MessageSent));
    m_model->refresh();
    m_filtered->setKindShown(EntryKind::In, false);
    QCOMPARE(m_filtered->rowCount(), 1);
    QCOMPARE(m_filtered->entry(0)->topic, u"b"_s);
    m_filtered->setKindShown(EntryKind::In, true);
    QCOMPARE(m_filtered->rowCount(), 2);
}

void TestJournalModel::filterWithManyEntries()
{
    m_filtered->setDevices(QSet<QString>{u"d1"_s});
    for (int round = 0; round < 20; ++round) {
        append(60);
        m_model->refresh();
        for (int row = 0; row < m_filtered->rowCount(); ++row)
            QCOMPARE(m_filtered->entry(row)->device, u"d1"_s);
    }
    QCOMPARE(m_model->rowCount(), capacity);
    QVERIFY(m_filtered->rowCount() > 0);
}

namespace {

/// So many entries that a search for a text takes much longer than it may block.
constexpr int manyEntries = 5'000;

} // namespace

void TestJournalModel::appendLarge()
{
    m_journal->setLimits({.entries = 2 * manyEntries, .bytes = std::numeric_limits<qsizetype>::max()});
    const QByteArray payload = QByteArray(32 * 1024, 'x') + "end"; // shared by all
    for (int i = 0; i < manyEntries; ++i)
        m_journal->append(message(u"d%1"_s.arg(i % 2), u"t"_s, payload));
    takeAll();
}

void TestJournalModel::longSearchDoesNotBlock()
{
    appendLarge();
    m_journal->append(message(u"d0"_s, u"needle"_s, "x"));
    m_model->refresh();
    QElapsedTimer elapsed;
    elapsed.start();
    m_filtered->setText(u"needle"_s);
    const qint64 blocked = elapsed.restart();
    QVERIFY(m_filtered->isSearching());
    QCOMPARE(m_filtered->rowCount(), manyEntries + 1); // until it is done
    QTRY_VERIFY_WITH_TIMEOUT(!m_filtered->isSearching(), 60'000);
    QCOMPARE(m_filtered->rowCount(), 1);
    QVERIFY2(blocked * 4 < elapsed.elapsed(), qPrintable(u"%1 of %2 ms"_s.arg(blocked).arg(elapsed.elapsed())));
}

void TestJournalModel::filterChangedDuringASearch()
{
    appendLarge();
    m_filtered->setText(u"needle"_s);
    QVERIFY(m_filtered->isSearching());
    m_filtered->setText({});
    m_filtered->setDevices(QSet<QString>{u"d1"_s});
    QTRY_VERIFY(!m_filtered->isSearching());
    QCOMPARE(m_filtered->rowCount(), manyEntries / 2);
}

void TestJournalModel::entriesComeAndGoDuringASearch()
{
    appendLarge();
    m_filtered->setText(u"end"_s); // in all of them
    QVERIFY(m_filtered->isSearching());
    m_journal->append(message(u"d0"_s, u"t"_s, "end"));
    m_journal->append(message(u"d0"_s, u"t"_s, "other"));
    m_journal->setLimits({.entries = manyEntries / 2, .bytes = std::numeric_limits<qsizetype>::max()});
    m_model->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!m_filtered->isSearching(), 60'000);
    QCOMPARE(m_model->rowCount(), manyEntries / 2);
    QCOMPARE(m_filtered->rowCount(), manyEntries / 2 - 1);
    QCOMPARE(m_filtered->entry(0), m_model->entry(0));
}

void TestJournalModel::clearedDuringASearch()
{
    appendLarge();
    m_filtered->setText(u"needle"_s);
    QVERIFY(m_filtered->isSearching());
    m_model->clear();
    QVERIFY(!m_filtered->isSearching());
    QCOMPARE(m_filtered->rowCount(), 0);
}

STANDIN_TEST(TestJournalModel)
#include "tst_journalmodel.moc"
