// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloaddialogdriver.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The state of a device on the Rules page of a real window.
class TestStateRow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void stateIsShown();
    void stateIsThatOfTheDevice();
    void stateIsApplied();
    void changeMeanwhileIsTold();
    void deviceIsReset();

private:
    static void show(WindowFixture &w, const QString &id, int count = 1)
    {
        Profile profile = w.profile(id, count);
        profile.state = JsonText::parse(R"({"fw":"1.0"})").value();
        w.showRules(profile);
    }
    static QString shown(const WindowFixture &w) { return w.find<QLabel>(u"stateText"_s)->text(); }
    static QByteArray stateOf(const WindowFixture &w, const QString &id)
    {
        return w.engine->fleet().status(id)->values.toCompact();
    }
    static Order::SetState five() { return {.values = JsonText(QJsonObject{{u"n"_s, 5}})}; }

    LocalBroker m_broker;
};

void TestStateRow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestStateRow::stateIsShown()
{
    WindowFixture w(m_broker);
    show(w, u"gw"_s);
    QTRY_COMPARE(shown(w), uR"({"fw":"1.0"})"_s);
    AWAIT_RESULT(w.engine->fleet().perform(u"gw"_s, five()));
    QTRY_VERIFY(shown(w).contains(u"\"n\":5"));
}

void TestStateRow::stateIsThatOfTheDevice()
{
    WindowFixture w(m_broker);
    show(w, u"gw-${index}"_s, 2);
    AWAIT_RESULT(w.engine->fleet().perform(u"gw-1"_s, five()));
    QTRY_COMPARE(shown(w), uR"({"fw":"1.0"})"_s);
    w.selectRows({1});
    QTRY_VERIFY(shown(w).contains(u"\"n\":5"));
}

void TestStateRow::stateIsApplied()
{
    WindowFixture w(m_broker);
    show(w, u"gw"_s);
    w.click(u"stateEditButton"_s);
    const PayloadDialogDriver opened(w);
    QCOMPARE(opened.editor()->payload(), QByteArray("{\n  \"fw\": \"1.0\"\n}"));
    opened.editor()->setPayload(R"({"level": 5})");
    opened.save();
    QTRY_VERIFY(!opened.dialog());
    QCOMPARE(stateOf(w, u"gw"_s), QByteArray(R"({"level":5})"));
    QTRY_COMPARE(JsonText::parse(shown(w).toUtf8())->toCompact(), QByteArray(R"({"level":5})"));
}

void TestStateRow::changeMeanwhileIsTold()
{
    WindowFixture w(m_broker);
    show(w, u"gw"_s);
    w.click(u"stateEditButton"_s);
    const PayloadDialogDriver opened(w);
    opened.editor()->setPayload(R"({"mine": 1})");
    AWAIT_RESULT(w.engine->fleet().perform(u"gw"_s, five()));
    QTRY_COMPARE(opened.result()->tone(), MessageLabel::Tone::Warning);
    QVERIFY(opened.result()->text().contains(u"meanwhile"));
    QCOMPARE(opened.editor()->payload(), QByteArray(R"({"mine": 1})"));
    opened.save();
    QTRY_VERIFY(!opened.dialog());
    QCOMPARE(stateOf(w, u"gw"_s), QByteArray(R"({"mine":1})"));
}

void TestStateRow::deviceIsReset()
{
    WindowFixture w(m_broker);
    show(w, u"gw"_s);
    AWAIT_RESULT(w.engine->fleet().perform(u"gw"_s, five()));
    AWAIT_RESULT(w.engine->fleet().perform(u"gw"_s, Order::AddPresetReply{{.payload = "1"}}));
    w.click(u"resetDeviceButton"_s);
    QTRY_COMPARE(stateOf(w, u"gw"_s), QByteArray(R"({"fw":"1.0"})"));
    QVERIFY(w.engine->fleet().status(u"gw"_s)->presetReplies.isEmpty());
    QTRY_COMPARE(shown(w), uR"({"fw":"1.0"})"_s);
    QTRY_COMPARE(w.find<MessageLabel>(u"stateResultLabel"_s)->tone(), MessageLabel::Tone::Good);
}

STANDIN_TEST(TestStateRow)
#include "tst_staterow.moc"
