// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/devicelistpane.h"
#include "gui/windowfixture.h"
#include "models/devicetablemodel.h"
#include "profile/profilefile.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopeGuard>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QToolTip>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Models;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// Actions of a tester in the device table of a real window.
class TestDeviceListPane : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void firstDeviceIsSelected();
    void filtersByText();
    void filtersByState();
    void countSaysWhatIsShown();
    void selectsWithTheKeyboard();
    void selectionOutlivesAFilter();
    void sortsAndUnsorts();
    void numbersAreSortedAsNumbers();
    void stateIsShownWithItsDot();
    void countersGoUp();
    void toolTipShowsTheReason();
    void doubleClickConnects();
    void deleteRemoves();
    void deleteInATextRemovesNoDevice();
    void contextMenuNeedsARow();
    void shownIsCountedOnlyWithAFilter();
    void neighbourIsSelectedAfterARemoval_data();
    void neighbourIsSelectedAfterARemoval();
    void nothingScrollsSidewaysAtFirst_data();
    void nothingScrollsSidewaysAtFirst();
    void columnsComeBack();
    void statesAreNeverCut_data();
    void statesAreNeverCut();
    void restMadeDeviceAppears();
    void selectingAgainKeepsTheSelection();

private:
    static QStringList column(const WindowFixture &w, DeviceTableModel::Column column)
    {
        QStringList texts;
        for (int row = 0; row < w.deviceTable()->model()->rowCount(); ++row)
            texts.append(w.deviceTable()->model()->index(row, column).data().toString());
        return texts;
    }
    static QStringList ids(const WindowFixture &w) { return column(w, DeviceTableModel::ClientIdColumn); }
    static QString count(const WindowFixture &w)
    {
        return w.find<QWidget>(u"DeviceListPane"_s)->findChild<QLabel *>(u"countLabel"_s)->text();
    }
    static QLineEdit *filter(const WindowFixture &w) { return w.find<QLineEdit>(u"filterEdit"_s); }
    static QString currentId(const WindowFixture &w) { return w.find<QLabel>(u"idLabel"_s)->text(); }
    static void clickHeader(const WindowFixture &w, DeviceTableModel::Column column)
    {
        const QHeaderView *header = w.deviceTable()->horizontalHeader();
        const QPoint at(header->sectionViewportPosition(column) + 10, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
    }

    LocalBroker m_broker;
};

void TestDeviceListPane::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestDeviceListPane::firstDeviceIsSelected()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 3));
    QCOMPARE(currentId(w), u"gw-0"_s);
    QCOMPARE(w.deviceTable()->selectionModel()->selectedRows().size(), 1);
    w.selectRows({2});
    w.add(w.profile(u"other"_s));
    QVERIFY2(currentId(w) == u"gw-2"_s, "a device that comes later does not take over");
}

void TestDeviceListPane::filtersByText()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 12));
    w.trigger(u"actionFindDevice"_s);
    QVERIFY(filter(w)->hasFocus());
    QTest::keyClicks(filter(w), u"GW-1"_s);
    QCOMPARE(ids(w), QStringList({u"gw-1"_s, u"gw-10"_s, u"gw-11"_s}));
    QTest::keyClick(filter(w), Qt::Key_Backspace);
    QTest::keyClicks(filter(w), u"7"_s);
    QCOMPARE(ids(w), QStringList{u"gw-7"_s});
    w.trigger(u"actionFindDevice"_s);
    QCOMPARE(filter(w)->selectedText(), u"GW-7"_s);
    filter(w)->clear();
    QCOMPARE(ids(w).size(), 12);
}

void TestDeviceListPane::filtersByState()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 6));
    w.selectRows({4});
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw-4"_s), u"online"_s);
    auto *box = w.find<QComboBox>(u"stateBox"_s);
    box->setCurrentIndex(box->findData(QVariant::fromValue(DeviceState::Online)));
    QTRY_COMPARE(ids(w), QStringList{u"gw-4"_s});
    box->setCurrentIndex(box->findData(QVariant::fromValue(DeviceState::Offline)));
    QCOMPARE(ids(w).size(), 5);
    w.trigger(u"actionFindDevice"_s);
    QTest::keyClicks(filter(w), u"gw-5"_s);       // "5" alone may be in the port of the broker
    QTRY_COMPARE(ids(w), QStringList{u"gw-5"_s}); // both filters apply
    box->setCurrentIndex(0);
    filter(w)->clear();
    QCOMPARE(ids(w).size(), 6);
}

void TestDeviceListPane::countSaysWhatIsShown()
{
    WindowFixture w(m_broker);
    QCOMPARE(count(w), u"Devices: 0"_s);
    w.add(w.profile(u"gw-${index}"_s, 12));
    QCOMPARE(count(w), u"Devices: 12"_s);
    w.selectRows({0, 2});
    QCOMPARE(count(w), u"Devices: 12 · 2 selected"_s);
    filter(w)->setText(u"gw-1"_s);
    QVERIFY2(count(w).startsWith(u"Devices: 3 of 12 shown"), qPrintable(count(w)));
}

void TestDeviceListPane::selectsWithTheKeyboard()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 4));
    w.deviceTable()->setFocus();
    QTest::keyClick(w.deviceTable(), Qt::Key_Down);
    QCOMPARE(currentId(w), u"gw-1"_s);
    QTest::keyClick(w.deviceTable(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(currentId(w), u"gw-2"_s);
    QCOMPARE(w.find<QLabel>(u"selectedLabel"_s)->text(), u"2 selected"_s);
    QTest::keyClick(w.deviceTable(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(w.find<QLabel>(u"selectedLabel"_s)->text(), u"4 selected"_s);
    QTest::keyClick(w.window.get(), Qt::Key_F5);
    QTRY_COMPARE(w.engine->fleet().totals().online, 4);
}

void TestDeviceListPane::selectionOutlivesAFilter()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 3));
    w.selectRows({1});
    filter(w)->setText(u"gw-1"_s);
    QCOMPARE(currentId(w), u"gw-1"_s);
    QCOMPARE(w.deviceTable()->selectionModel()->selectedRows().size(), 1);
    filter(w)->clear();
    QCOMPARE(currentId(w), u"gw-1"_s);
}

void TestDeviceListPane::sortsAndUnsorts()
{
    WindowFixture w(m_broker);
    for (const QString &id : {u"b"_s, u"c"_s, u"a"_s})
        w.add(w.profile(id));
    clickHeader(w, DeviceTableModel::ClientIdColumn);
    QCOMPARE(ids(w), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    clickHeader(w, DeviceTableModel::ClientIdColumn);
    QCOMPARE(ids(w), QStringList({u"c"_s, u"b"_s, u"a"_s}));
    clickHeader(w, DeviceTableModel::ClientIdColumn);
    QVERIFY2(ids(w) == QStringList({u"b"_s, u"c"_s, u"a"_s}), "a third click brings back the order of adding");
}

void TestDeviceListPane::numbersAreSortedAsNumbers()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 12));
    clickHeader(w, DeviceTableModel::ClientIdColumn);
    QCOMPARE(ids(w).at(2), u"gw-2"_s);
    QCOMPARE(ids(w).last(), u"gw-11"_s);
}

void TestDeviceListPane::stateIsShownWithItsDot()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    const QModelIndex cell = w.deviceTable()->model()->index(0, DeviceTableModel::StateColumn);
    const auto colors = [&] {
        const QRect rect = w.deviceTable()->visualRect(cell);
        const QImage image = w.deviceTable()->viewport()->grab(rect).toImage();
        QSet<QRgb> found;
        for (int x = 0; x < qMin(24, image.width()); ++x) {
            for (int y = 0; y < image.height(); ++y)
                found.insert(image.pixel(x, y));
        }
        return found;
    };
    w.deviceTable()->clearSelection();
    const QSet<QRgb> offline = colors();
    w.selectRows({0});
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    w.deviceTable()->clearSelection();
    QTRY_VERIFY2(colors() != offline, "the dot is another one");
}

void TestDeviceListPane::countersGoUp()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/counted/#"_s));
    w.add(w.profile(u"counted"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"counted"_s), u"online"_s);
    backEnd.send(u"mqtt/counted/v1/bypass"_s, R"({"requestTime":1})", 1);
    QTRY_COMPARE(column(w, DeviceTableModel::ReceivedColumn), QStringList{u"1"_s});
    QTRY_COMPARE(column(w, DeviceTableModel::SentColumn), QStringList{u"1"_s});
    QTRY_VERIFY(!column(w, DeviceTableModel::LastMessageColumn).first().isEmpty());
}

void TestDeviceListPane::toolTipShowsTheReason()
{
    WindowFixture w(m_broker);
    Profile nowhere = w.profile(u"lost<1>"_s);
    nowhere.connection.url = QUrl(u"mqtt://127.0.0.1:1"_s);
    w.add(nowhere);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"lost<1>"_s), u"failed"_s);
    QTRY_COMPARE(column(w, DeviceTableModel::StateColumn).size(), 1);
    const QModelIndex cell = w.deviceTable()->model()->index(0, DeviceTableModel::StateColumn);
    const QPoint at = w.deviceTable()->visualRect(cell).center();
    const auto toolTip = [&] {
        QHelpEvent event(QEvent::ToolTip, at, w.deviceTable()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(w.deviceTable()->viewport(), &event);
        return QToolTip::text();
    };
    QTRY_VERIFY(toolTip().contains(u"No program listens"));
    QVERIFY2(toolTip().contains(u"lost<1>"), "a client id is no HTML");
}

void TestDeviceListPane::doubleClickConnects()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    const QRect cell = w.deviceTable()->visualRect(w.deviceTable()->model()->index(1, 1));
    w.selectRows({1});
    QTest::mouseDClick(w.deviceTable()->viewport(), Qt::LeftButton, {}, cell.center());
    QTRY_COMPARE(w.state(u"gw-1"_s), u"online"_s);
    QCOMPARE(w.state(u"gw-0"_s), u"offline"_s);
}

void TestDeviceListPane::deleteRemoves()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    w.deviceTable()->setFocus();
    QTest::keyClick(w.deviceTable(), Qt::Key_Delete);
    QTRY_COMPARE(w.engine->fleet().ids(), QStringList{u"gw-1"_s});
    QTRY_COMPARE(ids(w), QStringList{u"gw-1"_s});
}

void TestDeviceListPane::deleteInATextRemovesNoDevice()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    filter(w)->setText(u"gw"_s);
    filter(w)->setFocus();
    QTest::keyClick(filter(w), Qt::Key_Home);
    QTest::keyClick(filter(w), Qt::Key_Delete);
    QCOMPARE(filter(w)->text(), u"w"_s);
    QCOMPARE(w.engine->fleet().ids().size(), 1);
}

void TestDeviceListPane::contextMenuNeedsARow()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    const auto openAt = [&](const QPoint &at) {
        emit w.deviceTable()->customContextMenuRequested(at);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QStringList names;
        if (menu) {
            for (const QAction *action : menu->actions()) {
                if (!action->isSeparator() && !action->menu())
                    names.append(action->objectName());
            }
            menu->close();
        }
        return names;
    };
    const QRect cell = w.deviceTable()->visualRect(w.deviceTable()->model()->index(0, 1));
    QCOMPARE(openAt(cell.center()), QStringList({u"actionConnect"_s, u"actionReconnect"_s, u"actionDuplicate"_s,
                                                 u"actionRename"_s, u"actionRemove"_s}));
    QVERIFY(openAt(QPoint(cell.center().x(), w.deviceTable()->viewport()->height() - 2)).isEmpty());
}

void TestDeviceListPane::shownIsCountedOnlyWithAFilter()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 5));
    QCOMPARE(count(w), u"Devices: 5"_s);
    AWAIT_RESULT(w.engine->fleet().perform(u"gw-3"_s, Order::Remove()));
    QTRY_COMPARE(w.deviceTable()->model()->rowCount(), 4);
    QCOMPARE(count(w), u"Devices: 4"_s);
    w.find<QLineEdit>(u"filterEdit"_s)->setText(u"gw-1"_s);
    QCOMPARE(count(w), u"Devices: 1 of 4 shown"_s);
    AWAIT_RESULT(w.engine->fleet().perform(u"gw-4"_s, Order::Remove()));
    QTRY_COMPARE(count(w), u"Devices: 1 of 3 shown"_s);
    w.find<QLineEdit>(u"filterEdit"_s)->setText(u"gw"_s);
    QCOMPARE(count(w), u"Devices: 3 of 3 shown"_s);
    w.find<QLineEdit>(u"filterEdit"_s)->clear();
    QCOMPARE(count(w), u"Devices: 3"_s);
}

void TestDeviceListPane::neighbourIsSelectedAfterARemoval_data()
{
    QTest::addColumn<QList<int>>("rows");
    QTest::addColumn<QString>("selected");
    QTest::newRow("first") << QList<int>{0} << u"gw-1"_s;
    QTest::newRow("in the middle") << QList<int>{2} << u"gw-3"_s;
    QTest::newRow("last") << QList<int>{4} << u"gw-3"_s;
    QTest::newRow("several") << QList<int>{1, 2} << u"gw-3"_s;
}

void TestDeviceListPane::neighbourIsSelectedAfterARemoval()
{
    QFETCH(QList<int>, rows);
    QFETCH(QString, selected);
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 5));
    w.selectRows(rows);
    for (const int row : rows)
        w.engine->fleet().perform(u"gw-%1"_s.arg(row), Order::Remove());
    QTRY_COMPARE(w.deviceTable()->model()->rowCount(), 5 - rows.size());
    QCOMPARE(currentId(w), selected);
    QVERIFY(w.find<QAction>(u"actionConnect"_s)->isEnabled());
}

void TestDeviceListPane::nothingScrollsSidewaysAtFirst_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1280×800") << QSize(1280, 800);
    QTest::newRow("1366×768") << QSize(1366, 768);
    QTest::newRow("as screenshots are taken") << QSize(1480, 920);
}

void TestDeviceListPane::nothingScrollsSidewaysAtFirst()
{
    QFETCH(QSize, size);
    WindowFixture w(m_broker);
    w.window->resize(size);
    w.add(w.profile(u"gw-${index}"_s, 3));
    w.trigger(u"actionProfilePage"_s);
    const QList<QAbstractScrollArea *> areas{w.deviceTable(), w.find<QScrollArea>(u"scrollArea"_s)};
    for (const QAbstractScrollArea *area : areas) {
        QVERIFY(area && area->isVisible());
        QTRY_VERIFY2(!area->horizontalScrollBar()->isVisible(), qPrintable(area->objectName()));
    }
}

void TestDeviceListPane::columnsComeBack()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.deviceTable()->horizontalHeader()->resizeSection(DeviceTableModel::ClientIdColumn, 222);
    w.restart();
    w.add(w.profile(u"gw"_s));
    QCOMPARE(w.deviceTable()->horizontalHeader()->sectionSize(DeviceTableModel::ClientIdColumn), 222);
}

void TestDeviceListPane::statesAreNeverCut_data()
{
    QTest::addColumn<int>("pointSize");
    QTest::newRow("small") << 8;
    QTest::newRow("large") << 18;
}

void TestDeviceListPane::statesAreNeverCut()
{
    QFETCH(int, pointSize);
    const QFont before = QApplication::font();
    const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
    QFont font = before;
    font.setPointSize(pointSize);
    QApplication::setFont(font);
    WindowFixture w(m_broker);
    LocalBroker own;
    VERIFY_RESULT(own.start());
    for (const QString &mode : offlineModeNames()) {
        Profile profile = w.profile(mode);
        if (mode == u"clean")
            profile.connection.url = own.url(); // the one whose broker ends
        w.add(profile);
    }
    w.deviceTable()->selectAll();
    w.trigger(u"actionConnect"_s);
    for (const QString &mode : offlineModeNames())
        QTRY_COMPARE(w.state(mode), u"online"_s);
    own.kill();
    for (const QString &mode : offlineModeNames()) {
        if (mode != u"clean")
            w.engine->fleet().perform(mode, Order::GoOffline{*offlineModeFromString(mode)});
    }
    QTRY_COMPARE(w.state(u"clean"_s), u"reconnecting"_s);
    QTRY_COMPARE(w.state(u"silent"_s), u"offline"_s);
    const auto areWhole = [&w] {
        const QTableView *table = w.deviceTable();
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QModelIndex cell = table->model()->index(row, DeviceTableModel::StateColumn);
            if (table->sizeHintForIndex(cell).width() > table->columnWidth(DeviceTableModel::StateColumn))
                return false;
        }
        return true;
    };
    QTRY_COMPARE(w.deviceTable()->model()->rowCount(), offlineModeNames().size());
    QVERIFY(areWhole());
    // Nor does a layout that was saved with a narrow column cut them.
    w.deviceTable()->horizontalHeader()->resizeSection(DeviceTableModel::StateColumn, 20);
    auto *pane = w.find<DeviceListPane>(u"DeviceListPane"_s);
    pane->restoreLayout(pane->layoutState());
    QVERIFY(areWhole());
}

void TestDeviceListPane::restMadeDeviceAppears()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(w.engine->fleet().addDevice(u"made-by-rest"_s, w.profile(u"unused"_s)));
    QTRY_COMPARE(ids(w), QStringList{u"made-by-rest"_s});
    QTRY_COMPARE(currentId(w), u"made-by-rest"_s);
    QVERIFY(!w.window->isWindowModified());
}

/// As when a file is dropped on the window with Ctrl held.
void TestDeviceListPane::selectingAgainKeepsTheSelection()
{
    WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"pump.json"_s);
    VERIFY_RESULT(ProfileFile::save(w.profile(u"pump"_s), path));
    QTest::keyPress(w.window.get(), Qt::Key_Control, Qt::ControlModifier);
    for (int time = 1; time <= 2; ++time) {
        VERIFY_RESULT(w.window->openFile(path));
        QCOMPARE(w.deviceTable()->selectionModel()->selectedRows().size(), 1);
        QVERIFY(w.find<QAction>(u"actionConnect"_s)->isEnabled());
    }
    QTest::keyRelease(w.window.get(), Qt::Key_Control);
}

STANDIN_TEST(TestDeviceListPane)
#include "tst_devicelistpane.moc"
