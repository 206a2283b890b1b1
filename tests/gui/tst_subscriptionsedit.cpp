// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/subscriptionsedit.h"
#include "support/testprogram.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestSubscriptionsEdit : public QObject
{
    Q_OBJECT

private slots:
    void unchangedListIsReturned();
    void optionsAreThoseOfTheChosen();
    void optionsStayWithTheirFilter();
    void rowWithoutFilterIsLeftOut();
    void nothingIsChosenWithoutRows();

private:
    static QList<Subscription> three()
    {
        return {{.topic = u" a "_s, .qos = 2, .options = {.noLocal = true, .userProperties = {{u"n"_s, u"1;2"_s}}}},
                {.topic = u"b"_s, .qos = 0, .options = {.retainAsPublished = true, .retainHandling = 1}},
                {.topic = u"b"_s, .qos = 1, .options = {}}};
    }
    template <typename Widget>
    static Widget *find(const SubscriptionsEdit &edit, const char *name)
    {
        return edit.findChild<Widget *>(QString::fromLatin1(name));
    }
    static QTableWidget *table(const SubscriptionsEdit &edit) { return find<QTableWidget>(edit, "subscriptionTable"); }
};

void TestSubscriptionsEdit::unchangedListIsReturned()
{
    SubscriptionsEdit edit;
    const QSignalSpy edited(&edit, &SubscriptionsEdit::edited);
    edit.setSubscriptions(three());
    for (int row = 0; row < 3; ++row)
        table(edit)->setCurrentCell(row, 0);
    QCOMPARE(edit.subscriptions(), three());
    QVERIFY2(edited.isEmpty(), "nothing was edited");
}

void TestSubscriptionsEdit::optionsAreThoseOfTheChosen()
{
    SubscriptionsEdit edit;
    edit.setSubscriptions(three());
    QCOMPARE(table(edit)->currentRow(), 0);
    QVERIFY(find<QCheckBox>(edit, "subscriptionNoLocalBox")->isChecked());
    QCOMPARE(find<QLineEdit>(edit, "subscriptionPropertiesEdit")->text(), u"n=1\\;2"_s);
    table(edit)->setCurrentCell(1, 0);
    QVERIFY(!find<QCheckBox>(edit, "subscriptionNoLocalBox")->isChecked());
    QVERIFY(find<QCheckBox>(edit, "subscriptionAsPublishedBox")->isChecked());
    QCOMPARE(find<QComboBox>(edit, "subscriptionRetainedBox")->currentText(), u"Wanted once"_s);
    QVERIFY(find<QLineEdit>(edit, "subscriptionPropertiesEdit")->text().isEmpty());

    find<QCheckBox>(edit, "subscriptionAsPublishedBox")->click();
    QList<Subscription> wanted = three();
    wanted[1].options.retainAsPublished = false;
    QCOMPARE(edit.subscriptions(), wanted);
}

void TestSubscriptionsEdit::optionsStayWithTheirFilter()
{
    SubscriptionsEdit edit;
    edit.setSubscriptions(three());
    find<QPushButton>(edit, "removeSubscriptionButton")->click();
    QList<Subscription> wanted = three();
    wanted.removeFirst();
    QCOMPARE(edit.subscriptions(), wanted);
    QVERIFY(find<QCheckBox>(edit, "subscriptionAsPublishedBox")->isChecked());
    table(edit)->item(0, 0)->setText(u" renamed "_s);
    wanted[0].topic = u"renamed"_s;
    QCOMPARE(edit.subscriptions(), wanted);
}

void TestSubscriptionsEdit::rowWithoutFilterIsLeftOut()
{
    SubscriptionsEdit edit;
    find<QPushButton>(edit, "addSubscriptionButton")->click();
    QCOMPARE(edit.subscriptions(), QList({Subscription{.topic = u"fw/${clientId}/#"_s, .qos = 1}}));
    table(edit)->item(0, 0)->setText(u" "_s);
    QVERIFY(edit.subscriptions().isEmpty());
}

void TestSubscriptionsEdit::nothingIsChosenWithoutRows()
{
    SubscriptionsEdit edit;
    const auto *options = find<QWidget>(edit, "subscriptionOptions");
    QVERIFY(!options->isEnabled());
    QVERIFY(!find<QPushButton>(edit, "removeSubscriptionButton")->isEnabled());
    edit.setSubscriptions(three());
    QVERIFY(options->isEnabled());
    edit.setOptionsEnabled(false);
    QVERIFY(!options->isEnabled());
    edit.setSubscriptions({});
    edit.setOptionsEnabled(true);
    QVERIFY(!options->isEnabled());
}

STANDIN_TEST(TestSubscriptionsEdit)
#include "tst_subscriptionsedit.moc"
