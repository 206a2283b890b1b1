// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloaddialogdriver.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// Actions of a tester with the preset replies on the Rules page of a real window, and the replies that the back end
/// gets.
class TestPresetQueue : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void presetAnswersOneCommand();
    void presetsAnswerInOrder();
    void presetIsAddedByKeys();
    void presetsAreCleared();
    void presetIsMoved();
    void presetIsRemoved();
    void presetIsEdited();
    void editedPresetIsFoundAgain();
    void usedPresetIsNotSaved();
    void presetWaitsForACommand_data();
    void presetWaitsForACommand();
    void wrongPatternIsTold_data();
    void wrongPatternIsTold();
    void usedPresetDoesNotComeBack();
    void presetOfAllSelected();
    void presetListIsThatOfTheDevice();
    void requestOpensTheEditor();
    void editorBeginsWithTheLastReply();
    void failureIsTold();

private:
    /// Shows the page of a device that is online.
    void connectOne(WindowFixture &w, BackEnd &backEnd, const QString &id) const;
    static QListWidget *queue(const WindowFixture &w) { return w.find<QListWidget>(u"presetList"_s); }
    static MessageLabel *label(const WindowFixture &w, const QString &name) { return w.find<MessageLabel>(name); }
    static bool isEnabled(const WindowFixture &w, const QString &button)
    {
        return w.find<QAbstractButton>(button)->isEnabled();
    }

    /// Adds a reply with the dialog.
    static void add(WindowFixture &w, const QByteArray &payload);
    static void queueUp(WindowFixture &w, const QString &id, const QByteArrayList &payloads);
    static QByteArrayList queued(const WindowFixture &w, const QString &id);

    LocalBroker m_broker;
};

void TestPresetQueue::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestPresetQueue::connectOne(WindowFixture &w, BackEnd &backEnd, const QString &id) const
{
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/%1/#"_s.arg(id)));
    w.showRules(w.profile(id));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(id), u"online"_s);
}

void TestPresetQueue::presetAnswersOneCommand()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    connectOne(w, backEnd, u"preset"_s);
    QVERIFY(!queue(w)->isVisible());
    QCOMPARE(label(w, u"presetCountLabel"_s)->text(), u"none"_s);
    add(w, R"({"code":7,"requestTime":"${requestTime}"})");
    QTRY_COMPARE(queue(w)->count(), 1);
    QVERIFY(queue(w)->isVisible());
    QCOMPARE(label(w, u"presetCountLabel"_s)->text(), u"1"_s);
    QVERIFY(queue(w)->item(0)->toolTip().contains(u"\"code\": 7"));

    const QString replyTopic = u"mqtt/preset/v1/bypass/rsp"_s;
    backEnd.send(u"mqtt/preset/v1/bypass"_s, R"({"requestTime":99})", 1);
    QTRY_COMPARE(backEnd.heardOn(replyTopic).value(0), QByteArray(R"({"code":7,"requestTime":99})"));
    QTRY_COMPARE(queue(w)->count(), 0);
    QVERIFY(!queue(w)->isVisible());
    backEnd.send(u"mqtt/preset/v1/bypass"_s, R"({"requestTime":100})", 1);
    QTRY_COMPARE(backEnd.heardOn(replyTopic).size(), 2);
    QVERIFY(backEnd.heardOn(replyTopic).at(1).contains("\"code\":0"));
}

void TestPresetQueue::presetsAnswerInOrder()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    connectOne(w, backEnd, u"order"_s);
    for (const QByteArray text : {"\"first\"", "\"second\""}) {
        const int before = queue(w)->count();
        add(w, text);
        QTRY_COMPARE(queue(w)->count(), before + 1);
    }
    QVERIFY(queue(w)->item(0)->text().contains(u"first"));
    QVERIFY(queue(w)->item(1)->text().contains(u"second"));
    for (int command = 1; command <= 2; ++command) {
        backEnd.send(u"mqtt/order/v1/bypass"_s, "{\"requestTime\":1}", 1);
        QTRY_COMPARE(backEnd.heardOn(u"mqtt/order/v1/bypass/rsp"_s).size(), command);
    }
    QCOMPARE(backEnd.heardOn(u"mqtt/order/v1/bypass/rsp"_s), QList<QByteArray>({"\"first\"", "\"second\""}));
}

void TestPresetQueue::presetIsAddedByKeys()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    w.click(u"addPresetButton"_s);
    const PayloadDialogDriver opened(w);
    opened.dialog()->activateWindow();
    QTRY_COMPARE(QApplication::focusWidget(), opened.editor());
    QTest::keyClick(opened.editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(queue(w)->count(), 1);
    QTRY_VERIFY(!opened.dialog());
    QCOMPARE(w.engine->fleet().status(u"gw"_s)->presetReplies.size(), 1);
}

void TestPresetQueue::presetsAreCleared()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    QVERIFY(!isEnabled(w, u"clearPresetsButton"_s));
    queueUp(w, u"gw"_s, {"1", "2"});
    w.click(u"clearPresetsButton"_s);
    QTRY_COMPARE(queue(w)->count(), 0);
    QVERIFY(w.engine->fleet().status(u"gw"_s)->presetReplies.isEmpty());
    QVERIFY(!isEnabled(w, u"clearPresetsButton"_s));
}

void TestPresetQueue::add(WindowFixture &w, const QByteArray &payload)
{
    w.click(u"addPresetButton"_s);
    const PayloadDialogDriver opened(w);
    opened.editor()->setPayload(payload);
    opened.save();
    QTRY_VERIFY(!opened.dialog());
}

void TestPresetQueue::queueUp(WindowFixture &w, const QString &id, const QByteArrayList &payloads)
{
    for (const QByteArray &payload : payloads)
        AWAIT_RESULT(w.engine->fleet().perform(id, Order::AddPresetReply{{.payload = payload}}));
    QTRY_COMPARE(queue(w)->count(), payloads.size());
}

QByteArrayList TestPresetQueue::queued(const WindowFixture &w, const QString &id)
{
    QByteArrayList payloads;
    const auto status = w.engine->fleet().status(id);
    for (const PresetReply &reply : status->presetReplies)
        payloads.append(reply.payload);
    return payloads;
}

void TestPresetQueue::presetIsMoved()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    queueUp(w, u"gw"_s, {"1", "2", "3"});
    // The next click needs the page, which shows a change a little later than the device has it.
    const auto shown = [&w] {
        QByteArrayList texts;
        for (int row = 0; row < queue(w)->count(); ++row)
            texts.append(queue(w)->item(row)->text().toUtf8());
        return texts;
    };
    QVERIFY(!isEnabled(w, u"presetUpButton"_s) && !isEnabled(w, u"presetDownButton"_s));
    queue(w)->setCurrentRow(2);
    QVERIFY(!isEnabled(w, u"presetDownButton"_s));
    w.click(u"presetUpButton"_s);
    QTRY_COMPARE(shown(), QByteArrayList({"1", "3", "2"}));
    w.click(u"presetUpButton"_s); // it is still the chosen one
    QTRY_COMPARE(shown(), QByteArrayList({"3", "1", "2"}));
    QVERIFY(!isEnabled(w, u"presetUpButton"_s));
    w.click(u"presetDownButton"_s);
    QTRY_COMPARE(shown(), QByteArrayList({"1", "3", "2"}));
    QTRY_COMPARE(queued(w, u"gw"_s), shown()); // the page shows the change at once
}

void TestPresetQueue::presetIsRemoved()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    queueUp(w, u"gw"_s, {"1", "2", "3"});
    queue(w)->setCurrentRow(1);
    w.click(u"removePresetButton"_s);
    QTRY_COMPARE(queued(w, u"gw"_s), QByteArrayList({"1", "3"}));
    QCOMPARE(queue(w)->currentRow(), 1);
    queue(w)->setFocus();
    QTest::keyClick(queue(w), Qt::Key_Delete);
    QTRY_COMPARE(queued(w, u"gw"_s), QByteArrayList({"1"}));
    w.click(u"removePresetButton"_s);
    QTRY_VERIFY(queued(w, u"gw"_s).isEmpty());
    QTRY_VERIFY(!queue(w)->isVisible());
}

void TestPresetQueue::presetIsEdited()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    queueUp(w, u"gw"_s, {"1", "2", "3"});
    QVERIFY(!isEnabled(w, u"editPresetButton"_s));
    queue(w)->setCurrentRow(1);
    w.click(u"editPresetButton"_s);
    const PayloadDialogDriver opened(w);
    QCOMPARE(opened.editor()->payload(), QByteArray("2"));
    opened.editor()->setPayload("${nonsense}");
    opened.save();
    QTRY_COMPARE(opened.result()->tone(), MessageLabel::Tone::Bad);
    QVERIFY(!opened.result()->text().isEmpty());
    QCOMPARE(queued(w, u"gw"_s), QByteArrayList({"1", "2", "3"}));
    opened.editor()->setPayload("22");
    opened.save();
    QTRY_VERIFY(!opened.dialog());
    QCOMPARE(queued(w, u"gw"_s), QByteArrayList({"1", "22", "3"}));
    QTRY_COMPARE(queue(w)->item(1)->text(), u"22"_s);
}

void TestPresetQueue::editedPresetIsFoundAgain()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    queueUp(w, u"gw"_s, {"1", "2"});
    queue(w)->setCurrentRow(1);
    QTest::keyClick(queue(w), Qt::Key_Return);
    const PayloadDialogDriver opened(w);
    opened.editor()->setPayload("22");
    // While it is edited, others are used and added.
    AWAIT_RESULT(w.engine->fleet().perform(u"gw"_s, Order::ReplacePresetReplies{{{.payload = "1"}, {.payload = "2"}},
                                                                                {{.payload = "2"}, {.payload = "3"}}}));
    opened.save();
    QTRY_VERIFY(!opened.dialog());
    QCOMPARE(queued(w, u"gw"_s), QByteArrayList({"22", "3"}));
}

void TestPresetQueue::usedPresetIsNotSaved()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    queueUp(w, u"gw"_s, {"1"});
    queue(w)->setCurrentRow(0);
    w.click(u"editPresetButton"_s);
    const PayloadDialogDriver opened(w);
    opened.editor()->setPayload("11");
    AWAIT_RESULT(w.engine->fleet().perform(u"gw"_s, Order::ClearPresetReplies()));
    opened.save();
    QTRY_VERIFY(opened.result()->text().contains(u"meanwhile"));
    QCOMPARE(opened.editor()->payload(), QByteArray("11"));
    QVERIFY(queued(w, u"gw"_s).isEmpty());
}

void TestPresetQueue::presetWaitsForACommand_data()
{
    QTest::addColumn<QString>("entered");
    QTest::addColumn<QJsonObject>("match");
    QTest::newRow("nothing") << u" "_s << QJsonObject();
    QTest::newRow("topic") << u" mqtt/+/cmd "_s << QJsonObject{{u"topic"_s, u"mqtt/+/cmd"_s}};
    QTest::newRow("topic with named levels") << u"{site}/cmd"_s << QJsonObject{{u"topic"_s, u"{site}/cmd"_s}};
    QTest::newRow("pattern") << uR"({"payload":{"equalTo":"reboot","jsonPointer":"/op"},"qos":1})"_s
                             << QJsonObject{{u"payload"_s,
                                             QJsonObject{{u"jsonPointer"_s, u"/op"_s}, {u"equalTo"_s, u"reboot"_s}}},
                                            {u"qos"_s, 1}};
}

void TestPresetQueue::presetWaitsForACommand()
{
    QFETCH(QString, entered);
    QFETCH(QJsonObject, match);
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    w.click(u"addPresetButton"_s);
    const PayloadDialogDriver opened(w);
    opened.match()->setText(entered);
    opened.editor()->setPayload("1");
    opened.save();
    const auto replies = [&w] { return w.engine->fleet().status(u"gw"_s)->presetReplies; };
    QTRY_COMPARE(replies().size(), 1);
    QCOMPARE(replies().first().match.toJson().toObject(), match);
    QTRY_COMPARE(queue(w)->count(), 1);
    QCOMPARE(queue(w)->item(0)->text(), match.isEmpty() ? u"1"_s : entered.trimmed() + u": 1"_s);
    QTRY_VERIFY(!opened.dialog());
    queue(w)->setCurrentRow(0);
    w.click(u"editPresetButton"_s);
    QCOMPARE(opened.match()->text(), entered.trimmed());
    opened.editor()->setPayload("2");
    opened.save();
    QTRY_COMPARE(replies().first().payload, QByteArray("2"));
    QCOMPARE(replies().first().match.toJson().toObject(), match);
}

void TestPresetQueue::wrongPatternIsTold_data()
{
    QTest::addColumn<QString>("entered");
    QTest::newRow("no filter") << u"a/#/b"_s;
    QTest::newRow("broken JSON") << uR"({"topic": )"_s;
    QTest::newRow("unknown key") << uR"({"topik": "a"})"_s;
    QTest::newRow("no pair") << uR"({"a"})"_s;
}

void TestPresetQueue::wrongPatternIsTold()
{
    QFETCH(QString, entered);
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    w.click(u"addPresetButton"_s);
    const PayloadDialogDriver opened(w);
    opened.match()->setText(entered);
    opened.save();
    QCOMPARE(opened.result()->tone(), MessageLabel::Tone::Bad);
    QVERIFY(opened.dialog()->isVisible());
    QVERIFY(w.engine->fleet().status(u"gw"_s)->presetReplies.isEmpty());
}

void TestPresetQueue::usedPresetDoesNotComeBack()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    queueUp(w, u"gw"_s, {"1", "2"});
    queue(w)->setCurrentRow(1);
    Fleet::Done used = w.engine->fleet().perform(u"gw"_s, Order::ClearPresetReplies());
    used.waitForFinished(); // the window has not seen it yet
    w.click(u"presetUpButton"_s);
    QTRY_COMPARE(label(w, u"presetResultLabel"_s)->tone(), MessageLabel::Tone::Bad);
    QVERIFY(queued(w, u"gw"_s).isEmpty());
    QTRY_COMPARE(queue(w)->count(), 0);
}

void TestPresetQueue::presetOfAllSelected()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw-${index}"_s, 3));
    const PayloadDialogDriver opened(w);
    const auto hint = [&opened] { return opened.find<QLabel>("payloadHint")->text(); };
    w.click(u"addPresetButton"_s);
    QVERIFY(!hint().contains(u"selected"));
    opened.cancel();
    QTRY_VERIFY(!opened.dialog());
    w.selectRows({0, 2});
    w.click(u"addPresetButton"_s);
    QVERIFY(hint().contains(u"all 2 selected"));
    opened.save();
    QTRY_COMPARE(label(w, u"presetResultLabel"_s)->text(), u"Added for 2 devices."_s);
    QVERIFY(!queued(w, u"gw-0"_s).isEmpty() && !queued(w, u"gw-2"_s).isEmpty());
    QVERIFY(queued(w, u"gw-1"_s).isEmpty());
    QTRY_COMPARE(queue(w)->count(), 1);
    QVERIFY2(label(w, u"presetResultLabel"_s)->isVisible(),
             "the queue has shown the new reply, the result is still true");
}

void TestPresetQueue::presetListIsThatOfTheDevice()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw-${index}"_s, 2));
    queueUp(w, u"gw-0"_s, {"1"});
    w.selectRows({1});
    QCOMPARE(queue(w)->count(), 0);
    w.selectRows({0});
    QCOMPARE(queue(w)->count(), 1);
}

void TestPresetQueue::requestOpensTheEditor()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    Entry entry{.device = u"gw-1"_s,
                .event = EntryEvent::MessageReceived,
                .topic = u"t"_s,
                .payload = R"({"requestTime":5,"a":1})"};
    entry.correlation = {{u"requestTime"_s, u"5"_s}};
    w.engine->journal().append(entry);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    w.logTable()->selectRow(0);
    w.trigger(u"actionPresetFromEntry"_s);
    QVERIFY(w.find<QWidget>(u"RulesPage"_s)->isVisible());
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-1"_s);
    const PayloadDialogDriver opened(w);
    QVERIFY(opened.editor()->text().contains(u"\"requestTime\": \"${requestTime}\""));
    QVERIFY(opened.editor()->text().contains(u"\"a\": 1"));
    QVERIFY2(queued(w, u"gw-1"_s).isEmpty(), "it is added by the button alone");
    opened.save();
    QTRY_COMPARE(queued(w, u"gw-1"_s).size(), 1);
    QVERIFY(queued(w, u"gw-0"_s).isEmpty());
}

void TestPresetQueue::editorBeginsWithTheLastReply()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    add(w, "{\"code\": 9}");
    w.click(u"addPresetButton"_s);
    QCOMPARE(JsonText::parse(PayloadDialogDriver(w).editor()->payload())->toCompact(), QByteArray("{\"code\":9}"));
}

void TestPresetQueue::failureIsTold()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    w.click(u"addPresetButton"_s);
    const PayloadDialogDriver opened(w);
    opened.editor()->setPayload("${nonsense}");
    opened.save();
    QTRY_COMPARE(opened.result()->tone(), MessageLabel::Tone::Bad);
    QVERIFY2(opened.saveButton()->isEnabled(), "it can be corrected");
    QTest::keyClicks(opened.editor(), u" "_s);
    QVERIFY2(opened.result()->text().isEmpty(), "it was about the text as it was");
    QVERIFY(queued(w, u"gw"_s).isEmpty());
}

STANDIN_TEST(TestPresetQueue)
#include "tst_presetqueue.moc"
