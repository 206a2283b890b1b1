// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/logtable.h"
#include "gui/stallmeter.h"
#include "gui/windowfixture.h"
#include "models/journalmodel.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QStandardPaths>
#include <QToolButton>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Standin::Models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The log with a history on disk.
class TestLogHistory : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_folder.emplace(); }

    void withoutAHistoryThereIsNoButton();
    void earlierRunIsShown();
    void buttonSearchesFurther();
    void scrollingUpSearchesFurther();
    void viewStandsStill();
    void onlyWhatPassesIsFound();
    void searchIsStopped();
    void clearedEntriesComeOnDemand();
    void entriesThatAreGoneAreDropped();
    void nothingIsDroppedWhereThereIsNoFile();
    void searchDoesNotBlock();

private:
    [[nodiscard]] static QString count(const WindowFixture &w)
    {
        return w.find<QWidget>(u"LogPane"_s)->findChild<QLabel *>(u"countLabel"_s)->text();
    }
    [[nodiscard]] static int rows(const WindowFixture &w) { return w.logTable()->model()->rowCount(); }
    [[nodiscard]] EngineOptions options(qint64 maxBytes = 1'000'000'000) const
    {
        return {.history = {.path = m_folder->filePath(u"j.db"_s), .maxBytes = maxBytes}};
    }

    LocalBroker m_broker;
    std::optional<QTemporaryDir> m_folder;
};

namespace {

QString topicIn(const WindowFixture &w, int row)
{
    return w.logTable()->model()->index(row, JournalModel::TopicColumn).data().toString();
}

void moveScrollBar(const WindowFixture &w, int row)
{
    w.logTable()->verticalScrollBar()->setSliderPosition(row);
    w.logTable()->verticalScrollBar()->triggerAction(QAbstractSlider::SliderMove);
}

/// All of them are in the history, `kept` in memory.
void fill(const WindowFixture &w, int count, size_t kept)
{
    Journal &journal = w.engine->journal();
    journal.setLimits({});
    for (int i = 0; i < count; ++i)
        journal.append({.device = u"a"_s,
                        .event = EntryEvent::MessageReceived,
                        .topic = u"t/%1"_s.arg(journal.cursor() + 1),
                        .payload = R"({"n":1})"});
    QVERIFY(w.engine->history().waitUntilStored(journal.cursor(), 10s));
    journal.setLimits({.entries = kept});
}

} // namespace

void TestLogHistory::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestLogHistory::withoutAHistoryThereIsNoButton()
{
    const WindowFixture w(m_broker);
    QVERIFY(!w.find<QToolButton>(u"olderButton"_s)->isVisible());
}

void TestLogHistory::earlierRunIsShown()
{
    WindowFixture w(m_broker, options());
    fill(w, 5'000, 100);
    QTRY_COMPARE(rows(w), 100);
    QCOMPARE(count(w), u"100 shown of 100, 0 dropped · older ones in the history"_s);
    w.restart();
    QTRY_COMPARE(rows(w), 2'000);
    QTRY_COMPARE(count(w), u"2,000 shown of 2,000, 0 dropped · older ones in the history"_s);
    QCOMPARE(topicIn(w, 1'999), u"t/5000"_s);
    fill(w, 3, 100);
    QTRY_COMPARE(topicIn(w, 2'002), u"t/5003"_s);
}

void TestLogHistory::buttonSearchesFurther()
{
    WindowFixture w(m_broker, options());
    fill(w, 5'000, 100);
    QTRY_COMPARE(rows(w), 100);
    const auto *button = w.find<QToolButton>(u"olderButton"_s);
    QVERIFY(button->isVisible());
    for (const int expected : {2'100, 4'100, 5'000}) {
        QTRY_VERIFY(button->isEnabled());
        w.click(u"olderButton"_s);
        QTRY_COMPARE(rows(w), expected);
    }
    QTRY_COMPARE(count(w), u"5,000 shown of 5,000, 0 dropped"_s);
    QCOMPARE(topicIn(w, 0), u"t/1"_s);
    QTRY_VERIFY(!button->isEnabled());
    QCOMPARE(button->toolTip(), u"There are no older entries in the history"_s);
}

void TestLogHistory::scrollingUpSearchesFurther()
{
    WindowFixture w(m_broker, options());
    fill(w, 5'000, 100);
    QTRY_COMPARE(rows(w), 100);
    moveScrollBar(w, 50);
    QCOMPARE(rows(w), 100);
    moveScrollBar(w, 0);
    QTRY_COMPARE(rows(w), 2'100);
    QTRY_COMPARE(topicIn(w, w.logTable()->rowAt(0)), u"t/4901"_s); // where it was
}

void TestLogHistory::viewStandsStill()
{
    WindowFixture w(m_broker, options());
    fill(w, 3'000, 500);
    QTRY_COMPARE(rows(w), 500);
    moveScrollBar(w, 200);
    const QString top = topicIn(w, w.logTable()->rowAt(0));
    w.click(u"olderButton"_s);
    QTRY_COMPARE(rows(w), 2'500);
    QCoreApplication::processEvents();
    QCOMPARE(topicIn(w, w.logTable()->rowAt(0)), top);
    fill(w, 400, 500); // rows that memory gives up stay
    QTRY_COMPARE(rows(w), 2'900);
    QCOMPARE(topicIn(w, w.logTable()->rowAt(0)), top);
    QCOMPARE(count(w), u"2,900 shown of 2,900, 0 dropped · older ones in the history"_s);
}

void TestLogHistory::onlyWhatPassesIsFound()
{
    WindowFixture w(m_broker, options());
    fill(w, 5'000, 100);
    QTRY_COMPARE(rows(w), 100);
    QTest::keyClicks(w.find<QLineEdit>(u"topicEdit"_s), u"t/777"_s);
    QTRY_COMPARE(rows(w), 0);
    w.click(u"olderButton"_s);
    QTRY_COMPARE(rows(w), 1);
    QCOMPARE(topicIn(w, 0), u"t/777"_s);
    QTRY_COMPARE(count(w), u"1 shown of 5,000, 0 dropped"_s);
    w.find<QLineEdit>(u"topicEdit"_s)->clear();
    QTRY_COMPARE(rows(w), 100);
    QCOMPARE(count(w), u"100 shown of 100, 0 dropped · older ones in the history"_s);
}

void TestLogHistory::searchIsStopped()
{
    WindowFixture w(m_broker, options());
    fill(w, 20'000, 100);
    QTRY_COMPARE(rows(w), 100);
    QTest::keyClicks(w.find<QLineEdit>(u"topicEdit"_s), u"none"_s);
    w.click(u"olderButton"_s);
    QVERIFY(count(w).endsWith(u"older ones in the history") || count(w).endsWith(u"searching the history"));
    const auto *button = w.find<QToolButton>(u"olderButton"_s);
    QCOMPARE(button->toolTip(), u"Stop searching the history"_s);
    w.click(u"olderButton"_s);
    QCOMPARE(button->toolTip(), u"Search older entries in the history"_s);
}

void TestLogHistory::clearedEntriesComeOnDemand()
{
    WindowFixture w(m_broker, options());
    fill(w, 300, 200);
    QTRY_COMPARE(rows(w), 200);
    w.click(u"clearButton"_s);
    QTRY_COMPARE(count(w), u"0 shown of 0, 0 dropped · older ones in the history"_s);
    fill(w, 2, 200);
    QTRY_COMPARE(rows(w), 2);
    w.click(u"olderButton"_s);
    QTRY_COMPARE(rows(w), 302);
}

/// The file is too small for all of them.
void TestLogHistory::entriesThatAreGoneAreDropped()
{
    WindowFixture w(m_broker, options(200'000));
    for (int i = 0; i < 10; ++i)
        fill(w, 1'000, 100);
    const Cursor oldest = w.engine->history().status().oldest;
    QVERIFY(oldest > 1'000);
    QTRY_COMPARE(count(w), u"100 shown of 100, %L1 dropped · older ones in the history"_s.arg(oldest - 1));
}

void TestLogHistory::nothingIsDroppedWhereThereIsNoFile()
{
    EngineOptions missing = options();
    missing.history.path = m_folder->filePath(u"missing/journal.db"_s);
    const WindowFixture w(m_broker, missing);
    QTRY_COMPARE(count(w), u"1 shown of 1, 0 dropped"_s); // that there is no file
}

/// While messages come in.
void TestLogHistory::searchDoesNotBlock()
{
    WindowFixture w(m_broker, options());
    fill(w, 50'000, 1'000);
    QTRY_COMPARE(rows(w), 1'000);
    QTest::keyClicks(w.find<QLineEdit>(u"textEdit"_s), u"none"_s);
    QTRY_COMPARE(rows(w), 0);
    StallMeter meter;
    const qint64 stall = meter.during([&] { w.click(u"olderButton"_s); });
    QVERIFY2(stall < StallMeter::tooLong, qPrintable(QString::number(stall)));
    QTRY_COMPARE_WITH_TIMEOUT(count(w), u"0 shown of 50,000, 0 dropped"_s, 30'000);
    w.find<QLineEdit>(u"textEdit"_s)->clear();
    QTRY_COMPARE(rows(w), 1'000);
    const qint64 shown = meter.during([&] { w.click(u"olderButton"_s); });
    QVERIFY2(shown < StallMeter::tooLong, qPrintable(QString::number(shown)));
    QTRY_COMPARE(rows(w), 3'000);
}

STANDIN_TEST(TestLogHistory)
#include "tst_loghistory.moc"
