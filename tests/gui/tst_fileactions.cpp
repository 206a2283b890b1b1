// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windowfixture.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSpinBox>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The File menu of a real window.
class TestFileActions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void opensByDialog();
    void openedTwiceIsShown();
    void savesByKey();
    void savesAs();
    void titleNamesTheDocument();
    void unreadableFileIsReported_data();
    void unreadableFileIsReported();
    void warningsAreShown();
    void noticeGoesWithTheNextFile();
    void recentFileIsOpened();
    void missingRecentFileIsReported();
    void filesAreDropped();
    void droppedTextIsRefused();
    void failedSaveIsReported();
    void closingAsks_data();
    void closingAsks();
    void quitCloses();
    void openFilesComeBack();

private:
    static QLabel *notice(const WindowFixture &w) { return w.find<QLabel>(u"noticeText"_s); }
    static QString write(const WindowFixture &w, const QString &name, const QString &clientId)
    {
        const QString path = w.folder.filePath(name);
        return ProfileFile::save(w.profile(clientId), path) ? path : QString();
    }
    static void writeText(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    static QString currentId(const WindowFixture &w) { return w.find<QLabel>(u"idLabel"_s)->text(); }

    LocalBroker m_broker;
};

void TestFileActions::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestFileActions::opensByDialog()
{
    const WindowFixture w(m_broker);
    const QString path = write(w, u"pump.json"_s, u"pump"_s);
    const DialogAnswer answer(DialogAnswer::choosingFile(path));
    QTest::keyClick(w.window.get(), Qt::Key_O, Qt::ControlModifier);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.engine->fleet().ids(), QStringList{u"pump"_s});
    QCOMPARE(currentId(w), u"pump"_s);
    QVERIFY(!w.find<QAction>(u"actionSave"_s)->isEnabled());
    QVERIFY(w.find<QAction>(u"actionSaveAs"_s)->isEnabled());
}

void TestFileActions::openedTwiceIsShown()
{
    WindowFixture w(m_broker);
    const QString path = write(w, u"pump.json"_s, u"pump"_s);
    VERIFY_RESULT(w.window->openFile(path));
    w.add(w.profile(u"other"_s));
    w.selectRows({1});
    VERIFY_RESULT(w.window->openFile(path));
    QCOMPARE(w.engine->fleet().ids().size(), 2);
    QCOMPARE(currentId(w), u"pump"_s);
}

void TestFileActions::savesByKey()
{
    const WindowFixture w(m_broker);
    const QString path = write(w, u"pump.json"_s, u"pump"_s);
    VERIFY_RESULT(w.window->openFile(path));
    QVERIFY(!w.find<QAction>(u"actionSave"_s)->isEnabled());
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(33);
    QVERIFY(w.find<QAction>(u"actionSave"_s)->isEnabled());
    QTest::keyClick(w.window.get(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(ProfileFile::load(path)->profile.connection.keepAlive, 33);
    QVERIFY(!w.window->isWindowModified());
    QVERIFY(!w.find<QAction>(u"actionSave"_s)->isEnabled());
}

void TestFileActions::savesAs()
{
    const WindowFixture w(m_broker);
    VERIFY_RESULT(w.window->openFile(write(w, u"pump.json"_s, u"pump"_s)));
    const QString other = w.folder.filePath(u"other.json"_s);
    const DialogAnswer answer(DialogAnswer::choosingFile(other));
    w.trigger(u"actionSaveAs"_s);
    QVERIFY(answer.wasAsked());
    QVERIFY(QFile::exists(other));
    QVERIFY(w.window->windowTitle().startsWith(u"other.json"));
    QCOMPARE(w.find<QMenu>(u"menuRecent"_s)->actions().first()->text(), u"other.json"_s);
}

void TestFileActions::titleNamesTheDocument()
{
    WindowFixture w(m_broker);
    QCOMPARE(w.window->windowTitle(), u"Standin"_s);
    w.add(w.profile(u"gw"_s));
    QCOMPARE(w.window->windowTitle(), u"kind[*] – Standin"_s);
    VERIFY_RESULT(w.window->openFile(write(w, u"pump.json"_s, u"pump"_s)));
    QCOMPARE(w.window->windowTitle(), u"pump.json[*] – Standin"_s);
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(33);
    QVERIFY(w.window->isWindowModified());
    w.selectRows({0});
    QCOMPARE(w.window->windowTitle(), u"kind[*] – Standin"_s);
    QVERIFY2(!w.window->isWindowModified(), "the other profile is the modified one");
}

void TestFileActions::unreadableFileIsReported_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("told");
    QTest::newRow("no JSON") << QByteArray("{\n  \"format\": x }") << u"line 2"_s;
    QTest::newRow("no profile") << QByteArray("[]") << u"bad.json"_s;
    QTest::newRow("newer format") << QByteArray(R"({"format":"standin.profile/2","clientId":"a"})")
                                  << u"standin.profile/2"_s;
    QTest::newRow("wrong value") << QByteArray(R"({"format":"standin.profile/1","clientId":"a","count":"many"})")
                                 << u"/count"_s;
    QTest::newRow("wrong template") << QByteArray(R"({"format":"standin.profile/1","clientId":"${nonsense}"})")
                                    << u"/clientId"_s;
}

void TestFileActions::unreadableFileIsReported()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, told);
    const WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"bad.json"_s);
    writeText(path, text);
    const DialogAnswer answer(DialogAnswer::choosingFile(path));
    w.trigger(u"actionOpenProfile"_s);
    QVERIFY(notice(w)->isVisible());
    QVERIFY2(notice(w)->text().contains(told), qPrintable(notice(w)->text()));
    QVERIFY(w.engine->fleet().ids().isEmpty());
    QVERIFY(w.settings.value(u"recentFiles"_s).toStringList().isEmpty());
}

void TestFileActions::warningsAreShown()
{
    const WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"odd.json"_s);
    writeText(path, R"({"format":"standin.profile/1","clientId":"odd","colour":"red"})");
    VERIFY_RESULT(w.window->openFile(path));
    QCOMPARE(w.engine->fleet().ids(), QStringList{u"odd"_s});
    QVERIFY(notice(w)->isVisible());
    QVERIFY(notice(w)->text().startsWith(u"odd.json was opened, but:"));
    QVERIFY(notice(w)->text().contains(u"colour"));
}

void TestFileActions::noticeGoesWithTheNextFile()
{
    const WindowFixture w(m_broker);
    const QString bad = w.folder.filePath(u"bad.json"_s);
    writeText(bad, "[]");
    {
        const DialogAnswer answer(DialogAnswer::choosingFile(bad));
        w.trigger(u"actionOpenProfile"_s);
        QVERIFY(notice(w)->isVisible());
    }
    const DialogAnswer answer(DialogAnswer::choosingFile(write(w, u"good.json"_s, u"good"_s)));
    w.trigger(u"actionOpenProfile"_s);
    QVERIFY(!notice(w)->isVisible());
}

void TestFileActions::recentFileIsOpened()
{
    WindowFixture w(m_broker);
    QVERIFY(!w.find<QMenu>(u"menuRecent"_s)->isEnabled());
    VERIFY_RESULT(w.window->openFile(write(w, u"pump.json"_s, u"pump"_s)));
    w.restart();
    QVERIFY(w.engine->fleet().ids().isEmpty());
    QAction *entry = w.find<QMenu>(u"menuRecent"_s)->actions().first();
    QCOMPARE(entry->text(), u"pump.json"_s);
    entry->trigger();
    QCOMPARE(w.engine->fleet().ids(), QStringList{u"pump"_s});
}

void TestFileActions::missingRecentFileIsReported()
{
    WindowFixture w(m_broker);
    const QString path = write(w, u"pump.json"_s, u"pump"_s);
    VERIFY_RESULT(w.window->openFile(path));
    w.restart();
    QVERIFY(QFile::remove(path));
    w.find<QMenu>(u"menuRecent"_s)->actions().first()->trigger();
    QVERIFY(notice(w)->isVisible());
    QVERIFY(notice(w)->text().contains(u"pump.json"));
}

void TestFileActions::filesAreDropped()
{
    const WindowFixture w(m_broker);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(write(w, u"a.json"_s, u"a"_s)),
                  QUrl::fromLocalFile(w.folder.filePath(u"missing.json"_s)),
                  QUrl::fromLocalFile(write(w, u"b.json"_s, u"b"_s))});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(w.window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(w.window.get(), &drop);
    QCOMPARE(w.engine->fleet().ids(), QStringList({u"a"_s, u"b"_s}));
    QVERIFY2(notice(w)->text().contains(u"missing.json"), "the others are opened all the same");
}

void TestFileActions::droppedTextIsRefused()
{
    const WindowFixture w(m_broker);
    QMimeData data;
    data.setText(u"text"_s);
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(w.window.get(), &enter);
    QVERIFY(!enter.isAccepted());
}

void TestFileActions::failedSaveIsReported()
{
    const WindowFixture w(m_broker);
    VERIFY_RESULT(w.window->openFile(write(w, u"pump.json"_s, u"pump"_s)));
    const DialogAnswer answer(DialogAnswer::choosingFile(u"/proc/nowhere/pump.json"_s));
    w.trigger(u"actionSaveAs"_s);
    QVERIFY(notice(w)->isVisible());
    QVERIFY(notice(w)->text().contains(u"/proc/nowhere"));
    QVERIFY(w.window->windowTitle().startsWith(u"pump.json"));
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(33);
    w.trigger(u"actionSave"_s);
    QVERIFY2(!notice(w)->isVisible(), "it is saved now");
}

void TestFileActions::closingAsks_data()
{
    QTest::addColumn<QMessageBox::StandardButton>("button");
    QTest::addColumn<bool>("closed");
    QTest::newRow("cancel") << QMessageBox::Cancel << false;
    QTest::newRow("discard") << QMessageBox::Discard << true;
    QTest::newRow("save") << QMessageBox::Save << true;
}

void TestFileActions::closingAsks()
{
    QFETCH(QMessageBox::StandardButton, button);
    QFETCH(bool, closed);
    const WindowFixture w(m_broker);
    const QString path = write(w, u"pump.json"_s, u"pump"_s);
    VERIFY_RESULT(w.window->openFile(path));
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(33);
    const DialogAnswer answer(DialogAnswer::pressing(button));
    QCOMPARE(w.window->close(), closed);
    QVERIFY(answer.wasAsked());
    QCOMPARE(ProfileFile::load(path)->profile.connection.keepAlive, button == QMessageBox::Save ? 33 : 60);
}

void TestFileActions::quitCloses()
{
    const WindowFixture w(m_broker);
    QTest::keyClick(w.window.get(), Qt::Key_Q, Qt::ControlModifier);
    QVERIFY(!w.window->isVisible());
}

void TestFileActions::openFilesComeBack()
{
    WindowFixture w(m_broker);
    const QString path = write(w, u"pump.json"_s, u"pump"_s);
    VERIFY_RESULT(w.window->openFile(path));
    w.add(w.profile(u"in-no-file"_s));
    w.restart();
    w.window->openLastFiles();
    QCOMPARE(w.engine->fleet().ids(), QStringList{u"pump"_s});
    QVERIFY(!notice(w)->isVisible());

    QVERIFY(QFile::remove(path));
    w.restart();
    w.window->openLastFiles();
    QVERIFY(notice(w)->isVisible());
    QVERIFY(notice(w)->text().contains(u"pump.json"));
}

STANDIN_TEST(TestFileActions)
#include "tst_fileactions.moc"
