// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/stallmeter.h"
#include "gui/widgets/messagelabel.h"
#include "gui/windowfixture.h"
#include "models/ruletablemodel.h"
#include "rules/rulebook.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QHeaderView>
#include <QStandardPaths>

#include <algorithm>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;
using Model = Models::RuleTableModel;

/// Actions of a tester with the rules on the Rules page of a real window, and what the devices do then.
class TestRuleTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void rulesOfBookAndProfileAreShown();
    void ruleOfRestAppears();
    void countsAreLive();
    void ruleIsSwitchedOff();
    void ruleOfTheProfileIsSwitchedOff();
    void ruleIsMoved();
    void ruleOfTheProfileIsMoved();
    void ruleIsRemoved();
    void removalIsAskedFor();
    void ruleOfTheProfileIsRemoved();
    void changeOfAChangedRuleIsRefused();
    void rulesAreThoseOfTheDevice();
    void nothingIsChosenAtFirst();
    void choiceStaysWithTheRule();
    void manyRulesDoNotStall();
    void columnsFit();

private:
    static Rules::Rule rule(const QString &id, const QByteArray &more = R"("then":[])")
    {
        Rules::Rule made = Rules::Rule::fromJson(JsonText::parse('{' + more + '}').value()).value();
        made.id = id;
        return made;
    }
    static Rules::RuleBook &book(const WindowFixture &w) { return w.engine->fleet().rules(); }
    static QTableView *table(const WindowFixture &w) { return w.find<QTableView>(u"rulesTable"_s); }
    static QStringList shown(const WindowFixture &w);
    static QString cell(const WindowFixture &w, int row, int column)
    {
        return table(w)->model()->index(row, column).data().toString();
    }
    static void choose(const WindowFixture &w, int row) { table(w)->selectRow(row); }
    static bool isEnabled(const WindowFixture &w, const QString &button)
    {
        return w.find<QAbstractButton>(button)->isEnabled();
    }
    static QString textOf(const WindowFixture &w, const QString &label) { return w.find<QLabel>(label)->text(); }

    LocalBroker m_broker;
};

void TestRuleTable::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

QStringList TestRuleTable::shown(const WindowFixture &w)
{
    QStringList names;
    for (int row = 0; row < table(w)->model()->rowCount(); ++row)
        names.append(cell(w, row, Model::NameColumn));
    return names;
}

void TestRuleTable::rulesOfBookAndProfileAreShown()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.rules = {rule(u"own"_s, R"("when":{"topic":"fw/#"},"then":[{"goOffline":{"mode":"reset"}}])")};
    VERIFY_RESULT(book(w).add({rule(u"all"_s), rule(u"other"_s, R"("devices":"x","then":[])")}));
    w.showRules(profile);
    QTRY_COMPARE(shown(w), (QStringList{u"all"_s, u"own"_s}));
    QCOMPARE(cell(w, 1, Model::WhenColumn), u"fw/#"_s);
    QCOMPARE(cell(w, 1, Model::ThenColumn), u"go offline (reset)"_s);
    QCOMPARE(cell(w, 0, Model::SourceColumn), u"program"_s);
    QCOMPARE(cell(w, 1, Model::SourceColumn), u"profile"_s);
}

void TestRuleTable::ruleOfRestAppears()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    QCOMPARE(table(w)->model()->rowCount(), 0);
    QCOMPARE(textOf(w, u"rulesCountLabel"_s), u"none"_s);
    VERIFY_RESULT(book(w).add({rule(u"late"_s)}));
    QTRY_COMPARE(shown(w), QStringList{u"late"_s});
    QCOMPARE(textOf(w, u"rulesCountLabel"_s), u"1"_s);
    (void)book(w).removeAll();
    QTRY_COMPARE(table(w)->model()->rowCount(), 0);
}

void TestRuleTable::countsAreLive()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/counted/#"_s));
    VERIFY_RESULT(
        book(w).add({rule(u"second"_s, R"("limits":{"skipFirst":1},"then":[{"reply":{"payload":"ruled"}}])")}));
    w.showRules(w.profile(u"counted"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"counted"_s), u"online"_s);
    for (const QByteArray command : {R"({"requestTime":1})", R"({"requestTime":2})"})
        backEnd.send(u"mqtt/counted/v1/bypass"_s, command, 1);
    QTRY_COMPARE(cell(w, 0, Model::MatchedColumn), u"2"_s);
    QTRY_COMPARE(cell(w, 0, Model::FiredColumn), u"1"_s);
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/counted/v1/bypass/rsp"_s).value(1), QByteArray("ruled"));
}

void TestRuleTable::ruleIsSwitchedOff()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({rule(u"a"_s)}));
    w.showRules(w.profile(u"gw"_s));
    choose(w, 0);
    table(w)->setFocus();
    QTest::keyClick(table(w), Qt::Key_Space);
    QVERIFY(!book(w).rule(u"a"_s)->rule.isEnabled);
    const QModelIndex box = table(w)->model()->index(0, Model::NameColumn);
    QCOMPARE(box.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
    const QPoint onBox = table(w)->visualRect(box).topLeft() + QPoint(12, table(w)->visualRect(box).height() / 2);
    QTest::mouseClick(table(w)->viewport(), Qt::LeftButton, {}, onBox);
    QVERIFY(book(w).rule(u"a"_s)->rule.isEnabled);
}

void TestRuleTable::ruleOfTheProfileIsSwitchedOff()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.rules = {rule(u"own"_s)};
    w.showRules(profile);
    choose(w, 0);
    table(w)->setFocus();
    QTest::keyClick(table(w), Qt::Key_Space);
    QVERIFY(!w.engine->fleet().profile(u"gw"_s)->rules.first().isEnabled);
    QVERIFY2(w.window->isWindowModified(), "the document has changes");
}

void TestRuleTable::ruleIsMoved()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({rule(u"a"_s), rule(u"other"_s, R"("devices":"x","then":[])"), rule(u"b"_s),
                               rule(u"late"_s, R"("priority":9,"then":[])")}));
    w.showRules(w.profile(u"gw"_s));
    choose(w, 0);
    QVERIFY(!isEnabled(w, u"ruleUpButton"_s));
    w.click(u"ruleDownButton"_s);
    QCOMPARE(shown(w), (QStringList{u"b"_s, u"a"_s, u"late"_s}));
    QCOMPARE(table(w)->currentIndex().row(), 1);
    QVERIFY2(!isEnabled(w, u"ruleDownButton"_s), "the next one has another priority");
    w.click(u"ruleUpButton"_s);
    QCOMPARE(shown(w), (QStringList{u"a"_s, u"b"_s, u"late"_s}));
}

void TestRuleTable::ruleOfTheProfileIsMoved()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.rules = {rule(u"1"_s), rule(u"2"_s), rule(u"3"_s)};
    w.showRules(profile);
    choose(w, 2);
    w.click(u"ruleUpButton"_s);
    QCOMPARE(shown(w), (QStringList{u"1"_s, u"3"_s, u"2"_s}));
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->rules.at(1).id, u"3"_s);
}

void TestRuleTable::ruleIsRemoved()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({rule(u"a"_s), rule(u"b"_s)}));
    w.showRules(w.profile(u"gw"_s));
    choose(w, 0);
    table(w)->setFocus();
    const DialogAnswer answer(DialogAnswer::pressing(u"Remove"_s));
    QTest::keyClick(table(w), Qt::Key_Delete);
    QVERIFY(answer.wasAsked());
    QCOMPARE(shown(w), QStringList{u"b"_s});
    QCOMPARE(book(w).rules().size(), 1);
    QCOMPARE(table(w)->currentIndex().row(), 0);
}

void TestRuleTable::removalIsAskedFor()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({rule(u"a"_s)}));
    w.showRules(w.profile(u"gw"_s));
    choose(w, 0);
    const DialogAnswer answer(DialogAnswer::pressing(QMessageBox::Cancel));
    w.click(u"removeRuleButton"_s);
    QVERIFY(answer.wasAsked());
    QCOMPARE(book(w).rules().size(), 1);
}

void TestRuleTable::ruleOfTheProfileIsRemoved()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.rules = {rule(u"1"_s), rule(u"2"_s)};
    w.showRules(profile);
    choose(w, 1);
    const DialogAnswer answer(DialogAnswer::pressing(u"Remove"_s));
    w.click(u"removeRuleButton"_s);
    QCOMPARE(shown(w), QStringList{u"1"_s});
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->rules.size(), 1);
}

void TestRuleTable::changeOfAChangedRuleIsRefused()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({rule(u"a"_s)}));
    w.showRules(w.profile(u"gw"_s));
    choose(w, 0);
    const DialogAnswer answer([&w](QWidget &dialog) {
        VERIFY_RESULT(book(w).put(rule(u"a"_s, R"("testId":"T","then":[])")));
        DialogAnswer::pressing(u"Remove"_s)(dialog);
    });
    w.click(u"removeRuleButton"_s);
    QVERIFY(answer.wasAsked());
    QCOMPARE(book(w).rules().size(), 1);
    QVERIFY(textOf(w, u"rulesResultLabel"_s).contains(u"changed meanwhile"));
}

void TestRuleTable::rulesAreThoseOfTheDevice()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({rule(u"one"_s, R"("devices":"gw-1","then":[])")}));
    w.showRules(w.profile(u"gw-${index}"_s, 2));
    QVERIFY(shown(w).isEmpty());
    w.selectRows({1});
    QTRY_COMPARE(shown(w), QStringList{u"one"_s});
}

void TestRuleTable::nothingIsChosenAtFirst()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({rule(u"a"_s)}));
    w.showRules(w.profile(u"gw"_s));
    QVERIFY(isEnabled(w, u"addRuleButton"_s));
    for (const QString &name :
         {u"editRuleButton"_s, u"duplicateRuleButton"_s, u"removeRuleButton"_s, u"ruleUpButton"_s, u"ruleDownButton"_s})
        QVERIFY2(!isEnabled(w, name), qPrintable(name));
}

void TestRuleTable::choiceStaysWithTheRule()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({rule(u"a"_s), rule(u"b"_s)}));
    w.showRules(w.profile(u"gw"_s));
    choose(w, 1);
    VERIFY_RESULT(book(w).add({rule(u"new"_s)}));
    QTRY_COMPARE(shown(w).size(), 3);
    QCOMPARE(table(w)->currentIndex().row(), 2);
    QVERIFY(isEnabled(w, u"editRuleButton"_s));
}

void TestRuleTable::manyRulesDoNotStall()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    QList<Rules::Rule> many;
    for (int i = 0; i < Rules::RuleBook::mostRules; ++i)
        many.append(rule(u"rule-%1"_s.arg(i)));
    VERIFY_RESULT(book(w).replaceAll(many));
    StallMeter meter;
    const qint64 shown = meter.during([&w] { w.trigger(u"actionRulesPage"_s); });
    QCOMPARE(table(w)->model()->rowCount(), Rules::RuleBook::mostRules);
    const qint64 scrolled = meter.during([&w] { table(w)->scrollToBottom(); });
    VERIFY_RESULT(book(w).remove(u"rule-5"_s));
    const qint64 changed =
        meter.during([&w] { QTRY_COMPARE(table(w)->model()->rowCount(), Rules::RuleBook::mostRules - 1); });
    const QString stalls = u"%1, %2, %3 ms"_s.arg(shown).arg(scrolled).arg(changed);
    QVERIFY2(std::max({shown, scrolled, changed}) < StallMeter::tooLong, qPrintable(stalls));
}

void TestRuleTable::columnsFit()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({rule(u"a"_s)}));
    w.showRules(w.profile(u"gw"_s));
    const QHeaderView *header = table(w)->horizontalHeader();
    QVERIFY2(header->length() <= table(w)->viewport()->width(), "no column is outside");
    for (int column = 0; column < Model::ColumnCount; ++column)
        QVERIFY2(header->sectionSize(column) >= header->sectionSizeHint(column), qPrintable(QString::number(column)));
}

STANDIN_TEST(TestRuleTable)
#include "tst_ruletable.moc"
