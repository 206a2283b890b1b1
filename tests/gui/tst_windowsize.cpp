// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/settingsformat.h"
#include "gui/widgets/noticebar.h"
#include "gui/windowfixture.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QScreen>
#include <QSplitter>
#include <QStandardPaths>
#include <QTabWidget>

#include <functional>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

namespace {

/// A size that fits on both tested screens, with a frame around the window.
constexpr QSize largestMinimum(1'150, 690);

QString screensFile()
{
    return QDir::temp().filePath(u"standin-screens-%1.json"_s.arg(QCoreApplication::applicationPid()));
}

/// A laptop's screen, and beside it one of 2,400 × 1,500 pixels at scale 2.
void makeScreens()
{
    QFile file(screensFile());
    if (!file.open(QFile::WriteOnly))
        qFatal("no file for the screens");
    file.write(R"({"screens": [
        {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
        {"name": "scaled", "x": 2000, "y": 0, "width": 1200, "height": 750, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 2}
    ]})");
    file.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + screensFile().toUtf8());
}

} // namespace

/// The window fits its screen, and no content makes it larger.
class TestWindowSize : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { QFile::remove(screensFile()); }

    void fitsTheScreenAtTheFirstStart();
    void restoredWindowFitsTheScreen_data();
    void restoredWindowFitsTheScreen();
    void maximizedComesBack();
    void contentDoesNotMoveTheWindow_data();
    void contentDoesNotMoveTheWindow();
    void entryDoesNotMoveTheWindow_data();
    void entryDoesNotMoveTheWindow();
    void panesKeepTheirPlaces();

private:
    void openWindow();
    void closeWindow();

    LocalBroker m_broker;
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

void TestWindowSize::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCOMPARE(QGuiApplication::screens().size(), 2);
    VERIFY_RESULT(m_broker.start());
}

void TestWindowSize::openWindow()
{
    m_window.reset();
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1});
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.json"_s), settingsFormat());
    m_window = std::make_unique<MainWindow>(*m_engine, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestWindowSize::closeWindow()
{
    m_window->close();
    m_window.reset();
    m_engine.reset();
}

void TestWindowSize::fitsTheScreenAtTheFirstStart()
{
    QFile::remove(m_folder.filePath(u"settings.json"_s));
    openWindow();
    QVERIFY(m_window->screen()->availableGeometry().contains(m_window->frameGeometry()));
    const QSize least = m_window->minimumSizeHint();
    QVERIFY2(least.width() <= largestMinimum.width() && least.height() <= largestMinimum.height(),
             qPrintable(u"%1 x %2"_s.arg(least.width()).arg(least.height())));
    closeWindow();
}

void TestWindowSize::restoredWindowFitsTheScreen_data()
{
    QTest::addColumn<QRect>("before");
    QTest::newRow("too large") << QRect(0, 0, 4'000, 3'000);
    QTest::newRow("too wide") << QRect(50, 50, 2'500, 600);
    QTest::newRow("too high") << QRect(50, 50, 1'200, 1'700);
    QTest::newRow("beyond the right end") << QRect(1'300, 100, 1'200, 700);
    QTest::newRow("below the lower end") << QRect(10, 700, 1'200, 700);
    QTest::newRow("far away") << QRect(9'000, 9'000, 1'200, 700);
    QTest::newRow("above the upper end") << QRect(10, -500, 1'200, 700);
    QTest::newRow("too large for the scaled screen") << QRect(2'010, 10, 1'900, 1'300);
}

void TestWindowSize::restoredWindowFitsTheScreen()
{
    QFETCH(QRect, before);
    openWindow();
    m_window->setGeometry(before);
    QCoreApplication::processEvents();
    closeWindow();
    openWindow();
    const QRect available = m_window->screen()->availableGeometry();
    const QRect frame = m_window->frameGeometry();
    QVERIFY2(available.contains(frame),
             qPrintable(u"%1 x %2 at %3, %4"_s.arg(frame.width()).arg(frame.height()).arg(frame.x()).arg(frame.y())));
    closeWindow();
}

void TestWindowSize::maximizedComesBack()
{
    openWindow();
    m_window->showMaximized();
    QTRY_VERIFY(m_window->isMaximized());
    closeWindow();
    openWindow();
    QVERIFY(m_window->isMaximized());
    m_window->showNormal();
    closeWindow();
}

void TestWindowSize::contentDoesNotMoveTheWindow_data()
{
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("text"); ///< for everything else
    const QString unbroken(300, u'W');
    QTest::newRow("87 characters") << QString(87, u'W') << unbroken;
    QTest::newRow("60,000 characters") << QString(60'000, u'W') << unbroken;
    QTest::newRow("words") << u"a word "_s.repeated(40) << u"a word "_s.repeated(2'000);
    QTest::newRow("long texts") << u"gw"_s << QString(60'000, u'W');
    QTest::newRow("lines") << u"gw"_s << u"line\n"_s.repeated(500);
}

void TestWindowSize::contentDoesNotMoveTheWindow()
{
    QFETCH(QString, clientId);
    QFETCH(QString, text);
    openWindow();
    m_window->resize(1'180, 700);
    QCoreApplication::processEvents();
    const QSize size = m_window->size();

    Profile profile;
    profile.name = text;
    profile.clientId = clientId;
    profile.connection.url = QUrl(u"mqtt://%1.invalid:1883"_s.arg(QString(60, u'h')));
    for (int i = 0; i < 40; ++i)
        profile.messages.append({text, text, text.toUtf8(), 0, false});
    const auto added = m_engine->fleet().addDevices(profile);
    VERIFY_RESULT(added);
    auto *table = m_window->findChild<QWidget *>(u"DeviceListPane"_s)->findChild<QTableView *>(u"table"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectAll();
    m_engine->fleet().perform(added->first(), Order::AddPresetReply{text.toUtf8()});
    m_engine->fleet().perform(added->first(), Order::Connect());
    QTRY_VERIFY(m_engine->fleet().status(added->first())->error);
    m_window->findChild<NoticeBar *>()->show(text, NoticeBar::Weight::Serious);
    m_window->findChild<QComboBox *>(u"topicBox"_s)->setEditText(text);

    auto *pages = m_window->findChild<QTabWidget *>(u"pages"_s);
    for (int page = 0; page < pages->count(); ++page) {
        pages->setCurrentIndex(page);
        QTRY_VERIFY(pages->currentWidget()->isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(m_window->size(), size);
        const QSize least = m_window->minimumSizeHint();
        QVERIFY2(least.width() <= largestMinimum.width() && least.height() <= largestMinimum.height(),
                 qPrintable(u"%1 needs %2 x %3"_s.arg(pages->tabText(page)).arg(least.width()).arg(least.height())));
    }
    closeWindow();
}

void TestWindowSize::entryDoesNotMoveTheWindow_data()
{
    using Change = std::function<void(Entry &)>;
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("25 user properties", [](Entry &entry) {
        for (int i = 0; i < 25; ++i)
            entry.properties.append({u"property-%1"_s.arg(i), u"value"_s});
    });
    row("a long user property", [](Entry &entry) {
        entry.properties = {{QString(5'000, u'k'), QString(65'000, u'v')}};
    });
    row("a long client id", [](Entry &entry) { entry.device = QString(60'000, u'W'); });
    row("a long topic", [](Entry &entry) { entry.topic = QString(65'000, u'W'); });
    row("a long payload", [](Entry &entry) { entry.payload = QByteArray(500'000, 'W'); });
    row("a long error", [](Entry &entry) {
        entry.event = EntryEvent::StateChanged;
        entry.state = DeviceState::Failed;
        entry.error = Error{ErrorCode::BrokerRefused, QString(60'000, u'W'), QString(10'000, u'W')};
    });
    row("a long correlation", [](Entry &entry) { entry.correlation = {{u"traceId"_s, QString(100'000, u'W')}}; });
}

void TestWindowSize::entryDoesNotMoveTheWindow()
{
    QFETCH(std::function<void(Entry &)>, change);
    openWindow();
    m_window->resize(1'180, 700);
    QCoreApplication::processEvents();
    const QSize size = m_window->size();
    Entry entry{.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = "{}"};
    change(entry);
    m_engine->journal().append(entry);
    auto *table = m_window->findChild<QWidget *>(u"LogPane"_s)->findChild<QTableView *>(u"table"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    QVERIFY(m_window->findChild<QWidget *>(u"entryDetails"_s)->isVisible());
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::processEvents();
        QCOMPARE(m_window->size(), size);
    }
    const QSize least = m_window->minimumSizeHint();
    QVERIFY2(least.width() <= largestMinimum.width() && least.height() <= largestMinimum.height(),
             qPrintable(u"%1 x %2"_s.arg(least.width()).arg(least.height())));
    closeWindow();
}

/// An entry does not move other widgets of the window either.
void TestWindowSize::panesKeepTheirPlaces()
{
    openWindow();
    m_window->resize(1'180, 700);
    Entry entry{.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = "{}"};
    m_engine->journal().append(entry);
    for (int i = 0; i < 25; ++i)
        entry.properties.append({u"property-%1"_s.arg(i), QString(200, u'v')});
    m_engine->journal().append(entry);
    auto *table = m_window->findChild<QWidget *>(u"LogPane"_s)->findChild<QTableView *>(u"table"_s);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    table->selectRow(0);
    QCoreApplication::processEvents();
    const auto *splitter = m_window->findChild<QSplitter *>(u"mainSplitter"_s);
    const QList<int> sizes = splitter->sizes();
    const int width = table->width();
    table->selectRow(1);
    QCoreApplication::processEvents();
    QCOMPARE(splitter->sizes(), sizes);
    QCOMPARE(table->width(), width);
    closeWindow();
}

STANDIN_TEST(TestWindowSize, makeScreens)
#include "tst_windowsize.moc"
