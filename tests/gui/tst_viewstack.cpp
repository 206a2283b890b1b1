// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/icon.h"
#include "gui/window/viewstack.h"
#include "support/testprogram.h"

#include <QAction>
#include <QSignalSpy>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

namespace {

/// A view that records its calls.
class View final : public WindowView
{
public:
    View(const QString &name, const QString &text)
        : WindowView(name, text, lineIcon(u"log"_s))
        , ownAction(new QAction(text, this))
    {}

    void setSelection(const QStringList &ids) override { selection = ids; }
    void refresh() override { ++refreshes; }
    bool accept(const EntryRequest &request) override
    {
        if (!accepts)
            return false;
        accepted.append(request.entry);
        return true;
    }
    [[nodiscard]] QList<QAction *> menuActions() const override { return {ownAction}; }

    QStringList selection;
    int refreshes = 0;
    bool accepts = false;
    QList<EntryPtr> accepted;
    QAction *ownAction;
};

struct Stack
{
    View *add(const QString &name, const QString &text)
    {
        auto view = std::make_unique<View>(name, text);
        View *added = view.get();
        stack.add(std::move(view));
        return added;
    }

    ViewStack stack;
    QTabBar *bar = stack.findChild<QTabBar *>(u"viewSwitch"_s);
};

} // namespace

class TestViewStack : public QObject
{
    Q_OBJECT

private slots:
    void oneViewHasNoSwitch();
    void switchByClick();
    void switchByKey();
    void switchByAction();
    void viewBecomesCurrentByItself();
    void onlyTheCurrentViewIsRefreshed();
    void selectionReachesAll();
    void requestGoesToTheViewThatAcceptsIt();
    void failuresAreHandedOn();
};

void TestViewStack::oneViewHasNoSwitch()
{
    Stack s;
    const View *devices = s.add(u"DevicesView"_s, u"&Devices"_s);
    s.stack.show();
    QVERIFY(devices->isVisible());
    QVERIFY(!s.bar->isVisible());
    QCOMPARE(s.stack.menuActions(), QList<QAction *>{devices->ownAction});
}

void TestViewStack::switchByClick()
{
    Stack s;
    const View *devices = s.add(u"DevicesView"_s, u"&Devices"_s);
    const View *rules = s.add(u"RulesView"_s, u"&Rules"_s);
    s.stack.resize(400, 300);
    s.stack.show();
    QVERIFY(s.bar->isVisible());
    QCOMPARE(s.bar->tabText(0), u"Devices"_s);
    QCOMPARE(s.bar->tabText(1), u"Rules"_s);
    QVERIFY(devices->isVisible() && !rules->isVisible());
    QTest::mouseClick(s.bar, Qt::LeftButton, {}, s.bar->tabRect(1).center());
    QVERIFY(!devices->isVisible() && rules->isVisible());
}

void TestViewStack::switchByKey()
{
    Stack s;
    s.add(u"DevicesView"_s, u"&Devices"_s);
    const View *rules = s.add(u"RulesView"_s, u"&Rules"_s);
    s.stack.show();
    s.bar->setFocus();
    QTest::keyClick(s.bar, Qt::Key_Right);
    QVERIFY(rules->isVisible());
}

void TestViewStack::switchByAction()
{
    Stack s;
    const View *devices = s.add(u"DevicesView"_s, u"&Devices"_s);
    const View *rules = s.add(u"RulesView"_s, u"&Rules"_s);
    s.stack.show();
    const QList<QAction *> actions = s.stack.menuActions();
    QCOMPARE(actions.size(), 4);
    QCOMPARE(actions.at(0)->objectName(), u"actionDevicesView"_s);
    QCOMPARE(actions.at(0)->shortcut(), QKeySequence(Qt::ALT | Qt::Key_1));
    QCOMPARE(actions.at(1)->text(), u"&Rules"_s);
    QCOMPARE(actions.at(1)->shortcut(), QKeySequence(Qt::ALT | Qt::Key_2));
    QCOMPARE(actions.at(2), devices->ownAction);
    QCOMPARE(actions.at(3), rules->ownAction);
    actions.at(1)->trigger();
    QVERIFY(rules->isVisible());
    QCOMPARE(s.bar->currentIndex(), 1);
    actions.at(0)->trigger();
    QVERIFY(devices->isVisible());
}

void TestViewStack::viewBecomesCurrentByItself()
{
    Stack s;
    s.add(u"DevicesView"_s, u"&Devices"_s);
    View *rules = s.add(u"RulesView"_s, u"&Rules"_s);
    s.stack.show();
    emit rules->shown();
    QVERIFY(rules->isVisible());
    QCOMPARE(s.bar->currentIndex(), 1);
}

void TestViewStack::onlyTheCurrentViewIsRefreshed()
{
    Stack s;
    const View *devices = s.add(u"DevicesView"_s, u"&Devices"_s);
    View *rules = s.add(u"RulesView"_s, u"&Rules"_s);
    const int before = devices->refreshes;
    s.stack.refresh();
    QCOMPARE(devices->refreshes, before + 1);
    QCOMPARE(rules->refreshes, 0);
    emit rules->shown();
    QVERIFY2(rules->refreshes == 1, "what it shows may be old");
    s.stack.refresh();
    QCOMPARE(rules->refreshes, 2);
    QCOMPARE(devices->refreshes, before + 1);
}

void TestViewStack::selectionReachesAll()
{
    Stack s;
    const View *devices = s.add(u"DevicesView"_s, u"&Devices"_s);
    const View *rules = s.add(u"RulesView"_s, u"&Rules"_s);
    s.stack.setSelection({u"a"_s, u"b"_s});
    QCOMPARE(devices->selection, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(rules->selection, devices->selection);
    s.stack.setSelection({});
    QVERIFY(rules->selection.isEmpty());
}

void TestViewStack::requestGoesToTheViewThatAcceptsIt()
{
    Stack s;
    View *first = s.add(u"FirstView"_s, u"First"_s);
    View *second = s.add(u"SecondView"_s, u"Second"_s);
    const EntryRequest request{EntryRequest::Kind::PresetReply, std::make_shared<Entry>()};
    QVERIFY(!s.stack.accept(request));
    second->accepts = true;
    QVERIFY(s.stack.accept(request));
    QCOMPARE(second->accepted, QList<EntryPtr>{request.entry});
    first->accepts = true;
    QVERIFY(s.stack.accept(request));
    QCOMPARE(first->accepted.size(), 1);
    QVERIFY2(second->accepted.size() == 1, "one view takes it, not several");
}

void TestViewStack::failuresAreHandedOn()
{
    Stack s;
    View *view = s.add(u"DevicesView"_s, u"&Devices"_s);
    const QSignalSpy failed(&s.stack, &ViewStack::failed);
    emit view->failed({ErrorCode::NotOnline, u"no"_s});
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().value<Error>().code == ErrorCode::NotOnline);
}

STANDIN_TEST(TestViewStack)
#include "tst_viewstack.moc"
