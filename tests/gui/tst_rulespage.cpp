// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/dryrundialog.h"
#include "gui/pages/ruledialog.h"
#include "gui/payloaddialogdriver.h"
#include "rules/rulebook.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QListWidget>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The Rules page of a real window as a whole.
class TestRulesPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void allThatAnswersIsInItsOrder_data();
    void allThatAnswersIsInItsOrder();
    void requestIsTakenOver_data();
    void requestIsTakenOver();
    void everyButtonIsInTheTabOrder();

private:
    static Rules::Rule rule(const QString &id)
    {
        Rules::Rule made = Rules::Rule::fromJson(JsonText::parse(R"({"then":[]})").value()).value();
        made.id = id;
        return made;
    }
    static int topOf(const WindowFixture &w, const QString &name)
    {
        return w.find<QWidget>(name)->mapTo(w.window.get(), QPoint()).y();
    }

    LocalBroker m_broker;
};

void TestRulesPage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestRulesPage::allThatAnswersIsInItsOrder_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("small") << QSize(1'024, 700);
    QTest::newRow("default") << QSize(1'480, 900);
}

void TestRulesPage::allThatAnswersIsInItsOrder()
{
    QFETCH(QSize, size);
    WindowFixture w(m_broker);
    VERIFY_RESULT(w.engine->fleet().rules().add({rule(u"a"_s), rule(u"b"_s), rule(u"c"_s)}));
    w.showRules(w.profile(u"gw"_s));
    w.window->resize(size);
    for (const QByteArray payload : {"1", "2", "3"})
        AWAIT_RESULT(w.engine->fleet().perform(u"gw"_s, Order::AddPresetReply{{.payload = payload}}));
    QTRY_COMPARE(w.find<QListWidget>(u"presetList"_s)->count(), 3);
    const QStringList parts{u"addPresetButton"_s, u"presetList"_s,       u"addRuleButton"_s,
                            u"rulesTable"_s,      u"defaultReplyText"_s, u"stateText"_s};
    for (qsizetype i = 0; i < parts.size(); ++i) {
        QVERIFY2(w.find<QWidget>(parts[i])->isVisible(), qPrintable(parts[i]));
        QVERIFY2(i == 0 || topOf(w, parts[i - 1]) < topOf(w, parts[i]), qPrintable(parts[i]));
    }
    QVERIFY2(w.window->size() == size, "it fits");
    const auto *table = w.find<QTableView>(u"rulesTable"_s);
    QVERIFY2(table->viewport()->height() >= table->rowHeight(0), "a rule is seen");
}

void TestRulesPage::requestIsTakenOver_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("dialog");
    QTest::newRow("preset reply") << u"actionPresetFromEntry"_s << u"Standin::Gui::PayloadDialog"_s;
    QTest::newRow("rule") << u"actionRuleFromEntry"_s << u"Standin::Gui::RuleDialog"_s;
    QTest::newRow("dry run") << u"actionDryRunEntry"_s << u"Standin::Gui::DryRunDialog"_s;
}

void TestRulesPage::requestIsTakenOver()
{
    QFETCH(QString, action);
    QFETCH(QString, dialog);
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.engine->journal().append(
        {.device = u"gw"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = "{}"});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    w.logTable()->selectRow(0);
    w.trigger(action);
    QVERIFY(w.find<QWidget>(u"RulesPage"_s)->isVisible());
    QStringList opened;
    for (const auto *each : w.window->findChildren<QDialog *>()) {
        if (each->isVisible())
            opened.append(QString::fromLatin1(each->metaObject()->className()));
    }
    QCOMPARE(opened, QStringList{dialog});
}

void TestRulesPage::everyButtonIsInTheTabOrder()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    for (const auto *button : w.find<QWidget>(u"RulesPage"_s)->findChildren<QAbstractButton *>()) {
        if (!button->text().isEmpty())
            QVERIFY2(button->focusPolicy() & Qt::TabFocus, qPrintable(button->objectName()));
    }
}

STANDIN_TEST(TestRulesPage)
#include "tst_rulespage.moc"
