// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/payloadeditor.h"
#include "gui/windowfixture.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// Actions of a tester on the Replies page of a real window, and the replies that the back end gets.
class TestRepliesPage : public QObject
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
    void presetWaitsForACommand_data();
    void presetWaitsForACommand();
    void wrongPatternIsTold_data();
    void wrongPatternIsTold();
    void usedPresetDoesNotComeBack();
    void presetOfAllSelected();
    void presetListIsThatOfTheDevice();
    void wrongJsonIsMarked();
    void templatesOfTheCommandAreOffered();
    void requestFillsTheEditor();

    void defaultReplyIsApplied();
    void defaultReplyAnswers();
    void defaultReplyIsReverted();
    void defaultReplyOfAllDevicesOfTheDocument();
    void wrongDefaultReplyIsReported();
    void draftSurvivesAnotherDevice();
    void draftIsSaved();

private:
    /// Shows the page of a device that is online.
    void connectOne(WindowFixture &w, BackEnd &backEnd, const QString &id) const;
    static void show(WindowFixture &w, const Profile &profile)
    {
        w.add(profile);
        w.trigger(u"actionRepliesPage"_s);
    }
    static PayloadEditor *presetEditor(const WindowFixture &w) { return w.find<PayloadEditor>(u"presetEditor"_s); }
    static PayloadEditor *defaultEditor(const WindowFixture &w) { return w.find<PayloadEditor>(u"defaultEditor"_s); }
    static QListWidget *queue(const WindowFixture &w) { return w.find<QListWidget>(u"presetList"_s); }
    static MessageLabel *label(const WindowFixture &w, const QString &name) { return w.find<MessageLabel>(name); }
    static bool isEnabled(const WindowFixture &w, const QString &button)
    {
        return w.find<QAbstractButton>(button)->isEnabled();
    }

    static void queueUp(WindowFixture &w, const QString &id, const QByteArrayList &payloads);
    static QByteArrayList queued(const WindowFixture &w, const QString &id);

    LocalBroker m_broker;
};

void TestRepliesPage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestRepliesPage::connectOne(WindowFixture &w, BackEnd &backEnd, const QString &id) const
{
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/%1/#"_s.arg(id)));
    show(w, w.profile(id));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(id), u"online"_s);
}

void TestRepliesPage::presetAnswersOneCommand()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    connectOne(w, backEnd, u"preset"_s);
    QVERIFY(w.find<QWidget>(u"presetEmptyLabel"_s)->isVisible());
    presetEditor(w)->setPayload(R"({"code":7,"requestTime":"${requestTime}"})");
    w.click(u"addPresetButton"_s);
    QTRY_COMPARE(queue(w)->count(), 1);
    QVERIFY(queue(w)->isVisible() && !w.find<QWidget>(u"presetEmptyLabel"_s)->isVisible());
    QVERIFY(queue(w)->item(0)->toolTip().contains(u"\"code\": 7"));
    QTRY_COMPARE(label(w, u"presetResultLabel"_s)->tone(), MessageLabel::Tone::Good);

    const QString replyTopic = u"mqtt/preset/v1/bypass/rsp"_s;
    backEnd.send(u"mqtt/preset/v1/bypass"_s, R"({"requestTime":99})", 1);
    QTRY_COMPARE(backEnd.heardOn(replyTopic).value(0), QByteArray(R"({"code":7,"requestTime":99})"));
    QTRY_COMPARE(queue(w)->count(), 0);
    QTRY_VERIFY2(label(w, u"presetResultLabel"_s)->text().isEmpty(), "it is in the queue no longer");
    backEnd.send(u"mqtt/preset/v1/bypass"_s, R"({"requestTime":100})", 1);
    QTRY_COMPARE(backEnd.heardOn(replyTopic).size(), 2);
    QVERIFY(backEnd.heardOn(replyTopic).at(1).contains("\"code\":0"));
}

void TestRepliesPage::presetsAnswerInOrder()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    connectOne(w, backEnd, u"order"_s);
    for (const QByteArray text : {"\"first\"", "\"second\""}) {
        const int before = queue(w)->count();
        presetEditor(w)->setPayload(text);
        w.click(u"addPresetButton"_s);
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

void TestRepliesPage::presetIsAddedByKeys()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    presetEditor(w)->setFocus();
    QTest::keyClick(presetEditor(w), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(queue(w)->count(), 1);
    QCOMPARE(w.engine->fleet().status(u"gw"_s)->presetReplies.size(), 1);
    QTest::keyClicks(presetEditor(w), u" "_s);
    QVERIFY2(label(w, u"presetResultLabel"_s)->text().isEmpty(), "it was about the text as it was");
}

void TestRepliesPage::presetsAreCleared()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    QVERIFY(!isEnabled(w, u"clearPresetsButton"_s));
    for (int count = 1; count <= 2; ++count) {
        w.click(u"addPresetButton"_s);
        QTRY_COMPARE(queue(w)->count(), count);
    }
    w.click(u"clearPresetsButton"_s);
    QTRY_COMPARE(queue(w)->count(), 0);
    QVERIFY(w.engine->fleet().status(u"gw"_s)->presetReplies.isEmpty());
    QVERIFY(!isEnabled(w, u"clearPresetsButton"_s));
}

void TestRepliesPage::queueUp(WindowFixture &w, const QString &id, const QByteArrayList &payloads)
{
    for (const QByteArray &payload : payloads)
        AWAIT_RESULT(w.engine->fleet().perform(id, Order::AddPresetReply{{.payload = payload}}));
    QTRY_COMPARE(queue(w)->count(), payloads.size());
}

QByteArrayList TestRepliesPage::queued(const WindowFixture &w, const QString &id)
{
    QByteArrayList payloads;
    const auto status = w.engine->fleet().status(id);
    for (const PresetReply &reply : status->presetReplies)
        payloads.append(reply.payload);
    return payloads;
}

void TestRepliesPage::presetIsMoved()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
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
    QCOMPARE(queued(w, u"gw"_s), shown());
}

void TestRepliesPage::presetIsRemoved()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
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
    QTRY_VERIFY(w.find<QWidget>(u"presetEmptyLabel"_s)->isVisible());
}

void TestRepliesPage::presetIsEdited()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    queueUp(w, u"gw"_s, {"1", "2", "3"});
    QVERIFY(!isEnabled(w, u"editPresetButton"_s) && !isEnabled(w, u"replacePresetButton"_s));
    queue(w)->setCurrentRow(1);
    w.click(u"editPresetButton"_s);
    QCOMPARE(presetEditor(w)->payload(), QByteArray("2"));
    presetEditor(w)->setPayload("22");
    w.click(u"replacePresetButton"_s);
    QTRY_COMPARE(queued(w, u"gw"_s), QByteArrayList({"1", "22", "3"}));
    presetEditor(w)->setPayload("${nonsense}");
    w.click(u"replacePresetButton"_s);
    QTRY_COMPARE(label(w, u"presetResultLabel"_s)->tone(), MessageLabel::Tone::Bad);
    QCOMPARE(queued(w, u"gw"_s), QByteArrayList({"1", "22", "3"}));
    QTRY_COMPARE(queue(w)->item(1)->text(), u"22"_s);
}

void TestRepliesPage::presetWaitsForACommand_data()
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

void TestRepliesPage::presetWaitsForACommand()
{
    QFETCH(QString, entered);
    QFETCH(QJsonObject, match);
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    auto *edit = w.find<QLineEdit>(u"presetMatchEdit"_s);
    edit->setText(entered);
    presetEditor(w)->setPayload("1");
    w.click(u"addPresetButton"_s);
    const auto replies = [&w] { return w.engine->fleet().status(u"gw"_s)->presetReplies; };
    QTRY_COMPARE(replies().size(), 1);
    QCOMPARE(replies().first().match.toJson().toObject(), match);
    QTRY_COMPARE(queue(w)->count(), 1);
    QCOMPARE(queue(w)->item(0)->text(), match.isEmpty() ? u"1"_s : entered.trimmed() + u": 1"_s);
    edit->clear();
    queue(w)->setCurrentRow(0);
    w.click(u"editPresetButton"_s);
    QCOMPARE(edit->text(), entered.trimmed());
    presetEditor(w)->setPayload("2");
    w.click(u"replacePresetButton"_s);
    QTRY_COMPARE(replies().first().payload, QByteArray("2"));
    QCOMPARE(replies().first().match.toJson().toObject(), match);
}

void TestRepliesPage::wrongPatternIsTold_data()
{
    QTest::addColumn<QString>("entered");
    QTest::newRow("no filter") << u"a/#/b"_s;
    QTest::newRow("broken JSON") << uR"({"topic": )"_s;
    QTest::newRow("unknown key") << uR"({"topik": "a"})"_s;
    QTest::newRow("no pair") << uR"({"a"})"_s;
}

void TestRepliesPage::wrongPatternIsTold()
{
    QFETCH(QString, entered);
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    w.find<QLineEdit>(u"presetMatchEdit"_s)->setText(entered);
    w.click(u"addPresetButton"_s);
    QCOMPARE(label(w, u"presetResultLabel"_s)->tone(), MessageLabel::Tone::Bad);
    QVERIFY(w.engine->fleet().status(u"gw"_s)->presetReplies.isEmpty());
}

void TestRepliesPage::usedPresetDoesNotComeBack()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    queueUp(w, u"gw"_s, {"1", "2"});
    queue(w)->setCurrentRow(1);
    Fleet::Done used = w.engine->fleet().perform(u"gw"_s, Order::ClearPresetReplies());
    used.waitForFinished(); // the window has not seen it yet
    w.click(u"presetUpButton"_s);
    QTRY_COMPARE(label(w, u"presetResultLabel"_s)->tone(), MessageLabel::Tone::Bad);
    QVERIFY(queued(w, u"gw"_s).isEmpty());
    QTRY_COMPARE(queue(w)->count(), 0);
}

void TestRepliesPage::presetOfAllSelected()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw-${index}"_s, 3));
    const auto *button = w.find<QPushButton>(u"addPresetButton"_s);
    const auto *hint = w.find<QLabel>(u"presetHint"_s);
    const int width = button->width();
    QVERIFY(!hint->text().contains(u"selected"));
    w.selectRows({0, 2});
    QVERIFY(hint->text().contains(u"all 2 selected"));
    QCOMPARE(button->text().remove(u'&'), u"Add"_s);
    QCOMPARE(button->width(), width);
    w.click(u"addPresetButton"_s);
    QTRY_COMPARE(label(w, u"presetResultLabel"_s)->text(), u"Added for 2 devices."_s);
    QTRY_COMPARE(w.engine->fleet().status(u"gw-0"_s)->presetReplies.size(), 1);
    QTRY_COMPARE(w.engine->fleet().status(u"gw-2"_s)->presetReplies.size(), 1);
    QVERIFY(w.engine->fleet().status(u"gw-1"_s)->presetReplies.isEmpty());
}

void TestRepliesPage::presetListIsThatOfTheDevice()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw-${index}"_s, 2));
    w.click(u"addPresetButton"_s);
    QTRY_COMPARE(queue(w)->count(), 1);
    w.selectRows({1});
    QCOMPARE(queue(w)->count(), 0);
    QVERIFY(label(w, u"presetResultLabel"_s)->text().isEmpty());
    w.selectRows({0});
    QCOMPARE(queue(w)->count(), 1);
}

void TestRepliesPage::wrongJsonIsMarked()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    const std::pair<QString, PayloadEditor *> sides[] = {{u"preset"_s, presetEditor(w)},
                                                         {u"default"_s, defaultEditor(w)}};
    for (const auto &[side, editor] : sides) {
        editor->setPayload("{\"a\":\n x}");
        QVERIFY2(label(w, side + u"ProblemLabel"_s)->text().startsWith(u"Line 2, column 2"), qPrintable(side));
        QCOMPARE(label(w, side + u"ProblemLabel"_s)->tone(), MessageLabel::Tone::Bad);
        QVERIFY(!isEnabled(w, side + u"FormatButton"_s));
        editor->setPayload("plain");
        QCOMPARE(label(w, side + u"ProblemLabel"_s)->tone(), MessageLabel::Tone::Quiet);
        editor->setPayload("[1]");
        QVERIFY(label(w, side + u"ProblemLabel"_s)->text().isEmpty());
        w.click(side + u"FormatButton"_s);
        QCOMPARE(editor->payload(), QByteArray("[\n  1\n]"));
    }
}

void TestRepliesPage::templatesOfTheCommandAreOffered()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    presetEditor(w)->setPayload({});
    QAction *first = w.find<QPushButton>(u"presetInsertButton"_s)->menu()->actions().first();
    QVERIFY(first->text().startsWith(u"${requestTime}\t"));
    first->trigger();
    QCOMPARE(presetEditor(w)->payload(), QByteArray("${requestTime}"));
}

void TestRepliesPage::requestFillsTheEditor()
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
    QVERIFY(w.find<QWidget>(u"RepliesPage"_s)->isVisible());
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-1"_s);
    QVERIFY(presetEditor(w)->hasFocus());
    QVERIFY(presetEditor(w)->text().contains(u"\"requestTime\": \"${requestTime}\""));
    QVERIFY(presetEditor(w)->text().contains(u"\"a\": 1"));
    QCOMPARE(label(w, u"presetResultLabel"_s)->tone(), MessageLabel::Tone::Quiet);
    QVERIFY2(w.engine->fleet().status(u"gw-1"_s)->presetReplies.isEmpty(), "it is added by the button alone");
}

void TestRepliesPage::defaultReplyIsApplied()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    QVERIFY(!isEnabled(w, u"applyDefaultButton"_s) && !isEnabled(w, u"revertDefaultButton"_s));
    defaultEditor(w)->setPayload(R"({"code":2})");
    QVERIFY(w.window->isWindowModified());
    QVERIFY(isEnabled(w, u"applyDefaultButton"_s) && isEnabled(w, u"revertDefaultButton"_s));
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->reply, Profile().reply);
    w.click(u"applyDefaultButton"_s);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->reply, QByteArray(R"({"code":2})"));
    QVERIFY(!isEnabled(w, u"applyDefaultButton"_s) && !isEnabled(w, u"revertDefaultButton"_s));
    QCOMPARE(label(w, u"defaultResultLabel"_s)->tone(), MessageLabel::Tone::Good);
    QVERIFY2(w.window->isWindowModified(), "it is not in a file yet");
}

void TestRepliesPage::defaultReplyAnswers()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    connectOne(w, backEnd, u"default"_s);
    defaultEditor(w)->setPayload(R"({"code":3,"t":"${traceId}"})");
    w.click(u"applyDefaultButton"_s);
    // Orders are executed in sequence: when this one is answered, the device has its new profile.
    const Fleet::Done answered = w.engine->fleet().perform(u"default"_s, Order::ClearPresetReplies());
    QTRY_VERIFY(answered.isFinished());
    backEnd.send(u"mqtt/default/v1/bypass"_s, R"({"traceId":"abc"})", 1);
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/default/v1/bypass/rsp"_s).value(0), QByteArray(R"({"code":3,"t":"abc"})"));
}

void TestRepliesPage::defaultReplyIsReverted()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    const QByteArray before = defaultEditor(w)->payload();
    QVERIFY2(before.contains('\n'), "it is shown indented");
    QTest::keyClicks(defaultEditor(w), u"x"_s);
    QVERIFY(w.window->isWindowModified());
    w.click(u"revertDefaultButton"_s);
    QCOMPARE(defaultEditor(w)->payload(), before);
    QVERIFY(!w.window->isWindowModified());
    QVERIFY(!isEnabled(w, u"applyDefaultButton"_s));
}

void TestRepliesPage::defaultReplyOfAllDevicesOfTheDocument()
{
    WindowFixture w(m_broker);
    const DialogAnswer create([&](QWidget &dialog) {
        dialog.findChild<QLineEdit *>(u"clientIdEdit"_s)->setText(u"gw-${index}"_s);
        dialog.findChild<QSpinBox *>(u"countBox"_s)->setValue(2);
        dialog.findChild<QAbstractButton *>(u"connectNowBox"_s)->setChecked(false);
        static_cast<QDialog &>(dialog).accept();
    });
    w.trigger(u"actionNewDevice"_s);
    w.add(w.profile(u"stranger"_s));
    w.selectRows({0});
    w.trigger(u"actionRepliesPage"_s);
    defaultEditor(w)->setPayload("{}");
    w.click(u"applyDefaultButton"_s);
    QCOMPARE(w.engine->fleet().profile(u"gw-0"_s)->reply, QByteArray("{}"));
    QCOMPARE(w.engine->fleet().profile(u"gw-1"_s)->reply, QByteArray("{}"));
    QCOMPARE(w.engine->fleet().profile(u"stranger"_s)->reply, Profile().reply);
}

void TestRepliesPage::wrongDefaultReplyIsReported()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    const QByteArray wrong = "{\"a\":\"${nonsense(\"}";
    defaultEditor(w)->setPayload(wrong);
    w.click(u"applyDefaultButton"_s);
    QCOMPARE(label(w, u"defaultResultLabel"_s)->tone(), MessageLabel::Tone::Bad);
    QVERIFY(!label(w, u"defaultResultLabel"_s)->text().isEmpty());
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->reply, Profile().reply);
    QCOMPARE(defaultEditor(w)->payload(), wrong);
    QVERIFY(isEnabled(w, u"revertDefaultButton"_s));
}

void TestRepliesPage::draftSurvivesAnotherDevice()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"a"_s));
    w.add(w.profile(u"b"_s));
    w.selectRows({0});
    w.trigger(u"actionRepliesPage"_s);
    const QByteArray applied = defaultEditor(w)->payload();
    defaultEditor(w)->setPayload("{\"draft\":1}");
    w.selectRows({1});
    QCOMPARE(defaultEditor(w)->payload(), applied);
    QVERIFY(!isEnabled(w, u"applyDefaultButton"_s));
    QVERIFY(!w.window->isWindowModified());
    w.selectRows({0});
    QCOMPARE(defaultEditor(w)->payload(), QByteArray("{\"draft\":1}"));
    QVERIFY(isEnabled(w, u"applyDefaultButton"_s));
    QVERIFY(w.window->isWindowModified());
}

void TestRepliesPage::draftIsSaved()
{
    WindowFixture w(m_broker);
    show(w, w.profile(u"gw"_s));
    defaultEditor(w)->setPayload("{\"draft\":1}");
    const QString path = w.folder.filePath(u"gw.json"_s);
    const DialogAnswer answer(DialogAnswer::choosingFile(path));
    w.trigger(u"actionSave"_s);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->reply, QByteArray("{\"draft\":1}"));
    QVERIFY(!w.window->isWindowModified());
    QVERIFY(!isEnabled(w, u"applyDefaultButton"_s));
}

STANDIN_TEST(TestRepliesPage)
#include "tst_repliespage.moc"
