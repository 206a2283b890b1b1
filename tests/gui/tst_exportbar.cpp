// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "gui/log/exportbar.h"
#include "gui/stallmeter.h"
#include "gui/widgets/messagelabel.h"
#include "gui/windowfixture.h"
#include "models/journalmodel.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Standin::Models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Export of the log by its menu.
class TestExportBar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_folder.emplace(); }

    void everythingIsExported();
    void filteredEntriesAreExported();
    void clearedEntriesAreNotShown();
    void pausedEntriesAreNotShown();
    void olderEntriesOfTheHistoryAreExported();
    void nameDecidesTheFormat_data();
    void nameDecidesTheFormat();
    void nameWithoutAFormatIsTold();
    void cancelledDialogDoesNothing();
    void cancelKeepsTheFile();
    void failureSaysWhatToDo();
    void droppedEntriesAreTold();
    void windowGoesOn();
    void closedWhileItRuns();

private:
    static void append(const WindowFixture &w, int count, const QByteArray &payload = "x");
    void exportBy(const WindowFixture &w, const QString &action, const QString &name);
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QList<int> seqsIn(const QString &name) const;
    [[nodiscard]] static QString text(const WindowFixture &w) { return w.find<MessageLabel>(u"exportText"_s)->text(); }
    [[nodiscard]] static ExportBar *bar(const WindowFixture &w) { return w.find<ExportBar>(u"exportBar"_s); }

    LocalBroker m_broker;
    std::optional<QTemporaryDir> m_folder;
};

void TestExportBar::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestExportBar::append(const WindowFixture &w, int count, const QByteArray &payload)
{
    for (int i = 0; i < count; ++i)
        w.engine->journal().append({.device = u"a"_s,
                                    .event = i % 2 == 0 ? EntryEvent::MessageReceived : EntryEvent::MessageSent,
                                    .topic = u"t"_s,
                                    .payload = payload});
}

void TestExportBar::exportBy(const WindowFixture &w, const QString &action, const QString &name)
{
    DialogAnswer answer(DialogAnswer::choosingFile(path(name)));
    w.trigger(action);
    QVERIFY(answer.wasAsked());
}

QList<int> TestExportBar::seqsIn(const QString &name) const
{
    QList<int> seqs;
    const QByteArray text = File::read(path(name), 100'000'000).value_or("?"_ba);
    for (const QByteArray &line : text.trimmed().split('\n'))
        seqs.append(QJsonDocument::fromJson(line).object().value(u"seq"_s).toInt(-1));
    return seqs;
}

void TestExportBar::everythingIsExported()
{
    WindowFixture w(m_broker);
    append(w, 5);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 5);
    QVERIFY(!bar(w)->isVisible());
    w.click(u"inButton"_s); // a filter does not matter
    exportBy(w, u"actionExportAll"_s, u"all.jsonl"_s);
    QVERIFY(bar(w)->isVisible());
    QTRY_COMPARE(text(w), u"5 entries were exported to %1."_s.arg(path(u"all.jsonl"_s)));
    QCOMPARE(seqsIn(u"all.jsonl"_s), (QList{1, 2, 3, 4, 5}));
    QVERIFY(!w.find<QProgressBar>(u"exportProgress"_s)->isVisible());
    w.click(u"exportCloseButton"_s);
    QVERIFY(!bar(w)->isVisible());
}

void TestExportBar::filteredEntriesAreExported()
{
    WindowFixture w(m_broker);
    append(w, 5);
    append(w, 1, R"({"op":"reboot"})");
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 6);
    w.click(u"outButton"_s);
    exportBy(w, u"actionExportShown"_s, u"in.jsonl"_s);
    QTRY_VERIFY(text(w).startsWith(u"4 entries"));
    QCOMPARE(seqsIn(u"in.jsonl"_s), (QList{1, 3, 5, 6}));
    QTest::keyClicks(w.find<QLineEdit>(u"conditionEdit"_s), u"/op = reboot"_s);
    exportBy(w, u"actionExportShown"_s, u"op.jsonl"_s);
    QTRY_VERIFY(text(w).startsWith(u"1 entries"));
    QCOMPARE(seqsIn(u"op.jsonl"_s), QList{6});
}

void TestExportBar::clearedEntriesAreNotShown()
{
    WindowFixture w(m_broker);
    append(w, 3);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 3);
    w.click(u"clearButton"_s);
    append(w, 2);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 2);
    exportBy(w, u"actionExportShown"_s, u"a.jsonl"_s);
    QTRY_VERIFY(text(w).startsWith(u"2 entries"));
    QCOMPARE(seqsIn(u"a.jsonl"_s), (QList{4, 5}));
    exportBy(w, u"actionExportAll"_s, u"b.jsonl"_s);
    QTRY_VERIFY(text(w).startsWith(u"5 entries"));
}

void TestExportBar::pausedEntriesAreNotShown()
{
    WindowFixture w(m_broker);
    append(w, 3);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 3);
    w.click(u"pauseButton"_s);
    append(w, 2);
    exportBy(w, u"actionExportShown"_s, u"a.jsonl"_s);
    QTRY_VERIFY(text(w).startsWith(u"3 entries"));
    QCOMPARE(seqsIn(u"a.jsonl"_s), (QList{1, 2, 3}));
}

void TestExportBar::olderEntriesOfTheHistoryAreExported()
{
    WindowFixture w(m_broker, {.history = {.path = path(u"j.db"_s)}});
    append(w, 200);
    QVERIFY(w.engine->history().waitUntilStored(200, 5s));
    w.engine->journal().setLimits({.entries = 20});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 20);
    exportBy(w, u"actionExportShown"_s, u"a.jsonl"_s);
    QTRY_COMPARE(text(w), u"200 entries were exported to %1."_s.arg(path(u"a.jsonl"_s)));
    QCOMPARE(seqsIn(u"a.jsonl"_s).size(), 200);
}

void TestExportBar::nameDecidesTheFormat_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("JSON Lines") << u"a.jsonl"_s << u"a.jsonl"_s << "{"_ba;
    QTest::newRow("its other name") << u"a.ndjson"_s << u"a.ndjson"_s << "{"_ba;
    QTest::newRow("CSV") << u"a.csv"_s << u"a.csv"_s << "client_id,"_ba;
    QTest::newRow("no format") << u"a"_s << u"a.jsonl"_s << "{"_ba;
}

void TestExportBar::nameDecidesTheFormat()
{
    QFETCH(QString, name);
    QFETCH(QString, file);
    QFETCH(QByteArray, begin);
    WindowFixture w(m_broker);
    append(w, 2);
    exportBy(w, u"actionExportAll"_s, name);
    QTRY_VERIFY(!bar(w)->isRunning());
    QVERIFY(File::read(path(file), 10'000).value_or("?"_ba).startsWith(begin));
}

void TestExportBar::nameWithoutAFormatIsTold()
{
    WindowFixture w(m_broker);
    append(w, 2);
    exportBy(w, u"actionExportAll"_s, u"a.txt"_s);
    QVERIFY2(text(w).contains(u"a.txt does not tell the format"), qPrintable(text(w)));
    QVERIFY(bar(w)->isVisible() && !bar(w)->isRunning());
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestExportBar::cancelledDialogDoesNothing()
{
    WindowFixture w(m_broker);
    DialogAnswer answer([](QWidget &dialog) { static_cast<QDialog &>(dialog).reject(); });
    w.trigger(u"actionExportAll"_s);
    QVERIFY(answer.wasAsked());
    QVERIFY(!bar(w)->isVisible());
}

void TestExportBar::cancelKeepsTheFile()
{
    WindowFixture w(m_broker);
    append(w, 20'000, QByteArray(4'000, 'x'));
    exportBy(w, u"actionExportAll"_s, u"a.jsonl"_s);
    QVERIFY(bar(w)->isRunning());
    QVERIFY(!w.find<QAction>(u"actionExportAll"_s)->isEnabled());
    QCOMPARE(w.find<QPushButton>(u"exportCloseButton"_s)->text(), u"Cancel"_s);
    w.click(u"exportCloseButton"_s);
    QTRY_VERIFY(text(w).startsWith(u"The export was cancelled."));
    QVERIFY(w.find<QAction>(u"actionExportAll"_s)->isEnabled());
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestExportBar::failureSaysWhatToDo()
{
    WindowFixture w(m_broker);
    append(w, 2);
    QVERIFY(QDir(m_folder->path()).mkdir(u"a.jsonl"_s));
    bar(w)->start(w.engine->journal(), {.path = path(u"a.jsonl"_s)});
    QTRY_VERIFY2(text(w).contains(u"could not be written"), qPrintable(text(w)));
    QVERIFY2(text(w).contains(u"Check the folder, your rights and the free space."), qPrintable(text(w)));
    QCOMPARE(w.find<MessageLabel>(u"exportText"_s)->tone(), MessageLabel::Tone::Bad);
}

void TestExportBar::droppedEntriesAreTold()
{
    WindowFixture w(m_broker);
    w.engine->journal().setLimits({.entries = 10});
    append(w, 30);
    exportBy(w, u"actionExportAll"_s, u"a.jsonl"_s);
    QTRY_VERIFY2(text(w).contains(u"20 entries are missing"), qPrintable(text(w)));
    QCOMPARE(w.find<MessageLabel>(u"exportText"_s)->tone(), MessageLabel::Tone::Warning);
}

/// With as many entries as the log holds.
void TestExportBar::windowGoesOn()
{
    WindowFixture w(m_broker);
    append(w, 100'000, QByteArray(200, 'x'));
    QTRY_COMPARE_WITH_TIMEOUT(w.logTable()->model()->rowCount(), 100'000, 20'000);
    StallMeter meter;
    const qint64 stall = meter.during(
        [&] { bar(w)->start(w.engine->history(), {.path = path(u"a.csv"_s), .format = ExportFormat::Csv}); });
    QVERIFY2(stall < StallMeter::tooLong, qPrintable(QString::number(stall)));
    QTRY_VERIFY_WITH_TIMEOUT(!bar(w)->isRunning(), 60'000);
    QVERIFY(text(w).startsWith(u"100,000 entries"));
}

void TestExportBar::closedWhileItRuns()
{
    {
        WindowFixture w(m_broker);
        append(w, 20'000, QByteArray(4'000, 'x'));
        exportBy(w, u"actionExportAll"_s, u"a.jsonl"_s);
        QVERIFY(bar(w)->isRunning());
    }
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

STANDIN_TEST(TestExportBar)
#include "tst_exportbar.moc"
