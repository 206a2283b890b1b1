// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloaddialogdriver.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QSpinBox>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The default reply on the Rules page of a real window.
class TestDefaultReplyRow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void replyIsShown_data();
    void replyIsShown();
    void replyIsApplied();
    void replyAnswers();
    void replyOfAllDevicesOfTheDocument();
    void wrongReplyIsTold();
    void editsOfTheProfilePageAreKept();

private:
    static void apply(WindowFixture &w, const QByteArray &reply);
    static QString shown(const WindowFixture &w) { return w.find<QLabel>(u"defaultReplyText"_s)->text(); }

    LocalBroker m_broker;
};

void TestDefaultReplyRow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestDefaultReplyRow::apply(WindowFixture &w, const QByteArray &reply)
{
    w.click(u"defaultReplyEditButton"_s);
    const PayloadDialogDriver opened(w);
    opened.editor()->setPayload(reply);
    opened.save();
}

void TestDefaultReplyRow::replyIsShown_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<QString>("text");
    QTest::newRow("JSON") << QByteArray("{\n  \"code\": 2\n}") << u"{ \"code\": 2 }"_s;
    QTest::newRow("text") << QByteArray("ok") << u"ok"_s;
    QTest::newRow("none") << QByteArray() << u"none: other commands are not answered"_s;
}

void TestDefaultReplyRow::replyIsShown()
{
    QFETCH(QByteArray, reply);
    QFETCH(QString, text);
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.reply = reply;
    w.showRules(profile);
    QCOMPARE(shown(w), text);
}

void TestDefaultReplyRow::replyIsApplied()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    w.click(u"defaultReplyEditButton"_s);
    const PayloadDialogDriver opened(w);
    QVERIFY2(opened.editor()->payload().contains('\n'), "it is shown indented");
    opened.editor()->setPayload(R"({"code":2})");
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->reply, Profile().reply);
    opened.save();
    QTRY_VERIFY(!opened.dialog());
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->reply, QByteArray(R"({"code":2})"));
    QCOMPARE(shown(w), uR"({"code":2})"_s);
    QVERIFY2(w.window->isWindowModified(), "it is not in a file yet");
}

void TestDefaultReplyRow::replyAnswers()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/default/#"_s));
    w.showRules(w.profile(u"default"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"default"_s), u"online"_s);
    apply(w, R"({"code":3,"t":"${traceId}"})");
    // Orders are executed in sequence: when this one is answered, the device has its new profile.
    AWAIT_RESULT(w.engine->fleet().perform(u"default"_s, Order::ClearPresetReplies()));
    backEnd.send(u"mqtt/default/v1/bypass"_s, R"({"traceId":"abc"})", 1);
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/default/v1/bypass/rsp"_s).value(0), QByteArray(R"({"code":3,"t":"abc"})"));
}

void TestDefaultReplyRow::replyOfAllDevicesOfTheDocument()
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
    w.trigger(u"actionRulesPage"_s);
    apply(w, "{}");
    QCOMPARE(w.engine->fleet().profile(u"gw-0"_s)->reply, QByteArray("{}"));
    QCOMPARE(w.engine->fleet().profile(u"gw-1"_s)->reply, QByteArray("{}"));
    QCOMPARE(w.engine->fleet().profile(u"stranger"_s)->reply, Profile().reply);
}

void TestDefaultReplyRow::wrongReplyIsTold()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    apply(w, "{\"a\":\"${nonsense(\"}");
    const PayloadDialogDriver opened(w);
    QCOMPARE(opened.result()->tone(), MessageLabel::Tone::Bad);
    QVERIFY(!opened.result()->text().isEmpty());
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->reply, Profile().reply);
}

void TestDefaultReplyRow::editsOfTheProfilePageAreKept()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    auto *keepAlive = w.find<QSpinBox>(u"keepAliveBox"_s);
    keepAlive->setValue(7);
    apply(w, "{}");
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->reply, QByteArray("{}"));
    QCOMPARE(keepAlive->value(), 7);
    w.click(u"applyButton"_s);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->connection.keepAlive, 7);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->reply, QByteArray("{}"));
}

STANDIN_TEST(TestDefaultReplyRow)
#include "tst_defaultreplyrow.moc"
