// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/ruledialog.h"
#include "gui/widgets/messagelabel.h"
#include "gui/windowfixture.h"
#include "rules/rulebook.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The editor of a rule, opened from the Rules page of a real window.
class TestRuleDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void newRuleAnswers();
    void ruleIsKeptInTheProfile();
    void ruleIsEdited();
    void ruleKeepsItsId();
    void ruleOfTheProfileIsEdited();
    void duplicateIsAnotherRule();
    void faultIsMarkedAtItsPlace_data();
    void faultIsMarkedAtItsPlace();
    void idInUseIsTold();
    void fieldChangesTheJson_data();
    void fieldChangesTheJson();
    void emptiedFieldLeavesNothing();
    void fieldKeepsTheRestOfTheText();
    void jsonFillsTheFields();
    void fieldsThatCannotShowAreDisabled_data();
    void fieldsThatCannotShowAreDisabled();
    void cursorStaysInTheField();
    void changesAreNotLostSilently();
    void savedRuleIsChosen_data();
    void savedRuleIsChosen();
    void unchangedIsClosedWithoutAQuestion();

private:
    static Rules::RuleBook &book(const WindowFixture &w) { return w.engine->fleet().rules(); }
    /// Opens the editor of a new rule with this text.
    static void openNew(WindowFixture &w, const QByteArray &text)
    {
        w.showRules(w.profile(u"gw"_s));
        w.click(u"addRuleButton"_s);
        editor(w)->setPayload(text);
    }
    static RuleDialog *dialog(const WindowFixture &w) { return w.window->findChild<RuleDialog *>(); }
    static PayloadEditor *editor(const WindowFixture &w)
    {
        return dialog(w)->findChild<PayloadEditor *>(u"ruleEditor"_s);
    }
    static QPushButton *save(const WindowFixture &w)
    {
        return dialog(w)->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    }
    static QString problem(const WindowFixture &w)
    {
        return dialog(w)->findChild<MessageLabel *>(u"ruleProblemLabel"_s)->text();
    }
    static void enter(const WindowFixture &w, const QString &field, const QString &text);
    static QByteArray compact(const WindowFixture &w) { return JsonText::parse(editor(w)->payload())->toCompact(); }

    LocalBroker m_broker;
};

void TestRuleDialog::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestRuleDialog::enter(const WindowFixture &w, const QString &field, const QString &text)
{
    auto *widget = dialog(w)->findChild<QWidget *>(field);
    QVERIFY2(widget && widget->isEnabled(), qPrintable(field));
    if (auto *edit = qobject_cast<QLineEdit *>(widget)) {
        edit->setFocus();
        edit->selectAll();
        if (text.isEmpty())
            QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    } else if (auto *box = qobject_cast<QSpinBox *>(widget)) {
        box->setValue(text.toInt());
    } else if (auto *choice = qobject_cast<QComboBox *>(widget)) {
        choice->setCurrentText(text);
    } else {
        qobject_cast<PayloadEditor *>(widget)->setPayload(text.toUtf8());
    }
}

void TestRuleDialog::newRuleAnswers()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/ruled/#"_s));
    w.showRules(w.profile(u"ruled"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"ruled"_s), u"online"_s);
    w.click(u"addRuleButton"_s);
    QVERIFY2(save(w)->isEnabled(), "the example is a rule");
    enter(w, u"valueEdit"_s, u"open"_s);
    enter(w, u"replyEditor"_s, uR"({"code":7})"_s);
    QTest::mouseClick(save(w), Qt::LeftButton);
    QTRY_VERIFY(!dialog(w));
    QCOMPARE(w.find<QTableView>(u"rulesTable"_s)->model()->rowCount(), 1);
    backEnd.send(u"mqtt/ruled/v1/bypass"_s, R"({"op":"open"})", 1);
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/ruled/v1/bypass/rsp"_s).value(0), QByteArray(R"({"code":7})"));
}

void TestRuleDialog::ruleIsKeptInTheProfile()
{
    WindowFixture w(m_broker);
    openNew(w, R"({"id":"own","then":[]})");
    dialog(w)->findChild<QComboBox *>(u"placeBox"_s)->setCurrentIndex(1);
    QTest::mouseClick(save(w), Qt::LeftButton);
    QTRY_VERIFY(!dialog(w));
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->rules.value(0).id, u"own"_s);
    QVERIFY(book(w).rules().isEmpty());
}

void TestRuleDialog::ruleIsEdited()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({Rules::Rule::fromJson(JsonText::parse(R"({"id":"a","then":[]})").value()).value()}));
    w.showRules(w.profile(u"gw"_s));
    w.find<QTableView>(u"rulesTable"_s)->selectRow(0);
    w.click(u"editRuleButton"_s);
    QVERIFY(!dialog(w)->findChild<QComboBox *>(u"placeBox"_s)->isEnabled());
    enter(w, u"nameEdit"_s, u"Alpha"_s);
    dialog(w)->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), dialog(w));
    QTest::keyClick(dialog(w)->findChild<QLineEdit *>(u"nameEdit"_s), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!dialog(w));
    QCOMPARE(book(w).rules().size(), 1);
    QCOMPARE(book(w).rule(u"a"_s)->rule.name, u"Alpha"_s);
}

void TestRuleDialog::ruleKeepsItsId()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({Rules::Rule::fromJson(JsonText::parse(R"({"id":"a","then":[]})").value()).value()}));
    w.showRules(w.profile(u"gw"_s));
    w.find<QTableView>(u"rulesTable"_s)->selectRow(0);
    w.click(u"editRuleButton"_s);
    editor(w)->setPayload(R"({"id":"b","then":[]})");
    QTest::mouseClick(save(w), Qt::LeftButton);
    QVERIFY2(problem(w).contains(u"keeps its ID"), qPrintable(problem(w)));
    editor(w)->setPayload(R"({"testId":"T","then":[]})");
    QTest::mouseClick(save(w), Qt::LeftButton);
    QTRY_VERIFY(!dialog(w));
    QCOMPARE(book(w).rule(u"a"_s)->rule.testId, u"T"_s);
}

void TestRuleDialog::ruleOfTheProfileIsEdited()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.vars = JsonText(QJsonObject{{u"site"_s, u"lab"_s}});
    profile.rules = {Rules::Rule::fromJson(JsonText::parse(R"({"name":"own","then":[]})").value()).value()};
    w.showRules(profile);
    w.find<QTableView>(u"rulesTable"_s)->selectRow(0);
    w.click(u"editRuleButton"_s);
    editor(w)->setPayload(R"({"name":"own","then":[{"reply":{"payload":"${vars.sight}"}}]})");
    QVERIFY2(!save(w)->isEnabled(), "the profile has no such value");
    editor(w)->setPayload(R"({"name":"own","then":[{"reply":{"payload":"${vars.site}"}}]})");
    QTest::mouseClick(save(w), Qt::LeftButton);
    QTRY_VERIFY(!dialog(w));
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->rules.first().then.first().size(), 1);
    QVERIFY(book(w).rules().isEmpty());
}

void TestRuleDialog::duplicateIsAnotherRule()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add(
        {Rules::Rule::fromJson(JsonText::parse(R"({"id":"a","name":"n","priority":3,"then":[]})").value()).value()}));
    w.showRules(w.profile(u"gw"_s));
    w.find<QTableView>(u"rulesTable"_s)->selectRow(0);
    w.click(u"duplicateRuleButton"_s);
    QTest::mouseClick(save(w), Qt::LeftButton);
    QTRY_VERIFY(!dialog(w));
    const auto rules = book(w).rules();
    QCOMPARE(rules.size(), 2);
    QCOMPARE(rules.first().rule.name, u"n (copy)"_s);
    QCOMPARE(rules.first().rule.priority, 3);
    QVERIFY(rules.first().rule.id != u"a"_s);
}

void TestRuleDialog::faultIsMarkedAtItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("not JSON") << QByteArray("{\n  \"then\": ]\n}") << 2 << 11;
    QTest::newRow("no actions") << QByteArray("{\n}") << 1 << 1;
    QTest::newRow("unknown key") << QByteArray("{\n  \"then\": [],\n  \"whem\": {}\n}") << 3 << 11;
    QTest::newRow("wrong type") << QByteArray("{\n  \"then\": [],\n  \"priority\": \"high\"\n}") << 3 << 15;
    QTest::newRow("unknown operator")
        << QByteArray("{\n  \"when\": {\"payload\": {\"jsonPointer\": \"/a\",\n    \"equals\": 1}},\n  \"then\": []\n}")
        << 3 << 15;
    QTest::newRow("template") << QByteArray("{\n  \"then\": [\n    {\"reply\": {\"payload\": \"${nothing}\"}}\n  ]\n}")
                              << 3 << 27;
}

void TestRuleDialog::faultIsMarkedAtItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    WindowFixture w(m_broker);
    openNew(w, text);
    QVERIFY(!save(w)->isEnabled());
    QVERIFY(editor(w)->problem());
    QCOMPARE(editor(w)->problem()->at.line, line);
    QCOMPARE(editor(w)->problem()->at.column, column);
    QVERIFY2(problem(w).startsWith(u"Line %1, column %2: "_s.arg(line).arg(column)), qPrintable(problem(w)));
}

void TestRuleDialog::idInUseIsTold()
{
    WindowFixture w(m_broker);
    VERIFY_RESULT(book(w).add({Rules::Rule::fromJson(JsonText::parse(R"({"id":"a","then":[]})").value()).value()}));
    openNew(w, R"({"id":"a","then":[]})");
    QTest::mouseClick(save(w), Qt::LeftButton);
    QVERIFY(dialog(w));
    QVERIFY2(problem(w).contains(u"already exists"), qPrintable(problem(w)));
}

void TestRuleDialog::fieldChangesTheJson_data()
{
    QTest::addColumn<QStringList>("entered");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const QStringList &entered, const QByteArray &json) {
        QTest::newRow(name) << entered << json;
    };
    row("name", {u"nameEdit"_s, u"reboot"_s}, R"({"then":[],"name":"reboot"})");
    row("priority", {u"priorityBox"_s, u"3"_s}, R"({"then":[],"priority":3})");
    row("a device", {u"devicesEdit"_s, u"gw-*"_s}, R"({"then":[],"devices":"gw-*"})");
    row("devices", {u"devicesEdit"_s, u"a, b"_s}, R"({"then":[],"devices":["a","b"]})");
    row("topic", {u"topicEdit"_s, u"cmd/#"_s}, R"({"then":[],"when":{"topic":"cmd/#"}})");
    row("condition", {u"pointerEdit"_s, u"/op"_s, u"valueEdit"_s, u"reboot"_s},
        R"({"then":[],"when":{"payload":{"jsonPointer":"/op","equalTo":"reboot"}}})");
    row("number", {u"pointerEdit"_s, u"/op"_s, u"operatorBox"_s, u"greaterThan"_s, u"valueEdit"_s, u"5"_s},
        R"({"then":[],"when":{"payload":{"jsonPointer":"/op","greaterThan":5}}})");
    row("absent", {u"pointerEdit"_s, u"/op"_s, u"operatorBox"_s, u"absent"_s},
        R"({"then":[],"when":{"payload":{"jsonPointer":"/op","absent":true}}})");
    row("reply", {u"replyEditor"_s, u"{\"code\": 0}"_s}, R"({"then":[{"reply":{"payload":{"code":0}}}]})");
    row("text as reply", {u"replyEditor"_s, u"done"_s}, R"({"then":[{"reply":{"payload":"done"}}]})");
    row("delay", {u"replyEditor"_s, u"1"_s, u"delayBox"_s, u"250"_s},
        R"({"then":[{"reply":{"payload":1,"delayMs":250}}]})");
    row("times", {u"timesBox"_s, u"2"_s}, R"({"then":[],"limits":{"times":2}})");
}

void TestRuleDialog::fieldChangesTheJson()
{
    QFETCH(QStringList, entered);
    WindowFixture w(m_broker);
    openNew(w, R"({"then": []})");
    for (qsizetype i = 0; i < entered.size(); i += 2)
        enter(w, entered.at(i), entered.at(i + 1));
    QTEST(compact(w), "json");
    QVERIFY2(save(w)->isEnabled(), qPrintable(problem(w)));
}

void TestRuleDialog::emptiedFieldLeavesNothing()
{
    WindowFixture w(m_broker);
    openNew(w, R"({"name":"n","when":{"topic":"t"},"then":[],"limits":{"times":2}})");
    enter(w, u"nameEdit"_s, {});
    enter(w, u"topicEdit"_s, {});
    enter(w, u"timesBox"_s, u"0"_s);
    QCOMPARE(compact(w), QByteArray(R"({"then":[]})"));
}

void TestRuleDialog::fieldKeepsTheRestOfTheText()
{
    WindowFixture w(m_broker);
    openNew(w, "{ \"then\": [ {\"setState\":  {\"n\": 1.50}} ],\n   \"priority\":   3 }");
    enter(w, u"priorityBox"_s, u"4"_s);
    QCOMPARE(editor(w)->payload(),
             QByteArray("{ \"then\": [ {\"setState\":  {\"n\": 1.50}} ],\n   \"priority\":   4 }"));
}

void TestRuleDialog::jsonFillsTheFields()
{
    WindowFixture w(m_broker);
    openNew(
        w,
        R"({"name":"n","priority":3,"devices":["a","b"],"when":{"topic":"t","payload":{"jsonPointer":"/a","equalTo":"5"}},
                   "then":[{"setState":{"a":1}},{"reply":{"payload":{"code":0},"delayMs":20}}],"limits":{"times":2}})");
    const auto text = [&w](const QString &name) { return dialog(w)->findChild<QLineEdit *>(name)->text(); };
    QCOMPARE(text(u"nameEdit"_s), u"n"_s);
    QCOMPARE(text(u"devicesEdit"_s), u"a, b"_s);
    QCOMPARE(text(u"topicEdit"_s), u"t"_s);
    QCOMPARE(text(u"pointerEdit"_s), u"/a"_s);
    QCOMPARE(text(u"valueEdit"_s), u"\"5\""_s);
    QCOMPARE(dialog(w)->findChild<QComboBox *>(u"operatorBox"_s)->currentText(), u"equalTo"_s);
    QCOMPARE(dialog(w)->findChild<PayloadEditor *>(u"replyEditor"_s)->payload(), QByteArray("{\n  \"code\": 0\n}"));
    QCOMPARE(dialog(w)->findChild<QSpinBox *>(u"priorityBox"_s)->value(), 3);
    QCOMPARE(dialog(w)->findChild<QSpinBox *>(u"delayBox"_s)->value(), 20);
    QCOMPARE(dialog(w)->findChild<QSpinBox *>(u"timesBox"_s)->value(), 2);
}

void TestRuleDialog::fieldsThatCannotShowAreDisabled_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QByteArray &text, const QString &field) {
        QTest::newRow(name) << text << field;
    };
    row("several conditions", R"({"when":{"payload":{"allOf":[{"jsonPointer":"/a","equalTo":1}]}},"then":[]})",
        u"pointerEdit"_s);
    row("two operators", R"({"when":{"payload":{"jsonPointer":"/a","lessThan":1,"greaterThan":0}},"then":[]})",
        u"valueEdit"_s);
    row("steps", R"({"sequence":"last","then":[{"reply":{"payload":1}}]})", u"replyEditor"_s);
    row("distribution", R"({"then":[{"reply":{"payload":1,"delayMs":{"type":"uniform","lower":1,"upper":2}}}]})",
        u"delayBox"_s);
    row("no reply", R"({"then":[]})", u"delayBox"_s);
    row("not JSON", "{", u"nameEdit"_s);
}

void TestRuleDialog::fieldsThatCannotShowAreDisabled()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, field);
    WindowFixture w(m_broker);
    openNew(w, text);
    QVERIFY(!dialog(w)->findChild<QWidget *>(field)->isEnabled());
    QCOMPARE(editor(w)->payload(), text);
    editor(w)->setPayload(R"({"then":[{"reply":{"payload":1}}]})");
    QVERIFY2(dialog(w)->findChild<QWidget *>(field)->isEnabled(), "it can show this one");
}

void TestRuleDialog::cursorStaysInTheField()
{
    WindowFixture w(m_broker);
    openNew(w, R"({"devices":"ab","then":[]})");
    auto *edit = dialog(w)->findChild<QLineEdit *>(u"devicesEdit"_s);
    edit->setFocus();
    edit->setCursorPosition(1);
    QTest::keyClicks(edit, u","_s);
    QCOMPARE(edit->text(), u"a,b"_s);
    QCOMPARE(edit->cursorPosition(), 2);
    QTest::keyClicks(edit, u" "_s);
    QCOMPARE(edit->text(), u"a, b"_s);
    QCOMPARE(compact(w), QByteArray(R"({"devices":["a","b"],"then":[]})"));
}

void TestRuleDialog::changesAreNotLostSilently()
{
    WindowFixture w(m_broker);
    openNew(w, R"({"then":[]})");
    const DialogAnswer stay(DialogAnswer::pressing(QMessageBox::Cancel));
    QTest::keyClick(dialog(w), Qt::Key_Escape);
    QVERIFY(stay.wasAsked());
    QVERIFY(dialog(w) && dialog(w)->isVisible());
    const DialogAnswer leave(DialogAnswer::pressing(u"Discard"_s));
    QTest::keyClick(dialog(w), Qt::Key_Escape);
    QTRY_VERIFY(!dialog(w));
    QVERIFY(book(w).rules().isEmpty());
}

void TestRuleDialog::savedRuleIsChosen_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("place");
    QTest::addColumn<int>("row");
    QTest::newRow("with an ID") << R"({"id":"x","then":[]})"_ba << 0 << 0;
    QTest::newRow("without an ID") << R"({"when":{"topic":"a"},"then":[]})"_ba << 0 << 0;
    QTest::newRow("later priority") << R"({"priority":9,"then":[]})"_ba << 0 << 2;
    QTest::newRow("of the profile") << R"({"then":[]})"_ba << 1 << 1;
    QTest::newRow("of another device") << R"({"devices":"other","then":[]})"_ba << 0 << -1;
}

void TestRuleDialog::savedRuleIsChosen()
{
    QFETCH(QByteArray, text);
    QFETCH(int, place);
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.rules = {Rules::Rule::fromJson(JsonText::parse(R"({"id":"own","then":[]})").value()).value()};
    w.showRules(profile);
    VERIFY_RESULT(book(w).add({Rules::Rule::fromJson(JsonText::parse(R"({"id":"a","then":[]})").value()).value()}));
    w.click(u"addRuleButton"_s);
    editor(w)->setPayload(text);
    dialog(w)->findChild<QComboBox *>(u"placeBox"_s)->setCurrentIndex(place);
    save(w)->click();
    QTRY_VERIFY(!dialog(w));
    QTEST(w.find<QTableView>(u"rulesTable"_s)->currentIndex().row(), "row");
}

void TestRuleDialog::unchangedIsClosedWithoutAQuestion()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    w.click(u"addRuleButton"_s);
    QTest::keyClick(dialog(w), Qt::Key_Escape);
    QTRY_VERIFY(!dialog(w));
}

STANDIN_TEST(TestRuleDialog)
#include "tst_ruledialog.moc"
