// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/entryfacts.h"
#include "gui/pages/ruledialog.h"
#include "gui/payloaddialogdriver.h"
#include "gui/style/displaytext.h"
#include "gui/widgets/textview.h"
#include "gui/windowfixture.h"
#include "models/journalmodel.h"
#include "models/payloadpreview.h"
#include "rules/rulebook.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTabWidget>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Models;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// Actions of a tester in the log of the window, with a real broker.
class TestLogPane : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void presetFromLog();
    void logFilters();
    void conditionSelectsMessages();
    void conditionThatIsNotValidIsTold();
    void protocolOfAConnection();
    void logPauseAndClear();
    void selectedEntrySurvivesFilters();
    void unansweredCommandIsNoted();
    void nearMissesAreShown();
    void dryRunFromLog();
    void ruleFromLog();
    void chosenTabIsKept();
    void byteOrderMarkIsNotLost();

private:
    /// A window with a device of that id which has received the payload; it is chosen in the log.
    void receive(WindowFixture &w, BackEnd &backEnd, const QString &id, const QByteArray &payload) const;
    static Rules::Rule rule(const QByteArray &json)
    {
        return Rules::Rule::fromJson(JsonText::parse(json).value()).value();
    }

    LocalBroker m_broker;
};

void TestLogPane::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestLogPane::presetFromLog()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/log/#"_s));
    w.add(w.profile(u"log"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"log"_s), u"online"_s);
    backEnd.send(u"mqtt/log/v1/bypass"_s, R"({"requestTime":5})", 1);
    const QString replyTopic = u"mqtt/log/v1/bypass/rsp"_s;
    QTRY_VERIFY(w.logColumn(JournalModel::TopicColumn).contains(replyTopic));
    w.logTable()->selectRow(static_cast<int>(w.logColumn(JournalModel::TopicColumn).indexOf(replyTopic)));
    QVERIFY(!w.find<QAbstractButton>(u"followButton"_s)->isChecked());
    QVERIFY(w.find<TextView>(u"factsView"_s)->toPlainText().contains(u"default reply"));
    QVERIFY(w.find<TextView>(u"prettyView"_s)->toPlainText().contains(u"\"code\": 0"));
    w.trigger(u"actionPresetFromEntry"_s);
    const PayloadDialogDriver opened(w);
    QVERIFY(opened.editor()->isVisible());
    QVERIFY(opened.editor()->text().contains(u"\"${requestTime}\""));
}

void TestLogPane::logFilters()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    w.engine->journal().append(
        {.device = u"gw-0"_s, .event = EntryEvent::MessageReceived, .topic = u"a/b"_s, .payload = "first"});
    w.engine->journal().append(
        {.device = u"gw-1"_s, .event = EntryEvent::MessageSent, .topic = u"a/c"_s, .payload = "second"});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 2);
    const auto devices = [&] { return w.logColumn(JournalModel::DeviceColumn); };

    w.click(u"inButton"_s);
    QCOMPARE(devices(), QStringList{u"gw-1"_s});
    w.click(u"inButton"_s);
    QTest::keyClicks(w.find<QLineEdit>(u"topicEdit"_s), u"+/b"_s);
    QCOMPARE(devices(), QStringList{u"gw-0"_s});
    w.find<QLineEdit>(u"topicEdit"_s)->clear();
    QTest::keyClicks(w.find<QLineEdit>(u"textEdit"_s), u"SECOND"_s);
    QCOMPARE(devices(), QStringList{u"gw-1"_s});
    w.find<QLineEdit>(u"textEdit"_s)->clear();
    w.find<QComboBox>(u"deviceBox"_s)->setCurrentIndex(1);
    w.selectRows({0});
    QCOMPARE(devices(), QStringList{u"gw-0"_s});
    QCOMPARE(w.find<QWidget>(u"LogPane"_s)->findChild<QLabel *>(u"countLabel"_s)->text(), u"1 shown of 2, 0 dropped"_s);
}

void TestLogPane::conditionSelectsMessages()
{
    WindowFixture w(m_broker);
    const auto append = [&w](const QString &topic, const QByteArray &payload, const QString &traceId) {
        w.engine->journal().append({.device = u"a"_s,
                                    .event = EntryEvent::MessageReceived,
                                    .topic = topic,
                                    .payload = payload,
                                    .correlation = {{u"traceId"_s, traceId}}});
    };
    append(u"one"_s, R"({"op":"reboot"})", u"1"_s);
    append(u"two"_s, R"({"op":"stop"})", u"2"_s);
    append(u"three"_s, "plain", u"2"_s);
    w.engine->journal().append({.device = u"a"_s, .event = EntryEvent::ReplyNotSent});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 4);
    auto *field = w.find<QLineEdit>(u"conditionEdit"_s);
    const auto topics = [&](const QString &condition) {
        field->setText(condition);
        return w.logColumn(JournalModel::TopicColumn);
    };
    QCOMPARE(topics(u"/op = reboot"_s), QStringList{u"one"_s});
    QCOMPARE(topics(u"traceId = 2"_s), (QStringList{u"two"_s, u"three"_s}));
    QCOMPARE(topics(u"/op and traceId = 2"_s), QStringList{u"two"_s});
    QCOMPARE(topics(u"{ \"topic\": \"+\", \"payload\": { \"contains\": \"lai\" } }"_s), QStringList{u"three"_s});
    QCOMPARE(topics(QString()).size(), 4);
}

void TestLogPane::conditionThatIsNotValidIsTold()
{
    WindowFixture w(m_broker);
    w.engine->journal().append(
        {.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"one"_s, .payload = R"({"op":"stop"})"});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    auto *field = w.find<QLineEdit>(u"conditionEdit"_s);
    const auto *problem = w.find<QLabel>(u"conditionProblem"_s);
    QVERIFY(!problem->isVisible());
    field->setText(u"/op ="_s);
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(u"expected a value behind"), qPrintable(problem->text()));
    QCOMPARE(w.logTable()->model()->rowCount(), 1); // as before
    field->setText(u"/op = start"_s);
    QVERIFY(!problem->isVisible());
    QCOMPARE(w.logTable()->model()->rowCount(), 0);
    field->clear();
    QVERIFY(!problem->isVisible());
}

void TestLogPane::protocolOfAConnection()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.version = MqttVersion::V5_0;
    w.add(profile);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    for (const char *kind : {"inButton", "outButton", "lifecycleButton", "faultButton"})
        w.click(QString::fromLatin1(kind));
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 2);
    const QStringList notes = w.logColumn(JournalModel::NoteColumn);
    QCOMPARE(notes, QStringList({u"CONNACK: new session"_s, u"SUBACK: granted with QoS 1"_s}));
    const QString shown = EntryFacts::note(*w.engine->journal().read({}).entries.at(1));
    QVERIFY2(shown.contains(u"topicAliasMaximum = 10"), qPrintable(shown));
    w.logTable()->selectRow(0);
    const auto facts = [&w] { return w.find<TextView>(u"factsView"_s)->toPlainText(); };
    QTRY_VERIFY2(facts().contains(u"topicAliasMaximum\t10"), qPrintable(facts()));
    w.click(u"protocolButton"_s);
    QCOMPARE(w.logTable()->model()->rowCount(), 0);
}

void TestLogPane::logPauseAndClear()
{
    WindowFixture w(m_broker);
    const auto *count = w.find<QWidget>(u"LogPane"_s)->findChild<QLabel *>(u"countLabel"_s);
    w.engine->journal().append({.device = u"x"_s, .event = EntryEvent::ReplyNotSent});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    w.click(u"pauseButton"_s);
    w.engine->journal().append({.device = u"x"_s, .event = EntryEvent::ReplyNotSent});
    QTRY_COMPARE(count->text(), u"1 shown of 1, 0 dropped · paused, 1 waiting"_s);
    w.click(u"pauseButton"_s);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 2);
    w.click(u"clearButton"_s);
    QCOMPARE(w.logTable()->model()->rowCount(), 0);
}

void TestLogPane::selectedEntrySurvivesFilters()
{
    WindowFixture w(m_broker);
    w.engine->journal().append({.device = u"a"_s, .event = EntryEvent::MessageSent, .topic = u"one"_s});
    w.engine->journal().append({.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"two"_s});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 2);
    const auto *details = w.find<QWidget>(u"entryDetails"_s);
    QVERIFY(!details->isVisible());
    w.logTable()->selectRow(1);
    QVERIFY(details->isVisible());
    const auto selected = [&] {
        const QModelIndexList rows = w.logTable()->selectionModel()->selectedRows(JournalModel::TopicColumn);
        return rows.isEmpty() ? QString() : rows.first().data().toString();
    };
    w.click(u"outButton"_s);
    QCOMPARE(selected(), u"two"_s);
    w.click(u"inButton"_s);
    QVERIFY(selected().isEmpty());
    w.click(u"inButton"_s);
    QCOMPARE(selected(), u"two"_s);
    w.click(u"clearButton"_s);
    QVERIFY(!details->isVisible());
}

void TestLogPane::unansweredCommandIsNoted()
{
    WindowFixture w(m_broker);
    w.engine->journal().append(
        {.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"one"_s, .payload = "{}"});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    w.logTable()->selectRow(0);
    QVERIFY(w.find<TextView>(u"factsView"_s)->toPlainText().contains(u"not answered"));
    QCOMPARE(DisplayText::note(*w.engine->journal().read({}).entries.first()), u"not answered"_s);
}

void TestLogPane::receive(WindowFixture &w, BackEnd &backEnd, const QString &id, const QByteArray &payload) const
{
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/%1/#"_s.arg(id)));
    w.add(w.profile(id));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(id), u"online"_s);
    backEnd.send(u"mqtt/%1/v1/bypass"_s.arg(id), payload, 1);
    // Not by the topic: the SUBACK has it, too.
    const QString shown = payloadPreview(payload);
    QTRY_VERIFY(w.logColumn(JournalModel::PayloadColumn).contains(shown));
    w.logTable()->selectRow(static_cast<int>(w.logColumn(JournalModel::PayloadColumn).lastIndexOf(shown)));
}

void TestLogPane::nearMissesAreShown()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    VERIFY_RESULT(w.engine->fleet().rules().add(
        {rule(R"({"name":"reboot","when":{"payload":{"jsonPointer":"/op","equalTo":"reboot"}},"then":[]})")}));
    receive(w, backEnd, u"near"_s, R"({"op":"restart"})");
    const auto facts = [&w] { return w.find<TextView>(u"factsView"_s)->toPlainText(); };
    QTRY_VERIFY2(facts().contains(u"reboot: 1 of 2 conditions hold"), qPrintable(facts()));
    QVERIFY2(facts().contains(u"/when/payload/equalTo: expected \"reboot\", found \"restart\""), qPrintable(facts()));
    QVERIFY2(!facts().contains(u"✓"), "only what did not hold");
}

void TestLogPane::dryRunFromLog()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    VERIFY_RESULT(w.engine->fleet().rules().add(
        {rule(
             R"({"name":"any","when":{"payload":{"jsonPointer":"/op","present":true}},"then":[{"reply":{"payload":1}}]})"),
         rule(R"({"name":"late","when":{"payload":{"jsonPointer":"/op","equalTo":"stop"}},"then":[]})")}));
    receive(w, backEnd, u"dry"_s, R"({"op":"go"})");
    w.trigger(u"actionDryRunEntry"_s);
    const auto *view = w.find<TextView>(u"dryRunView"_s);
    QVERIFY(view);
    QTRY_VERIFY2(view->toPlainText().contains(u"any: reply 1"), qPrintable(view->toPlainText()));
    QVERIFY(view->toPlainText().contains(u"late: 1 of 2 conditions hold"));
    QVERIFY(view->toPlainText().contains(u"✗ /when/payload/equalTo: expected \"stop\", found \"go\""));
    QTest::keyClick(view->window(), Qt::Key_Escape);
    QTRY_VERIFY(!w.find<TextView>(u"dryRunView"_s));
}

void TestLogPane::ruleFromLog()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    receive(w, backEnd, u"made"_s, R"({"requestTime":5,"op":"open","n":7,"force":true})");
    w.trigger(u"actionRuleFromEntry"_s);
    auto *dialog = w.window->findChild<RuleDialog *>();
    QVERIFY(dialog);
    QCOMPARE(JsonText::parse(dialog->findChild<PayloadEditor *>(u"ruleEditor"_s)->payload())->toCompact(),
             QByteArray(R"({"devices":"made","when":{"payload":{"allOf":[{"jsonPointer":"/op","equalTo":"open"},)"
                        R"({"jsonPointer":"/force","equalTo":true}]}},)"
                        R"("then":[{"reply":{"payload":{"code":0,"requestTime":"${requestTime}"}}}]})"));
    dialog->accept();
    QTRY_VERIFY(!w.window->findChild<RuleDialog *>());
    QCOMPARE(w.engine->fleet().rules().rules().size(), 1);
}

void TestLogPane::chosenTabIsKept()
{
    WindowFixture w(m_broker);
    for (const QByteArray payload : {"{}", "text", "[1]"})
        w.engine->journal().append(
            {.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = payload});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 3);
    auto *tabs = w.find<QTabWidget>(u"tabs"_s);
    const auto shown = [&](int row) {
        w.logTable()->selectRow(row);
        return tabs->currentWidget()->objectName();
    };
    QCOMPARE(shown(0), u"prettyTab"_s);
    QCOMPARE(shown(1), u"rawTab"_s);
    QCOMPARE(shown(2), u"prettyTab"_s);
    tabs->setCurrentIndex(2);
    QCOMPARE(shown(0), u"hexTab"_s);
}

void TestLogPane::byteOrderMarkIsNotLost()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    const QString text = u"\uFEFF{\"a\":1}"_s;
    w.engine->journal().append(
        {.device = u"gw"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = text.toUtf8()});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    QVERIFY(w.logColumn(JournalModel::PayloadColumn).first().startsWith(u"⟪U+FEFF⟫{"));
    w.logTable()->selectRow(0);
    auto *raw = w.find<TextView>(u"rawView"_s);
    raw->selectAll();
    QCOMPARE(raw->selectedText(), text);
    w.trigger(u"actionCopyPayload"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
    w.trigger(u"actionPresetFromEntry"_s);
    QCOMPARE(PayloadDialogDriver(w).editor()->payload(), text.toUtf8());
}

STANDIN_TEST(TestLogPane)
#include "tst_logpane.moc"
