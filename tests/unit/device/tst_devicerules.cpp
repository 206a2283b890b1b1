// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerig.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Rules::Rule rule(const QByteArray &json)
{
    return Rules::Rule::fromJson(JsonText::parse(json).value()).value();
}

Profile withRules(const QByteArrayList &jsons)
{
    Profile profile;
    for (const QByteArray &json : jsons)
        profile.rules.append(rule(json));
    return profile;
}

const QByteArray reboot = R"({"requestTime":1,"op":"reboot"})";

} // namespace

/// What the rules make a device do, with a scripted session and a clock of the test.
class TestDeviceRules : public QObject
{
    Q_OBJECT

private:
    static QStringList eventsOf(const DeviceRig &rig)
    {
        QStringList events;
        for (const EntryPtr &entry : rig.entries())
            events.append(toString(entry->event));
        return events;
    }

private slots:
    void aRuleReplies();
    void otherCommandsGetTheProfilesReply();
    void aRuleWithoutAReplyLeavesTheCommandUnanswered();
    void aRuleThatContinuesLetsTheProfileReply();
    void presetRepliesComeFirst();
    void aRuleForAnotherTopicAnswersWhatIsNoCommand();
    void stateChangesWithTheMatch();
    void aDelayHoldsUpItsActionAlone();
    void aDelayedMessageOfADeviceThatLeftIsJournalled();
    void aRuleTakesTheDeviceOfflineAndBack();
    void aRuleFiresAnEvent();
    void aReplyGoesToTheResponseTopic();
    void aTopicThatIsNoneFailsTheRule();
    void rulesOfTheBookHaveEffectAtOnce();
    void aCopyOfAMessageFiresNoRuleAgain();
    void aStormOfRulesIsStopped();
    void theStateIsBounded();
    void setStateMergesOrReplaces();
    void setStateOnConditionOfTheState();
    void delayedActionsAreBounded();
};

void TestDeviceRules::aRuleReplies()
{
    DeviceRig rig(withRules({R"({"id":"r","testId":"T1","when":{"payload":{"jsonPointer":"/op","equalTo":"reboot"}},)"
                             R"("then":[{"reply":{"payload":{"at":"${requestTime}","id":"${clientId}"}}}]})"}));
    rig.connectAndAccept();
    rig.command(reboot);
    QCOMPARE(rig.sentPayloads().last(), R"({"at":1,"id":")" + rig.record->id().toUtf8() + "\"}");
    QCOMPARE(rig.session->published.last().topic, u"mqtt/dev/v1/bypass/rsp"_s);
    const auto entries = rig.entries();
    const Entry &in = *entries[entries.size() - 2];
    const Entry &out = *entries.last();
    QVERIFY(in.event == EntryEvent::MessageReceived && in.matched && out.event == EntryEvent::MessageSent);
    QCOMPARE(in.ruleId, u"r"_s);
    QCOMPARE(in.testId, u"T1"_s);
    QCOMPARE(out.ruleId, u"r"_s);
    QCOMPARE(out.testId, u"T1"_s);
    QVERIFY(out.matched);
    QCOMPARE(out.correlation, in.correlation);
}

void TestDeviceRules::otherCommandsGetTheProfilesReply()
{
    DeviceRig rig(withRules({R"({"when":{"payload":{"jsonPointer":"/op","equalTo":"reboot"}},"then":[]})"}));
    rig.connectAndAccept();
    rig.command(R"({"requestTime":2,"op":"other"})");
    QCOMPARE(rig.entries(EntryKind::Out).last()->ruleId, u"default"_s);
}

void TestDeviceRules::aRuleWithoutAReplyLeavesTheCommandUnanswered()
{
    DeviceRig rig(withRules({R"({"id":"r","then":[]})"}));
    rig.connectAndAccept();
    rig.command(reboot);
    QVERIFY(rig.sentPayloads().isEmpty());
    const EntryPtr in = rig.entries(EntryKind::In).last();
    QVERIFY(in->matched && !in->unanswered);
    QCOMPARE(in->ruleId, u"r"_s);
}

void TestDeviceRules::aRuleThatContinuesLetsTheProfileReply()
{
    DeviceRig rig(withRules({R"({"id":"r","continue":true,"then":[{"setState":{"seen":true}}]})"}));
    rig.connectAndAccept();
    rig.command(reboot);
    QCOMPARE(rig.entries(EntryKind::Out).last()->ruleId, u"default"_s);
    QCOMPARE(rig.status().values.toCompact(), QByteArray(R"({"seen":true})"));
}

void TestDeviceRules::presetRepliesComeFirst()
{
    DeviceRig rig(withRules({R"({"id":"r","then":[{"reply":{"payload":"rule"}}]})"}));
    rig.connectAndAccept();
    rig.device->addPresetReply({"preset"}, {});
    rig.command(reboot);
    rig.command(R"({"requestTime":2})");
    QCOMPARE(rig.sentPayloads(), (QByteArrayList{"preset", "rule"}));
}

void TestDeviceRules::aRuleForAnotherTopicAnswersWhatIsNoCommand()
{
    Profile profile = withRules({R"({"when":{"topic":"fw/{part}"},)"
                                 R"("then":[{"publish":{"topic":"done/${command.levels.part}","payload":"ok"}}]})"});
    profile.subscriptions = {{.topic = u"fw/#"_s}};
    DeviceRig rig(profile);
    rig.connectAndAccept();
    rig.session->deliver({.topic = u"fw/modem"_s, .payload = "x"});
    QCOMPARE(rig.session->published.last().topic, u"done/modem"_s);
    QVERIFY(!rig.entries(EntryKind::Out).last()->matched); // a report, no reply
}

void TestDeviceRules::stateChangesWithTheMatch()
{
    Profile profile = withRules(
        {R"({"when":{"state":{"fw":"1.0"}},"then":[{"setState":{"fw":"1.1","n":1}},{"reply":{"payload":"${state.fw}"}}]})",
         R"({"then":[{"reply":{"payload":"again"}}]})"});
    profile.state = JsonText::parse(R"({"fw":"1.0"})").value();
    DeviceRig rig(profile);
    rig.connectAndAccept();
    rig.command(reboot);
    rig.command(R"({"requestTime":2})");
    QCOMPARE(rig.sentPayloads(), (QByteArrayList{"1.1", "again"}));
    QVERIFY(eventsOf(rig).contains(u"state-set"_s));
    rig.device->reset(true, {});
    QCOMPARE(rig.status().values.toCompact(), QByteArray(R"({"fw":"1.0"})"));
    rig.command(R"({"requestTime":3})");
    QCOMPARE(rig.sentPayloads().last(), QByteArray("1.1"));
}

void TestDeviceRules::aDelayHoldsUpItsActionAlone()
{
    DeviceRig rig(
        withRules({R"({"then":[{"publish":{"payload":"late","delayMs":2000}},{"reply":{"payload":"soon"}}]})"}));
    rig.connectAndAccept();
    rig.command(reboot);
    QCOMPARE(rig.sentPayloads(), QByteArrayList{"soon"});
    rig.advance(1999ms);
    QCOMPARE(rig.sentPayloads().size(), 1);
    rig.advance(1ms);
    QCOMPARE(rig.sentPayloads().last(), QByteArray("late"));
}

void TestDeviceRules::aDelayedMessageOfADeviceThatLeftIsJournalled()
{
    DeviceRig rig(withRules({R"({"id":"r","then":[{"reply":{"payload":"late","delayMs":100}}]})"}));
    rig.connectAndAccept();
    rig.command(reboot);
    rig.device->goOffline(OfflineMode::Clean, {});
    rig.advance(100ms);
    QVERIFY(rig.sentPayloads().isEmpty());
    const EntryPtr last = rig.entries().last();
    QVERIFY(last->event == EntryEvent::ReplyNotSent && last->error->code == ErrorCode::NotOnline);
    QCOMPARE(last->ruleId, u"r"_s);
}

void TestDeviceRules::aRuleTakesTheDeviceOfflineAndBack()
{
    DeviceRig rig(withRules({R"({"then":[{"reply":{"payload":"bye"}},)"
                             R"({"goOffline":{"mode":"abrupt","reconnectAfterMs":5000}}]})"}));
    rig.connectAndAccept();
    rig.command(reboot);
    rig.advance(0ms);
    QCOMPARE(rig.offlineMode(), u"abrupt"_s);
    QCOMPARE(rig.sentPayloads(), QByteArrayList{"bye"});
    rig.advance(4999ms);
    QCOMPARE(rig.state(), u"offline"_s);
    rig.advance(1ms);
    QCOMPARE(rig.state(), u"connecting"_s);
}

void TestDeviceRules::aRuleFiresAnEvent()
{
    DeviceRig rig(
        withRules({R"({"id":"r","then":[{"fireEvent":{"name":"opened","data":{"op":"${command.json.op}"}}}]})"}));
    rig.connectAndAccept();
    rig.command(reboot);
    const EntryPtr last = rig.entries().last();
    QVERIFY(last->event == EntryEvent::EventFired);
    QCOMPARE(last->topic, u"opened"_s);
    QCOMPARE(last->payload, QByteArray(R"({"op":"reboot"})"));
}

void TestDeviceRules::aReplyGoesToTheResponseTopic()
{
    DeviceRig rig(withRules({R"({"then":[{"reply":{"payload":"1","contentType":"text/plain",)"
                             R"("userProperties":[{"name":"op","value":"${command.json.op}"}]}}]})"}));
    rig.connectAndAccept();
    InboundMessage command{.topic = u"mqtt/dev/v1/bypass"_s, .payload = reboot, .qos = 1};
    command.properties.setResponseTopic(u"answers/1"_s);
    command.properties.setCorrelationData("c-1");
    rig.session->deliver(command);
    const OutboundMessage &sent = rig.session->published.last();
    QCOMPARE(sent.topic, u"answers/1"_s);
    QCOMPARE(sent.qos, quint8(1));
    QCOMPARE(sent.properties.correlationData(), QByteArray("c-1"));
    QCOMPARE(sent.properties.contentType(), u"text/plain"_s);
    QCOMPARE(sent.properties.userProperties().first().value(), u"reboot"_s);
}

void TestDeviceRules::aTopicThatIsNoneFailsTheRule()
{
    DeviceRig rig(withRules({R"({"id":"r","then":[{"reply":{"topic":"a/${command.json.op}","payload":"1"}}]})"}));
    rig.connectAndAccept();
    rig.command(R"({"requestTime":1,"op":"#"})");
    QVERIFY(rig.sentPayloads().isEmpty());
    const EntryPtr last = rig.entries().last();
    QVERIFY(last->event == EntryEvent::RuleFailed);
    QCOMPARE(last->ruleId, u"r"_s);
}

void TestDeviceRules::rulesOfTheBookHaveEffectAtOnce()
{
    DeviceRig rig;
    rig.connectAndAccept();
    VERIFY_RESULT(rig.rules.add({rule(R"({"id":"b","then":[{"reply":{"payload":"book"}}]})")}));
    rig.command(reboot);
    QCOMPARE(rig.sentPayloads().last(), QByteArray("book"));
    (void)rig.rules.removeAll();
    rig.command(R"({"requestTime":2})");
    QCOMPARE(rig.entries(EntryKind::Out).last()->ruleId, u"default"_s);
}

void TestDeviceRules::aCopyOfAMessageFiresNoRuleAgain()
{
    DeviceRig rig(withRules({R"({"sequence":"last","then":[{"reply":{"payload":"1"}},{"reply":{"payload":"2"}}]})"}));
    rig.connectAndAccept();
    const QString topic = u"mqtt/dev/v1/bypass"_s;
    rig.session->deliver({.topic = topic, .payload = reboot, .qos = 1, .packetId = 7});
    rig.session->deliver({.topic = topic, .payload = reboot, .qos = 1, .dup = true, .packetId = 7});
    QCOMPARE(rig.sentPayloads(), QByteArrayList{"1"});
    QCOMPARE(rig.reasons().last(), u"duplicate"_s);
}

void TestDeviceRules::aStormOfRulesIsStopped()
{
    Profile profile = withRules({R"({"then":[{"reply":{"payload":"1"}}]})"});
    profile.replyLimit = 5;
    DeviceRig rig(profile);
    rig.connectAndAccept();
    for (int i = 0; i < 10; ++i)
        rig.command(reboot);
    QCOMPARE(rig.sentPayloads().size(), 5);
    QVERIFY(eventsOf(rig).contains(u"replies-stopped"_s));
}

void TestDeviceRules::theStateIsBounded()
{
    DeviceRig rig;
    Answer answer;
    const QByteArray large = "{\"a\":\"" + QByteArray(DeviceStatus::mostValues, 'x') + "\"}";
    rig.device->setState(JsonText::parse(large).value(), false, {}, answer.completion());
    QVERIFY(answer.code() == ErrorCode::TooLarge);
    QCOMPARE(rig.status().values.toCompact(), QByteArray("{}"));
}

void TestDeviceRules::setStateMergesOrReplaces()
{
    DeviceRig rig;
    rig.device->setState(JsonText::parse(R"({"a":1,"b":2})").value(), false, {}, {});
    rig.device->setState(JsonText::parse(R"({"b":null,"c":3.0})").value(), false, {}, {});
    QCOMPARE(rig.status().values.toCompact(), QByteArray(R"({"a":1,"c":3.0})"));
    rig.device->setState(JsonText::parse(R"({"d":4})").value(), true, {}, {});
    QCOMPARE(rig.status().values.toCompact(), QByteArray(R"({"d":4})"));
}

void TestDeviceRules::setStateOnConditionOfTheState()
{
    DeviceRig rig;
    rig.device->setState(JsonText::parse(R"({"a":1})").value(), true, JsonText::emptyObject(), {});
    QCOMPARE(rig.status().values.toCompact(), QByteArray(R"({"a":1})"));
    Answer answer;
    rig.device->setState(JsonText::parse(R"({"a":2})").value(), false, JsonText::emptyObject(), answer.completion());
    QVERIFY(answer.code() == ErrorCode::Cancelled);
    QCOMPARE(rig.status().values.toCompact(), QByteArray(R"({"a":1})"));
}

void TestDeviceRules::delayedActionsAreBounded()
{
    DeviceRig rig(withRules({R"({"id":"r","then":[{"publish":{"payload":"x","delayMs":60000}}]})"}));
    rig.connectAndAccept();
    for (size_t i = 0; i <= RuleActions::mostWaiting; ++i)
        rig.command("{\"requestTime\":" + QByteArray::number(qulonglong(i)) + '}');
    const EntryPtr last = rig.entries().last();
    QVERIFY(last->event == EntryEvent::RuleFailed && last->error->code == ErrorCode::LimitReached);
}

STANDIN_TEST(TestDeviceRules)
#include "tst_devicerules.moc"
