// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/logtable.h"
#include "gui/widgets/textview.h"
#include "gui/windowfixture.h"
#include "models/journalmodel.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QStandardPaths>
#include <QToolButton>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Standin::Models;
using namespace Qt::StringLiterals;

/// The rows of the log, while entries come and go.
class TestLogTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void showsTheWholeJournal();
    void sizeIsASetting();
    void chosenEntryStaysWhenItsRowGoes();
    void chosenOfSeveralStaysWhenItsRowGoes();
    void followsUntilARowIsChosen();
    void newEntriesAreOneClickAway();
    void newEntriesSeenByScrollingAreNotNew();
    void partOfARowIsNotSeen();
    void viewStandsStillWhileRowsGo();
    void chosenEntryIsInViewWhenTheFilterIsCleared();
    void placeIsKeptWhenTheFilterIsCleared();
    void restoringIgnoresKeysThatAreHeld();
    void payloadTakesTheFreeWidth();
    void columnsComeBack();
    void severalRowsAreCopied_data();
    void severalRowsAreCopied();
    void copyIsBounded();
    void menuCopiesTheChosenPayload();

private:
    static void append(WindowFixture &w, int count, const QString &topic = u"t/%1"_s);

    LocalBroker m_broker;
};

namespace {

LogTable *tableOf(const WindowFixture &w)
{
    return static_cast<LogTable *>(w.logTable());
}

QString topicAt(const WindowFixture &w, int row)
{
    return w.logTable()->model()->index(row, JournalModel::TopicColumn).data().toString();
}

QString topTopic(const WindowFixture &w)
{
    return topicAt(w, w.logTable()->rowAt(0));
}

bool isInView(const WindowFixture &w, int row)
{
    const QRect rect = w.logTable()->visualRect(w.logTable()->model()->index(row, 0));
    return rect.isValid() && w.logTable()->viewport()->rect().contains(rect.center());
}

void scrollTo(const WindowFixture &w, int row)
{
    w.logTable()->verticalScrollBar()->setSliderPosition(row);
    w.logTable()->verticalScrollBar()->triggerAction(QAbstractSlider::SliderMove);
}

QString facts(const WindowFixture &w)
{
    return w.find<TextView>(u"factsView"_s)->toPlainText();
}

} // namespace

void TestLogTable::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestLogTable::append(WindowFixture &w, int count, const QString &topic)
{
    const auto first = static_cast<int>(w.engine->journal().cursor());
    for (int i = 1; i <= count; ++i)
        w.engine->journal().append({.device = u"a"_s,
                                    .event = EntryEvent::MessageReceived,
                                    .topic = topic.contains(u"%1"_s) ? topic.arg(first + i) : topic,
                                    .payload = R"({"n":1})"});
}

void TestLogTable::showsTheWholeJournal()
{
    WindowFixture w(m_broker);
    append(w, 60'000);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 60'000);
    QCOMPARE(topicAt(w, 0), u"t/1"_s);
}

void TestLogTable::sizeIsASetting()
{
    WindowFixture w(m_broker);
    append(w, 60'000);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 60'000);
    w.trigger(u"actionLogSize50000"_s);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 50'000);
    QCOMPARE(w.engine->journal().size(), 50'000u);
    w.restart();
    QVERIFY(w.find<QAction>(u"actionLogSize50000"_s)->isChecked());
    append(w, 50'010);
    QCOMPARE(w.engine->journal().size(), 50'000u);
}

void TestLogTable::chosenEntryStaysWhenItsRowGoes()
{
    WindowFixture w(m_broker);
    append(w, 100);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 100);
    scrollTo(w, 0);
    w.clickLogRow(1);
    QVERIFY(facts(w).contains(u"t/2"));
    w.engine->journal().setLimits({.entries = 50});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 50);
    QCOMPARE(topicAt(w, 0), u"t/51"_s);
    QVERIFY(facts(w).contains(u"t/2"));
    QVERIFY(w.logTable()->selectionModel()->selection().isEmpty());
    w.clickLogRow(0);
    QVERIFY(facts(w).contains(topicAt(w, 0)));
}

void TestLogTable::chosenOfSeveralStaysWhenItsRowGoes()
{
    WindowFixture w(m_broker);
    append(w, 100);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 100);
    scrollTo(w, 0);
    w.clickLogRow(3);
    w.clickLogRow(1, Qt::ShiftModifier); // rows 1 to 3, the first of them the current one
    QVERIFY(facts(w).contains(u"t/2"));
    w.engine->journal().setLimits({.entries = 98});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 98);
    QVERIFY(facts(w).contains(u"t/2"));
    QCOMPARE(tableOf(w)->chosen()->topic, u"t/2"_s);
}

void TestLogTable::followsUntilARowIsChosen()
{
    WindowFixture w(m_broker);
    append(w, 200);
    QTRY_VERIFY(w.logTable()->model()->rowCount() == 200 && isInView(w, 199));
    append(w, 50);
    QTRY_VERIFY(w.logTable()->model()->rowCount() == 250 && isInView(w, 249));
    w.clickLogRow(247);
    QVERIFY(!w.find<QAbstractButton>(u"followButton"_s)->isChecked());
    append(w, 50);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 300);
    QVERIFY(isInView(w, 247));
    QVERIFY(!isInView(w, 299));
}

void TestLogTable::newEntriesAreOneClickAway()
{
    WindowFixture w(m_broker);
    append(w, 200);
    QTRY_VERIFY(isInView(w, 199));
    auto *button = w.find<QToolButton>(u"newEntriesButton"_s);
    QVERIFY(!button->isVisible());
    w.clickLogRow(198);
    QVERIFY(!button->isVisible()); // there are none yet
    append(w, 1'234);
    QTRY_COMPARE(button->text(), u"1,234 new ↓"_s);
    QVERIFY(button->isVisible());
    QVERIFY(w.logTable()->rect().contains(button->geometry()));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(isInView(w, 1'433));
    QVERIFY(!button->isVisible());
    QVERIFY(w.find<QAbstractButton>(u"followButton"_s)->isChecked());
    QVERIFY(facts(w).contains(u"t/199")); // the chosen entry stays the same
    append(w, 10);
    QTRY_VERIFY(w.logTable()->model()->rowCount() == 1'444 && isInView(w, 1'443));
}

void TestLogTable::newEntriesSeenByScrollingAreNotNew()
{
    WindowFixture w(m_broker);
    append(w, 200);
    QTRY_VERIFY(isInView(w, 199));
    w.clickLogRow(198);
    append(w, 100);
    const auto *button = w.find<QToolButton>(u"newEntriesButton"_s);
    QTRY_COMPARE(button->text(), u"100 new ↓"_s);
    scrollTo(w, 240);
    QVERIFY(button->text() != u"100 new ↓"_s);
    scrollTo(w, w.logTable()->verticalScrollBar()->maximum());
    QVERIFY(isInView(w, 299));
    QVERIFY(!button->isVisible());
    QVERIFY(tableOf(w)->isFollowing());
}

/// When rows are added, a part of the first new one appears: at heights that are not a multiple of a row's.
void TestLogTable::partOfARowIsNotSeen()
{
    WindowFixture w(m_broker);
    append(w, 200);
    QTRY_VERIFY(isInView(w, 199));
    const auto *button = w.find<QToolButton>(u"newEntriesButton"_s);
    const int rowHeight = w.logTable()->verticalHeader()->defaultSectionSize();
    for (int more = 0; more < rowHeight; more += 3) {
        w.find<QAbstractButton>(u"followButton"_s)->setChecked(true);
        w.window->resize(1'280, 800 + more);
        QCoreApplication::processEvents();
        const int before = w.logTable()->model()->rowCount();
        w.clickLogRow(before - 2);
        append(w, 100);
        QTRY_COMPARE(w.logTable()->model()->rowCount(), before + 100);
        for (int layouts = 0; layouts < 3; ++layouts) {
            QCoreApplication::processEvents(); // the layout of the table is delayed
            tableOf(w)->showNew();
            QCOMPARE(button->text(), u"100 new ↓"_s);
        }
    }
}

void TestLogTable::viewStandsStillWhileRowsGo()
{
    WindowFixture w(m_broker);
    w.engine->journal().setLimits({.entries = 500});
    append(w, 500);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 500);
    scrollTo(w, 300);
    const QString top = topTopic(w);
    QCOMPARE(top, u"t/301"_s);
    append(w, 120);
    QTRY_COMPARE(topicAt(w, 0), u"t/121"_s);
    QCOMPARE(topTopic(w), top);
    append(w, 30);
    QTRY_COMPARE(topicAt(w, 0), u"t/151"_s);
    QCOMPARE(topTopic(w), top);
}

void TestLogTable::chosenEntryIsInViewWhenTheFilterIsCleared()
{
    WindowFixture w(m_broker);
    append(w, 500);
    append(w, 1, u"needle"_s);
    append(w, 500);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1'001);
    auto *filter = w.find<QLineEdit>(u"topicEdit"_s);
    QTest::keyClicks(filter, u"needle"_s);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    w.clickLogRow(0);
    filter->clear();
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1'001);
    QVERIFY(isInView(w, 500));
    QVERIFY(w.logTable()->selectionModel()->isRowSelected(500));
    QCOMPARE(w.logTable()->selectionModel()->selectedRows().size(), 1);
    QTest::keyClicks(filter, u"t/7"_s); // hides the chosen one
    QTRY_VERIFY(w.logTable()->model()->rowCount() < 1'000);
    QVERIFY(facts(w).contains(u"needle"));
    filter->clear();
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1'001);
    QVERIFY(isInView(w, 500));
}

void TestLogTable::placeIsKeptWhenTheFilterIsCleared()
{
    WindowFixture w(m_broker);
    append(w, 1'000);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1'000);
    scrollTo(w, 600);
    auto *filter = w.find<QLineEdit>(u"topicEdit"_s);
    filter->setText(u"t/+"_s);
    QCOMPARE(topTopic(w), u"t/601"_s);
    filter->clear();
    QCOMPARE(topTopic(w), u"t/601"_s);
}

void TestLogTable::restoringIgnoresKeysThatAreHeld()
{
    WindowFixture w(m_broker);
    append(w, 3);
    append(w, 1, u"other"_s);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 4);
    w.clickLogRow(1);
    auto *filter = w.find<QLineEdit>(u"topicEdit"_s);
    for (const QString &text : {u"t/"_s, QString(), u"t/+"_s}) {
        // As a paste does: Ctrl is down while the filter changes.
        QTest::keyPress(filter, Qt::Key_Control, Qt::ControlModifier);
        filter->setText(text);
        QTest::keyRelease(filter, Qt::Key_Control);
        QCOMPARE(w.logTable()->selectionModel()->selectedRows().size(), 1);
        QVERIFY(w.logTable()->selectionModel()->isRowSelected(1));
    }
}

void TestLogTable::payloadTakesTheFreeWidth()
{
    WindowFixture w(m_broker);
    w.window->resize(1'200, 700);
    const QHeaderView *header = w.logTable()->horizontalHeader();
    QCoreApplication::processEvents();
    const int before = header->sectionSize(JournalModel::PayloadColumn);
    w.window->resize(2'400, 700);
    QTRY_VERIFY(header->sectionSize(JournalModel::PayloadColumn) >= before + 1'000);
    QCOMPARE(header->length(), w.logTable()->viewport()->width());
}

void TestLogTable::columnsComeBack()
{
    WindowFixture w(m_broker);
    w.logTable()->horizontalHeader()->resizeSection(JournalModel::TopicColumn, 321);
    w.logTable()->horizontalHeader()->resizeSection(JournalModel::NoteColumn, 123);
    w.restart();
    const QHeaderView *header = w.logTable()->horizontalHeader();
    QCOMPARE(header->sectionSize(JournalModel::TopicColumn), 321);
    QCOMPARE(header->sectionSize(JournalModel::NoteColumn), 123);
    QCOMPARE(header->sectionResizeMode(JournalModel::PayloadColumn), QHeaderView::Stretch);
    QCOMPARE(header->sectionResizeMode(JournalModel::NoteColumn), QHeaderView::Interactive);
}

void TestLogTable::severalRowsAreCopied_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by key") << true;
    QTest::newRow("by menu") << false;
}

void TestLogTable::severalRowsAreCopied()
{
    QFETCH(bool, byKey);
    WindowFixture w(m_broker);
    append(w, 5);
    w.engine->journal().append({.device = u"b\tc"_s,
                                .event = EntryEvent::MessageSent,
                                .topic = u"x"_s,
                                .payload = "{\n\t\"long\": \"" + QByteArray(1'000, 'v') + "\"\n}",
                                .correlation = {{u"requestTime"_s, u"7"_s}}});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 6);
    w.clickLogRow(5);
    w.clickLogRow(1, Qt::ControlModifier);
    w.clickLogRow(2, Qt::ControlModifier);
    if (byKey)
        QTest::keyClick(w.logTable(), Qt::Key_C, Qt::ControlModifier);
    else
        w.trigger(u"actionCopyEntries"_s);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).contains(u"\tt/2\t{\"n\":1}\t")); // in the order of the log
    QVERIFY(lines.at(1).contains(u"\tt/3\t"));
    const QStringList columns = lines.at(2).split(u'\t');
    QCOMPARE(columns.size(), static_cast<int>(JournalModel::ColumnCount));
    QCOMPARE(columns.at(1), u"b c"_s);
    QVERIFY(columns.at(4).contains(QString(1'000, u'v'))); // in full
    QVERIFY(columns.at(5).contains(u"requestTime = 7"));
}

void TestLogTable::copyIsBounded()
{
    WindowFixture w(m_broker);
    append(w, 20'000);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 20'000);
    w.logTable()->selectAll();
    tableOf(w)->copySelected();
    const QString text = QGuiApplication::clipboard()->text();
    QCOMPARE(text.count(u'\n'), LogTable::maxCopiedRows);
    QVERIFY(text.contains(u"\tt/1\t"));
    w.engine->journal().append({.device = u"a"_s,
                                .event = EntryEvent::MessageReceived,
                                .topic = u"x"_s,
                                .payload = QByteArray(8'000'000, 'x')});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 20'001);
    w.logTable()->selectRow(20'000);
    tableOf(w)->copySelected();
    QVERIFY(QGuiApplication::clipboard()->text().size() < LogTable::maxCopiedCharacters);
}

void TestLogTable::menuCopiesTheChosenPayload()
{
    WindowFixture w(m_broker);
    append(w, 3);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 3);
    w.clickLogRow(1);
    w.trigger(u"actionCopyPayload"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"{\"n\":1}"_s);
    w.trigger(u"actionCopyTopic"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"t/2"_s);
}

STANDIN_TEST(TestLogTable)
#include "tst_logtable.moc"
