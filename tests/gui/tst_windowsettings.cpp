// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "gui/documents/recentmenu.h"
#include "gui/documents/settingsformat.h"
#include "gui/documents/windowsettings.h"
#include "support/noroom.h"
#include "support/testprogram.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The settings and the menu of recent files, on a settings file.
class TestWindowSettings : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void startsWithDefaults();
    void isKeptInTheFile();
    void aFullDiskLeavesTheFile_data();
    void aFullDiskLeavesTheFile();
    void whatIsNoSettingsFileIsReported();
    void failureIsToldOnce_data();
    void failureIsToldOnce();
    void successIsNotTold();
    void unknownThemeIsThatOfTheSystem();
    void newestFileComesFirst();
    void keepsTenFiles();
    void menuOffersTheFiles();
    void menuIsCleared();
    void filesOfOneNameDifferInTheToolTip();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_file;
};

void TestWindowSettings::init()
{
    const QString path = m_folder.filePath(u"settings.json"_s);
    m_file.reset();
    QFile::remove(path);
    m_file = std::make_unique<QSettings>(path, settingsFormat());
}

void TestWindowSettings::startsWithDefaults()
{
    const WindowSettings settings(*m_file);
    QCOMPARE(settings.theme(), Theme::Choice::System);
    QVERIFY(settings.layout(u"window"_s).isEmpty());
    QVERIFY(settings.recentFiles().isEmpty());
    QVERIFY(settings.openFiles().isEmpty());
    QVERIFY(!settings.folder().isEmpty());
}

void TestWindowSettings::isKeptInTheFile()
{
    WindowSettings settings(*m_file);
    settings.setTheme(Theme::Choice::Dark);
    settings.setLayout(u"window"_s, QByteArray("\0\1\2", 3));
    settings.setFolder(u"/profiles"_s);
    settings.setOpenFiles({u"/a.json"_s, u"/b.json"_s});
    settings.addRecentFile(u"/a.json"_s);
    m_file->sync();

    QSettings again(m_file->fileName(), settingsFormat());
    const WindowSettings read(again);
    QCOMPARE(read.theme(), Theme::Choice::Dark);
    QCOMPARE(read.layout(u"window"_s), QByteArray("\0\1\2", 3));
    QVERIFY(read.layout(u"log"_s).isEmpty());
    QCOMPARE(read.folder(), u"/profiles"_s);
    QCOMPARE(read.openFiles(), QStringList({u"/a.json"_s, u"/b.json"_s}));
    QCOMPARE(read.recentFiles(), QStringList{u"/a.json"_s});
}

void TestWindowSettings::aFullDiskLeavesTheFile_data()
{
    QTest::addColumn<int>("room");
    QTest::newRow("none at all") << 0;
    QTest::newRow("for less than is there") << 200;
    QTest::newRow("for less than is to be written") << 1000;
}

void TestWindowSettings::aFullDiskLeavesTheFile()
{
    QFETCH(int, room);
    WindowSettings settings(*m_file);
    settings.setLayout(u"window"_s, QByteArray(300, 'a'));
    m_file->sync();
    const QByteArray before = File::read(m_file->fileName(), 10'000).value();
    settings.setLayout(u"log"_s, QByteArray(1000, 'b'));
    {
        const Tests::NoRoom noRoom(static_cast<rlim_t>(room));
        m_file->sync();
    }
    QCOMPARE(m_file->status(), QSettings::AccessError);
    QCOMPARE(File::read(m_file->fileName(), 10'000).value(), before);
    m_file->sync();
    QSettings again(m_file->fileName(), settingsFormat());
    QCOMPARE(WindowSettings(again).layout(u"log"_s).size(), 1000);
}

void TestWindowSettings::whatIsNoSettingsFileIsReported()
{
    const QString path = m_folder.filePath(u"other.json"_s);
    for (const QByteArray &text : {"[General]\na=1\n"_ba, "[]"_ba, "{\"theme\":"_ba, "{}x"_ba}) {
        QVERIFY(File::writeAtomically(path, text));
        QSettings settings(path, settingsFormat());
        QCOMPARE(settings.status(), QSettings::FormatError);
        QVERIFY(settings.allKeys().isEmpty());
    }
}

void TestWindowSettings::failureIsToldOnce_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("room");
    QTest::addColumn<ErrorCode>("code");
    constexpr int enough = 1024 * 1024;
    QTest::newRow("no folder") << "{}"_ba << u"settings.json/below.json"_s << enough << ErrorCode::FileNotWritable;
    QTest::newRow("no room") << "{}"_ba << u"settings.json"_s << 0 << ErrorCode::FileNotWritable;
    QTest::newRow("no settings") << "[General]"_ba << u"settings.json"_s << enough << ErrorCode::FileDamaged;
}

void TestWindowSettings::failureIsToldOnce()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, path);
    QFETCH(int, room);
    QFETCH(ErrorCode, code);
    m_file.reset();
    QVERIFY(File::writeAtomically(m_folder.filePath(u"settings.json"_s), content));
    QSettings file(m_folder.filePath(path), settingsFormat());
    WindowSettings settings(file);
    QSignalSpy told(&settings, &WindowSettings::notSaved);
    const Tests::NoRoom noRoom(static_cast<rlim_t>(room));
    settings.setTheme(Theme::Choice::Dark);
    QTRY_COMPARE(told.count(), 1);
    const auto error = told.first().first().value<Error>();
    QCOMPARE(error.code, code);
    QCOMPARE(error.where, file.fileName());
    settings.setTheme(Theme::Choice::Light);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(told.count(), 1);
}

void TestWindowSettings::successIsNotTold()
{
    WindowSettings settings(*m_file);
    const QSignalSpy told(&settings, &WindowSettings::notSaved);
    settings.setTheme(Theme::Choice::Dark);
    QTRY_VERIFY(QFile::exists(m_file->fileName()));
    QVERIFY(told.isEmpty());
}

void TestWindowSettings::unknownThemeIsThatOfTheSystem()
{
    m_file->setValue(u"theme"_s, u"blue"_s);
    QCOMPARE(WindowSettings(*m_file).theme(), Theme::Choice::System);
}

void TestWindowSettings::newestFileComesFirst()
{
    WindowSettings settings(*m_file);
    for (const QString &path : {u"/a.json"_s, u"/b.json"_s, u"/a.json"_s})
        settings.addRecentFile(path);
    QCOMPARE(settings.recentFiles(), QStringList({u"/a.json"_s, u"/b.json"_s}));
}

void TestWindowSettings::keepsTenFiles()
{
    WindowSettings settings(*m_file);
    for (int i = 0; i < 12; ++i)
        settings.addRecentFile(u"/%1.json"_s.arg(i));
    QCOMPARE(settings.recentFiles().size(), 10);
    QCOMPARE(settings.recentFiles().first(), u"/11.json"_s);
    QCOMPARE(settings.recentFiles().last(), u"/2.json"_s);
}

void TestWindowSettings::menuOffersTheFiles()
{
    WindowSettings settings(*m_file);
    settings.addRecentFile(u"/profiles/a.json"_s);
    QMenu menu;
    RecentMenu recent(menu, settings);
    QVERIFY(menu.isEnabled());
    QCOMPARE(menu.actions().first()->text(), u"a.json"_s);
    recent.add(u"/profiles/b.json"_s);
    QCOMPARE(menu.actions().first()->text(), u"b.json"_s);
    const QSignalSpy chosen(&recent, &RecentMenu::chosen);
    menu.actions().at(1)->trigger();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), u"/profiles/a.json"_s);
}

void TestWindowSettings::menuIsCleared()
{
    WindowSettings settings(*m_file);
    QMenu menu;
    RecentMenu recent(menu, settings);
    QVERIFY2(!menu.isEnabled(), "nothing was opened yet");
    recent.add(u"/a.json"_s);
    QVERIFY(menu.isEnabled());
    QCOMPARE(menu.actions().size(), 3); // the file, the line, Clear
    menu.actions().last()->trigger();
    QVERIFY(!menu.isEnabled());
    QVERIFY(settings.recentFiles().isEmpty());
}

void TestWindowSettings::filesOfOneNameDifferInTheToolTip()
{
    WindowSettings settings(*m_file);
    settings.addRecentFile(u"/x/pump.json"_s);
    settings.addRecentFile(u"/y/pump.json"_s);
    QMenu menu;
    const RecentMenu recent(menu, settings);
    QVERIFY(menu.toolTipsVisible());
    QCOMPARE(menu.actions().at(0)->text(), menu.actions().at(1)->text());
    QCOMPARE(menu.actions().at(0)->toolTip(), u"/y/pump.json"_s);
    QCOMPARE(menu.actions().at(1)->toolTip(), u"/x/pump.json"_s);
}

STANDIN_TEST(TestWindowSettings)
#include "tst_windowsettings.moc"
