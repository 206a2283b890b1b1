// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/newdevicedialog.h"
#include "gui/documents/recentmenu.h"
#include "gui/documents/windowsettings.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/noticebar.h"
#include "gui/widgets/payloadeditor.h"
#include "gui/windowfixture.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QHelpEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QScreen>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QToolButton>
#include <QToolTip>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// A text from a broker, a file or a REST client is shown unchanged in all places.
class TestPlainText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void labelsOfTheWindow();
    void labelsMadeLater_data();
    void labelsMadeLater();
    void labelsOfDialogs_data();
    void labelsOfDialogs();
    void toolTipsOfTheWindow();
    void toolTipsOfRows();
    void toolTipsAreBounded();
    void accessKeysAreNotTakenFromNames();
    void titleIsTheName();

private:
    /// A device whose every text is hostile.
    void addHostile(WindowFixture &w);

    LocalBroker m_broker;
};

namespace {

const QString image = u"<img src='/dev/zero'>"_s;
const QString hostile = u"<b>bold</b> & <img src='/dev/zero'> &quot;"_s;

/// If the next text were shown as HTML, this file would be read.
QStringList labelsThatGuess(const QList<QWidget *> &widgets)
{
    QStringList guessing;
    for (QWidget *widget : widgets) {
        auto *label = qobject_cast<QLabel *>(widget);
        if (!label)
            continue;
        label->ensurePolished(); // as Qt does before it lays out the text
        if (label->textFormat() != Qt::PlainText)
            guessing.append(label->objectName() + u": "_s +
                            label->text().first(qMin<qsizetype>(label->text().size(), 60)));
    }
    return guessing;
}

QLabel *toolTipLabel()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->inherits("QTipLabel"))
            return qobject_cast<QLabel *>(widget);
    }
    return nullptr;
}

void askForToolTip(QWidget &widget, const QPoint &at)
{
    QHelpEvent event(QEvent::ToolTip, at, widget.mapToGlobal(at));
    QCoreApplication::sendEvent(&widget, &event);
}

/// The open tool tip shows its text unchanged and fits the screen.
void checkToolTip(const QString &from)
{
    const QLabel *label = toolTipLabel();
    if (!label || label->text().isEmpty())
        return;
    QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(from + u": "_s + label->text()));
    const QSize room = label->screen()->geometry().size();
    QVERIFY2(label->width() <= room.width() && label->height() <= room.height(),
             qPrintable(u"%1: %2 x %3"_s.arg(from).arg(label->width()).arg(label->height())));
}

} // namespace

void TestPlainText::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestPlainText::addHostile(WindowFixture &w)
{
    Profile profile = w.profile(hostile);
    profile.name = hostile;
    profile.messages = {{hostile, hostile, hostile.toUtf8(), 0, false}};
    w.add(profile);
    w.selectRows({0});
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(7); // so the profile has unsaved changes
    w.engine->fleet().perform(hostile, Order::AddPresetReply{hostile.toUtf8()});
    w.engine->fleet().perform(hostile, Order::Publish{{hostile, hostile.toUtf8(), 0, false}});
    w.find<NoticeBar>(QString())->showError(Error{ErrorCode::BrokerRefused, hostile, hostile});
    Entry entry{.device = hostile, .event = EntryEvent::MessageReceived, .topic = hostile, .payload = hostile.toUtf8()};
    entry.properties = {{hostile, hostile}};
    entry.correlation = {{hostile, hostile}};
    entry.error = Error{ErrorCode::BrokerRefused, hostile, hostile};
    const auto rows = w.logTable()->model()->rowCount();
    w.engine->journal().append(entry);
    QTRY_VERIFY(w.logTable()->model()->rowCount() > rows);
    w.logTable()->selectRow(w.logTable()->model()->rowCount() - 1);
}

void TestPlainText::labelsOfTheWindow()
{
    WindowFixture w(m_broker);
    addHostile(w);
    auto *pages = w.find<QTabWidget>(u"pages"_s);
    for (int page = 0; page < pages->count(); ++page) {
        pages->setCurrentIndex(page);
        QCoreApplication::processEvents();
        QCOMPARE(labelsThatGuess(w.window->findChildren<QWidget *>()), QStringList());
    }
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), hostile);
    QVERIFY(w.window->findChildren<QLabel *>().size() > 50);
}

void TestPlainText::labelsMadeLater_data()
{
    QTest::addColumn<bool>("textFirst");
    QTest::newRow("text, then shown") << true;
    QTest::newRow("shown, then text") << false;
}

/// Code that does not know the rule is covered, too.
void TestPlainText::labelsMadeLater()
{
    QFETCH(bool, textFirst);
    const WindowFixture w(m_broker);
    QLabel label;
    if (textFirst)
        label.setText(hostile);
    const int width = label.sizeHint().width();
    label.show();
    label.setText(hostile);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    if (textFirst)
        QCOMPARE(label.sizeHint().width(), width); // it was never laid out in another format
    QVERIFY(label.sizeHint().width() > label.fontMetrics().horizontalAdvance(hostile) * 9 / 10);
}

void TestPlainText::labelsOfDialogs_data()
{
    using Open = std::function<void(WindowFixture &)>;
    QTest::addColumn<Open>("open");
    const auto row = [](const char *name, const Open &open) { QTest::newRow(name) << open; };
    row("remove", [](WindowFixture &w) { w.trigger(u"actionRemove"_s); });
    row("close with unsaved changes", [](WindowFixture &w) { w.window->close(); });
    row("new device", [](WindowFixture &w) { w.trigger(u"actionNewDevice"_s); });
    row("duplicate", [](WindowFixture &w) { w.trigger(u"actionDuplicate"_s); });
    row("about", [](WindowFixture &w) { w.trigger(u"actionAbout"_s); });
    row("shortcuts", [](WindowFixture &w) { w.trigger(u"actionShortcuts"_s); });
    row("save a message", [](WindowFixture &w) { w.click(u"saveMessageButton"_s); });
    row("any message box", [](WindowFixture &w) {
        QMessageBox box(QMessageBox::Warning, hostile, hostile, QMessageBox::Ok, w.window.get());
        box.setInformativeText(hostile);
        box.exec();
    });
}

void TestPlainText::labelsOfDialogs()
{
    QFETCH(std::function<void(WindowFixture &)>, open);
    WindowFixture w(m_broker);
    addHostile(w);
    QStringList guessing = {u"no dialog"_s};
    const DialogAnswer dialog([&guessing](QWidget &opened) {
        guessing = labelsThatGuess(opened.findChildren<QWidget *>());
        static_cast<QDialog &>(opened).reject();
    });
    open(w);
    QVERIFY(dialog.wasAsked());
    QCOMPARE(guessing, QStringList());
}

void TestPlainText::toolTipsOfTheWindow()
{
    WindowFixture w(m_broker);
    addHostile(w);
    auto *pages = w.find<QTabWidget>(u"pages"_s);
    int asked = 0;
    for (int page = 0; page < pages->count(); ++page) {
        pages->setCurrentIndex(page);
        QCoreApplication::processEvents();
        for (QWidget *widget : w.window->findChildren<QWidget *>()) {
            if (!widget->isVisible() || (widget->toolTip().isEmpty() && !qobject_cast<QLabel *>(widget)))
                continue;
            askForToolTip(*widget, QPoint(2, 2));
            checkToolTip(widget->objectName());
            ++asked;
        }
    }
    QVERIFY(asked > 20);
}

void TestPlainText::toolTipsOfRows()
{
    WindowFixture w(m_broker);
    addHostile(w);
    w.find<QTabWidget>(u"pages"_s)->setCurrentWidget(w.find<QWidget>(u"RulesPage"_s));
    auto *presets = w.find<QListWidget>(u"presetList"_s);
    QTRY_COMPARE(presets->count(), 1);
    const std::pair<QAbstractItemView *, QModelIndex> rows[] = {
        {w.deviceTable(), w.deviceTable()->model()->index(0, 1)},
        {w.logTable(), w.logTable()->model()->index(0, 3)},
        {presets, presets->model()->index(0, 0)}};
    for (const auto &[view, row] : rows) {
        QToolTip::hideText();
        askForToolTip(*view->viewport(), view->visualRect(row).center());
        checkToolTip(view->objectName());
    }
    QVERIFY(QToolTip::text().contains(image)); // that of the preset reply, not as an entity
    QToolTip::hideText();
    askForToolTip(*w.deviceTable()->viewport(), w.deviceTable()->visualRect(rows[0].second).center());
    QVERIFY(QToolTip::text().contains(image));
}

void TestPlainText::toolTipsAreBounded()
{
    WindowFixture w(m_broker);
    const QString longText = QString(60'000, u'W');
    Profile profile = w.profile(longText);
    profile.messages = {{longText, longText, longText.toUtf8(), 0, false}};
    w.add(profile);
    w.selectRows({0});
    for (QWidget *widget : w.window->findChildren<QWidget *>()) {
        if (!widget->isVisible())
            continue;
        QToolTip::hideText();
        askForToolTip(*widget, QPoint(2, 2));
        checkToolTip(widget->objectName());
        QVERIFY(widget->toolTip().size() < 5'000);
    }
    QToolTip::hideText();
    askForToolTip(*w.deviceTable()->viewport(),
                  w.deviceTable()->visualRect(w.deviceTable()->model()->index(0, 1)).center());
    checkToolTip(u"device"_s);
    QVERIFY(!QToolTip::text().isEmpty());
}

void TestPlainText::accessKeysAreNotTakenFromNames()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.messages = {{u"R&D &x"_s, u"t"_s, "{}", 0, false}};
    w.add(profile);
    w.selectRows({0});
    const auto buttons = w.find<QWidget>(u"savedMessages"_s)->findChildren<QToolButton *>();
    QCOMPARE(buttons.first()->text(), u"R&&D &&x"_s);

    WindowSettings settings(w.settings);
    QMenu menu;
    RecentMenu recent(menu, settings);
    recent.add(u"/profiles/a & <b>b.json"_s);
    QCOMPARE(menu.actions().first()->text(), u"a && <b>b.json"_s);
}

void TestPlainText::titleIsTheName()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.name = u"kind [*] <b>"_s;
    w.add(profile);
    QTRY_VERIFY(w.window->windowTitle().contains(u"kind [*][*] <b>"_s));
}

STANDIN_TEST(TestPlainText)
#include "tst_plaintext.moc"
