// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/responder.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestResponder : public QObject
{
    Q_OBJECT

private:
    Tests::FakeClock m_clock;
    TemplateScope m_scope{m_clock, 1};
    const std::shared_ptr<const CompiledProfile> m_profile = CompiledProfile::make({}).value();

    static Responder responder(const Topics &topics, const Profile &profile = {})
    {
        return {CompiledProfile::make(profile).value(), topics};
    }

    static Command command(const QString &topic, bool hasKey = true)
    {
        Command command{Match::Message({.topic = topic, .payload = "{}"}), {}};
        if (hasKey)
            command.correlation = {{u"requestTime"_s, JsonText::whole(1)}};
        return command;
    }

private slots:
    void decidesByTopic_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<bool>("isMatched");
        QTest::newRow("the command topic") << u"cmd"_s << u"cmd"_s << true;
        QTest::newRow("another topic") << u"cmd"_s << u"cmd/x"_s << false;
        QTest::newRow("+") << u"a/+/cmd"_s << u"a/b/cmd"_s << true;
        QTest::newRow("+, another level") << u"a/+/cmd"_s << u"a/b/c/cmd"_s << false;
        QTest::newRow("#") << u"a/#"_s << u"a/b/c"_s << true;
        QTest::newRow("#, another client on the reply topic") << u"a/#"_s << u"a/reply"_s << true;
        QTest::newRow("#, another client on the report topic") << u"a/#"_s << u"a/report"_s << true;
        QTest::newRow("no command topic") << QString() << u"a"_s << false;
    }

    void decidesByTopic()
    {
        QFETCH(QString, filter);
        QFETCH(QString, topic);
        QFETCH(bool, isMatched);
        ResponderState state;
        const Topics topics{.report = u"a/report"_s, .command = filter, .reply = u"a/reply"_s};
        const Decision decision = responder(topics).decide(command(topic), {}, state, m_scope);
        QCOMPARE(decision.isMatched(), isMatched);
        QCOMPARE(decision.ruleId(), isMatched ? u"default"_s : QString());
    }

    void theProfilesReplyNeedsAKey()
    {
        ResponderState state;
        const Responder device = responder({.command = u"c"_s});
        QVERIFY(!device.decide(command(u"c"_s, false), {}, state, m_scope).isMatched());
        QCOMPARE(device.decide(command(u"c"_s), {}, state, m_scope).reply->text(), Profile().reply);
    }

    void aProfileWithoutReplyAnswersNothing()
    {
        Profile profile;
        profile.reply.clear();
        ResponderState state;
        const Decision decision = responder({.command = u"c"_s}, profile).decide(command(u"c"_s), {}, state, m_scope);
        QVERIFY(!decision.isMatched());
        QVERIFY(decision.unanswered->reason == UnansweredReason::NoReply);
    }

    void presetRepliesComeFirst()
    {
        ResponderState state;
        QVERIFY(state.presetReplies.add({"one"}, *m_profile));
        QVERIFY(state.presetReplies.add({"two"}, *m_profile));
        const Responder device = responder({.command = u"c"_s});
        const Decision first = device.decide(command(u"c"_s, false), {}, state, m_scope);
        QCOMPARE(first.reply->text(), QByteArray("one"));
        QCOMPARE(first.ruleId(), u"preset"_s);
        QCOMPARE(device.decide(command(u"c"_s), {}, state, m_scope).reply->text(), QByteArray("two"));
        QCOMPARE(device.decide(command(u"c"_s), {}, state, m_scope).ruleId(), u"default"_s);
    }

    void whatIsNoCommandUsesNoPreset()
    {
        ResponderState state;
        QVERIFY(state.presetReplies.add({"one"}, *m_profile));
        QVERIFY(!responder({.command = u"c"_s}).decide(command(u"other"_s), {}, state, m_scope).isMatched());
        QCOMPARE(state.presetReplies.count(), 1);
    }

    void saysWhyItDoesNotAnswer_data()
    {
        QTest::addColumn<Match::Message::Fields>("fields");
        QTest::addColumn<Delivery>("delivery");
        QTest::addColumn<bool>("hasPreset");
        QTest::addColumn<QString>("reason");
        const QByteArray keyless = R"({"op":"get"})";
        const Delivery copy{.isCopy = true};
        const auto row = [](const char *name, const Match::Message::Fields &fields, const Delivery &delivery,
                            bool hasPreset, const QString &reason) {
            QTest::newRow(name) << fields << delivery << hasPreset << reason;
        };
        row("own", {.topic = u"c"_s, .payload = keyless}, {.isOwn = true}, true, u"ownMessage"_s);
        row("own, elsewhere", {.topic = u"d"_s, .payload = keyless}, {.isOwn = true}, true, u"ownMessage"_s);
        row("another topic", {.topic = u"d"_s, .payload = keyless}, {}, true, u"notOnCommandTopic"_s);
        row("no key", {.topic = u"c"_s, .payload = keyless}, {}, false, u"noCorrelationKey"_s);
        row("no JSON", {.topic = u"c"_s, .payload = "on"}, {}, false, u"notJson"_s);
        row("empty", {.topic = u"c"_s}, {}, false, u"notJson"_s);
        row("retained", {.topic = u"c"_s, .payload = "on", .retain = true}, {}, true, u"retained"_s);
        row("retained, no preset", {.topic = u"c"_s, .payload = keyless, .retain = true}, {}, false,
            u"noCorrelationKey"_s);
        row("duplicate", {.topic = u"c"_s, .payload = keyless, .dup = true}, {}, true, u"duplicate"_s);
        row("copy", {.topic = u"c"_s, .payload = keyless}, copy, true, u"duplicate"_s);
        row("copy of what a preset has answered", {.topic = u"c"_s, .payload = R"({"requestTime":1})"},
            {.isCopy = true, .wasHandledOnce = true}, true, u"duplicate"_s);
    }

    void saysWhyItDoesNotAnswer()
    {
        QFETCH(Match::Message::Fields, fields);
        QFETCH(Delivery, delivery);
        QFETCH(bool, hasPreset);
        ResponderState state;
        if (hasPreset)
            QVERIFY(state.presetReplies.add({"one"}, *m_profile));
        Command received{Match::Message(fields), {}};
        received.correlation = m_profile->correlation.find(received.message);
        const Decision decision = responder({.command = u"c"_s}).decide(received, delivery, state, m_scope);
        QVERIFY(!decision.isMatched());
        QVERIFY(decision.unanswered);
        QTEST(toString(decision.unanswered->reason), "reason");
        QCOMPARE(state.presetReplies.count(), hasPreset ? 1 : 0);
    }

    void oldCommandsGetTheProfilesReply_data()
    {
        QTest::addColumn<Match::Message::Fields>("fields");
        QTest::addColumn<Delivery>("delivery");
        const QByteArray payload = R"({"requestTime":1})";
        QTest::newRow("retained") << Match::Message::Fields{.topic = u"c"_s, .payload = payload, .retain = true}
                                  << Delivery();
        QTest::newRow("duplicate") << Match::Message::Fields{.topic = u"c"_s, .payload = payload, .dup = true}
                                   << Delivery();
        QTest::newRow("copy") << Match::Message::Fields{.topic = u"c"_s, .payload = payload}
                              << Delivery{.isCopy = true};
    }

    void oldCommandsGetTheProfilesReply()
    {
        QFETCH(Match::Message::Fields, fields);
        QFETCH(Delivery, delivery);
        ResponderState state;
        QVERIFY(state.presetReplies.add({"one"}, *m_profile));
        Command received{Match::Message(fields), {}};
        received.correlation = m_profile->correlation.find(received.message);
        const Decision decision = responder({.command = u"c"_s}).decide(received, delivery, state, m_scope);
        QCOMPARE(decision.ruleId(), u"default"_s);
        QVERIFY(!decision.unanswered);
        QCOMPARE(state.presetReplies.count(), 1);
    }

    void namesThePresetThatItUses()
    {
        ResponderState state;
        QVERIFY(state.presetReplies.add({.payload = "other", .match = QJsonObject{{u"topic"_s, u"d"_s}}}, *m_profile));
        QVERIFY(state.presetReplies.add({.payload = "mine", .match = QJsonObject{{u"topic"_s, u"c"_s}}}, *m_profile));
        const Decision decision = responder({.command = u"c"_s}).decide(command(u"c"_s), {}, state, m_scope);
        QCOMPARE(decision.reply->text(), QByteArray("mine"));
        QCOMPARE(decision.usedPreset, std::optional<qsizetype>(1));
        QCOMPARE(state.presetReplies.count(), 1);
    }

    void stopsAStorm()
    {
        Profile profile;
        profile.replyLimit = 3;
        ResponderState state;
        QVERIFY(state.presetReplies.add({"one"}, *m_profile));
        const Responder device = responder({.command = u"c"_s}, profile);
        const Delivery delivery{.at = Clock::Instant(std::chrono::hours(1)), .values = 42};
        for (int i = 0; i < 3; ++i)
            QVERIFY(device.decide(command(u"c"_s), delivery, state, m_scope).isMatched());
        const Decision first = device.decide(command(u"c"_s), delivery, state, m_scope);
        QVERIFY(first.stopped == ReplyGuard::Verdict::StopTheseValues);
        QVERIFY(first.unanswered->reason == UnansweredReason::RepliesStopped);
        QVERIFY(!device.decide(command(u"c"_s), delivery, state, m_scope).stopped); // said once
    }

    void aDecisionOutlivesWhatItCameFrom()
    {
        Decision preset;
        Decision byProfile;
        {
            ResponderState state;
            QVERIFY(state.presetReplies.add({"kept"}, *m_profile));
            const Responder device = responder({.command = u"c"_s});
            preset = device.decide(command(u"c"_s), {}, state, m_scope);
            byProfile = device.decide(command(u"c"_s), {}, state, m_scope);
            state.presetReplies.clear();
        }
        QCOMPARE(preset.reply->text(), QByteArray("kept"));
        QCOMPARE(byProfile.reply->text(), Profile().reply);
    }
};

STANDIN_TEST(TestResponder)
#include "tst_responder.moc"
