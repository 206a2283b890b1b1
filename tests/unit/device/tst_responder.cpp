// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/responder.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestResponder : public QObject
{
    Q_OBJECT

private:
    static Responder responder(const Topics &topics, const Profile &profile = {})
    {
        return {CompiledProfile::make(profile).value(), topics};
    }

    static Command command(const QString &topic, bool hasKey = true)
    {
        Command command{Match::Message({.topic = topic, .payload = "{}"}), {}};
        if (hasKey)
            command.correlation = {{u"requestTime"_s, 1}};
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
        QTest::newRow("#, its own reply") << u"a/#"_s << u"a/reply"_s << false;
        QTest::newRow("#, its own report") << u"a/#"_s << u"a/report"_s << false;
        QTest::newRow("no command topic") << QString() << u"a"_s << false;
    }

    void decidesByTopic()
    {
        QFETCH(QString, filter);
        QFETCH(QString, topic);
        QFETCH(bool, isMatched);
        ResponderState state;
        const Topics topics{.report = u"a/report"_s, .command = filter, .reply = u"a/reply"_s};
        const Decision decision = responder(topics).decide(command(topic), state);
        QCOMPARE(decision.isMatched(), isMatched);
        QCOMPARE(decision.ruleId, isMatched ? u"default"_s : QString());
    }

    void theProfilesReplyNeedsAKey()
    {
        ResponderState state;
        const Responder device = responder({.command = u"c"_s});
        QVERIFY(!device.decide(command(u"c"_s, false), state).isMatched());
        QCOMPARE(device.decide(command(u"c"_s), state).reply->text(), Profile().reply);
    }

    void aProfileWithoutReplyAnswersNothing()
    {
        Profile profile;
        profile.reply.clear();
        ResponderState state;
        QVERIFY(!responder({.command = u"c"_s}, profile).decide(command(u"c"_s), state).isMatched());
    }

    void presetRepliesComeFirst()
    {
        ResponderState state;
        QVERIFY(state.presetReplies.add("one", {}));
        QVERIFY(state.presetReplies.add("two", {}));
        const Responder device = responder({.command = u"c"_s});
        const Decision first = device.decide(command(u"c"_s, false), state);
        QCOMPARE(first.reply->text(), QByteArray("one"));
        QCOMPARE(first.ruleId, u"preset"_s);
        QCOMPARE(device.decide(command(u"c"_s), state).reply->text(), QByteArray("two"));
        QCOMPARE(device.decide(command(u"c"_s), state).ruleId, u"default"_s);
    }

    void whatIsNoCommandUsesNoPreset()
    {
        ResponderState state;
        QVERIFY(state.presetReplies.add("one", {}));
        QVERIFY(!responder({.command = u"c"_s}).decide(command(u"other"_s), state).isMatched());
        QCOMPARE(state.presetReplies.count(), 1);
    }

    void aDecisionOutlivesWhatItCameFrom()
    {
        Decision preset;
        Decision byProfile;
        {
            ResponderState state;
            QVERIFY(state.presetReplies.add("kept", {}));
            const Responder device = responder({.command = u"c"_s});
            preset = device.decide(command(u"c"_s), state);
            byProfile = device.decide(command(u"c"_s), state);
            state.presetReplies.clear();
        }
        QCOMPARE(preset.reply->text(), QByteArray("kept"));
        QCOMPARE(byProfile.reply->text(), Profile().reply);
    }
};

STANDIN_TEST(TestResponder)
#include "tst_responder.moc"
