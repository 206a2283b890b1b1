// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerig.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a device receives, answers, publishes and reports.
class TestDeviceMessages : public QObject
{
    Q_OBJECT

private:
    static Profile reporting(const QList<Telemetry> &telemetry)
    {
        Profile profile;
        profile.telemetry = telemetry;
        profile.connection.reconnect = {.initialMs = 100, .maxMs = 100, .jitter = 0, .attempts = 0};
        return profile;
    }

private slots:
    // Commands

    void answersACommand()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.command(R"({"requestTime":17,"op":"get"})", 1);
        QCOMPARE(rig.session->published.size(), 1);
        const OutboundMessage reply = rig.session->published.constFirst();
        QCOMPARE(reply.topic, u"mqtt/dev/v1/bypass/rsp"_s);
        QCOMPARE(reply.payload, QByteArray(R"({"code":0,"requestTime":17,"result":{}})"));
        QCOMPARE(reply.qos, quint8(1));
        QVERIFY(!reply.retain);
    }

    void recordsTheCommandBeforeItsReply()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.session->deliver({.topic = u"mqtt/dev/v1/bypass"_s,
                              .payload = R"({"requestTime":17})",
                              .qos = 2,
                              .retain = true,
                              .dup = true,
                              .packetId = 99});
        const EntryPtr in = rig.entries(EntryKind::In).value(0);
        const EntryPtr out = rig.entries(EntryKind::Out).value(0);
        QVERIFY(in && out);
        QCOMPARE(in->topic, u"mqtt/dev/v1/bypass"_s);
        QCOMPARE(in->payload, QByteArray(R"({"requestTime":17})"));
        QCOMPARE(in->qos, quint8(2));
        QVERIFY(in->retain && in->dup && in->matched);
        QCOMPARE(in->packetId, quint16(99));
        QCOMPARE(in->ruleId, u"default"_s);
        QCOMPARE(in->correlation, (Match::Correlation{{u"requestTime"_s, u"17"_s}}));

        QVERIFY(out->seq > in->seq);
        QCOMPARE(out->correlation, in->correlation);
        QCOMPARE(out->ruleId, u"default"_s);
        QVERIFY(out->matched);
        QCOMPARE(out->device, u"dev"_s);
    }

    void doesNotAnswer_data()
    {
        QTest::addColumn<QString>("topic");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("reason");
        const QString command = u"mqtt/dev/v1/bypass"_s;
        QTest::newRow("no correlation key") << command << QByteArray(R"({"op":"get"})") << u"noCorrelationKey"_s;
        QTest::newRow("no JSON") << command << QByteArray("hello") << u"notJson"_s;
        QTest::newRow("NUL behind it") << command << QByteArray("{\"requestTime\":1}\0", 18) << u"notJson"_s;
        QTest::newRow("NUL in front") << command << QByteArray("\0{\"requestTime\":1}", 18) << u"notJson"_s;
        QTest::newRow("another topic") << u"fw/dev/1"_s << QByteArray(R"({"requestTime":1})") << u"notOnCommandTopic"_s;
    }

    void doesNotAnswer()
    {
        QFETCH(QString, topic);
        QFETCH(QByteArray, payload);
        QFETCH(QString, reason);
        DeviceRig rig;
        rig.connectAndAccept();
        rig.session->deliver({.topic = topic, .payload = payload});
        QVERIFY(rig.session->published.isEmpty());
        const EntryPtr in = rig.entries(EntryKind::In).value(0);
        QVERIFY(in && !in->matched);
        QVERIFY(in->ruleId.isEmpty());
        QCOMPARE(rig.reasons(), QStringList{reason});
    }

    void saysWhereTheJsonEnds()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.command(QByteArray("\xEF\xBB\xBF{\"requestTime\":1,\n \"a\":2}\0", 29));
        const EntryPtr in = rig.entries(EntryKind::In).value(0);
        QVERIFY(in->unanswered && in->unanswered->json);
        QCOMPARE(in->unanswered->json->at.line, 2);
        QCOMPARE(in->unanswered->json->at.column, 8);
        QVERIFY(in->unanswered->json->problem == JsonProblem::NullCharacter);
    }

    void skipsAByteOrderMark()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.command("\xEF\xBB\xBF{\"requestTime\":17}");
        QCOMPARE(rig.sentPayloads(), QByteArrayList{R"({"code":0,"requestTime":17,"result":{}})"});
        QCOMPARE(rig.reasons(), QStringList{QString()});
        QVERIFY(rig.entries(EntryKind::In).value(0)->payload.startsWith("\xEF")); // as it came
    }

    // What the device and its fleet said

    /// Delivers what the device has published since the last time, as a broker does.
    static void deliverCopies(DeviceRig &rig, qsizetype &from)
    {
        const QList<OutboundMessage> published = rig.session->published;
        for (; from < published.size(); ++from)
            rig.session->deliver(
                {.topic = published[from].topic, .payload = published[from].payload, .qos = 0, .retain = false});
    }

    static Profile listeningToItself()
    {
        Profile profile;
        profile.topics = {
            .report = u"site/${clientId}/up"_s, .command = u"site/#"_s, .reply = u"site/${clientId}/rsp"_s};
        return profile;
    }

    void doesNotAnswerItsOwnReply()
    {
        DeviceRig rig(listeningToItself());
        rig.connectAndAccept();
        rig.session->deliver({.topic = u"site/all/cmd"_s, .payload = R"({"requestTime":42})"});
        qsizetype copied = 0;
        for (int round = 0; round < 5; ++round)
            deliverCopies(rig, copied);
        QCOMPARE(rig.session->published.size(), 1);
        QCOMPARE(rig.reasons(), (QStringList{QString(), u"ownMessage"_s}));
    }

    void doesNotAnswerWhatItSaysItself_data()
    {
        QTest::addColumn<QString>("topic");
        QTest::newRow("report topic") << u"${topics.report}"_s;
        QTest::newRow("any other topic") << u"site/door"_s;
        QTest::newRow("any other topic of the device") << u"site/${clientId}/cmd"_s;
    }

    void doesNotAnswerWhatItSaysItself()
    {
        QFETCH(QString, topic);
        DeviceRig rig(listeningToItself());
        rig.device->addPresetReply({"preset"}, {});
        rig.connectAndAccept();
        rig.device->publish({.topic = topic, .payload = R"({"requestTime":1})", .qos = 1}, {});
        qsizetype copied = 0;
        deliverCopies(rig, copied);
        QCOMPARE(rig.session->published.size(), 1);
        QCOMPARE(rig.reasons(), QStringList{u"ownMessage"_s});
        QCOMPARE(rig.status().presetReplies.size(), 1);
    }

    void itsOwnTelemetryTakesNoPreset()
    {
        Profile profile = listeningToItself();
        profile.telemetry = {
            {.name = u"t"_s, .topic = u"site/t"_s, .payload = R"({"requestTime":5})", .everyMs = 1000}};
        DeviceRig rig(profile);
        rig.device->addPresetReply({"preset"}, {});
        rig.connectAndAccept();
        qsizetype copied = 0;
        for (int second = 0; second < 200; ++second) {
            deliverCopies(rig, copied);
            rig.advance(1s);
        }
        QCOMPARE(rig.status().presetReplies.size(), 1);
        QCOMPARE(rig.reasons().count(u"ownMessage"_s), 200);
        rig.session->deliver({.topic = u"site/t"_s, .payload = "others"});
        QCOMPARE(rig.session->published.constLast().payload, QByteArray("preset"));
    }

    void answersTheSameBytesFromSomebodyElse()
    {
        DeviceRig rig(listeningToItself());
        rig.connectAndAccept();
        rig.device->publish({.topic = u"site/state"_s, .payload = R"({"requestTime":1})", .qos = 0}, {});
        qsizetype copied = 0;
        deliverCopies(rig, copied);
        rig.session->deliver({.topic = u"site/state"_s, .payload = R"({"requestTime":1})"});
        QCOMPARE(rig.reasons(), (QStringList{u"ownMessage"_s, QString()}));
    }

    void itsWillIsNoCommand()
    {
        Profile profile = listeningToItself();
        profile.connection.will = Will{.topic = u"site/${clientId}/gone"_s, .payload = R"({"requestTime":9})"};
        DeviceRig rig(profile);
        rig.connectAndAccept();
        rig.session->deliver({.topic = u"site/dev/gone"_s, .payload = R"({"requestTime":9})", .retain = true});
        rig.session->deliver({.topic = u"site/dev/gone"_s, .payload = R"({"requestTime":9})"});
        QVERIFY(rig.session->published.isEmpty());
        QCOMPARE(rig.reasons(), (QStringList{u"ownMessage"_s, u"ownMessage"_s}));
    }

    void whatItRetainedInAnEarlierRunIsNoCommand()
    {
        DeviceRig rig(listeningToItself());
        rig.connectAndAccept();
        rig.session->deliver({.topic = u"site/dev/up"_s, .payload = R"({"requestTime":9})", .retain = true});
        QCOMPARE(rig.reasons(), QStringList{u"ownMessage"_s});
        rig.session->deliver({.topic = u"site/dev/up"_s, .payload = R"({"requestTime":9})"});
        QCOMPARE(rig.session->published.size(), 1); // somebody else's
    }

    void stopsAStormAndSaysSo()
    {
        DeviceRig rig(listeningToItself());
        rig.connectAndAccept();
        // Somebody turns each reply into a command, with another text and on another topic.
        for (int i = 0; i < 5000; ++i)
            rig.session->deliver(
                {.topic = u"site/echo"_s, .payload = "{\"n\":" + QByteArray::number(i) + ",\"requestTime\":42}"});
        QCOMPARE(rig.session->published.size(), Profile().replyLimit);
        QCOMPARE(rig.reasons().constLast(), u"repliesStopped"_s);
        const QList<EntryPtr> faults = rig.entries(EntryKind::Fault);
        QCOMPARE(faults.size(), 1);
        QVERIFY(faults[0]->event == EntryEvent::RepliesStopped);
        QCOMPARE(faults[0]->topic, u"site/echo"_s);
        QCOMPARE(faults[0]->error->code, ErrorCode::LimitReached);
        rig.session->deliver({.topic = u"site/cmd"_s, .payload = R"({"requestTime":43})"});
        QCOMPARE(rig.session->published.size(), Profile().replyLimit + 1);
    }

    void answersAgainAfterAStorm_data()
    {
        QTest::addColumn<bool>("byConnect");
        QTest::newRow("after a pause") << false;
        QTest::newRow("after a connect") << true;
    }

    void answersAgainAfterAStorm()
    {
        QFETCH(bool, byConnect);
        Profile profile = listeningToItself();
        profile.replyLimit = 2;
        DeviceRig rig(profile);
        rig.connectAndAccept();
        for (int i = 0; i < 5; ++i)
            rig.session->deliver({.topic = u"site/a"_s, .payload = R"({"requestTime":42})"});
        QCOMPARE(rig.session->published.size(), 2);
        if (byConnect)
            rig.device->connectToBroker({});
        else
            rig.advance(ReplyGuard::window);
        rig.session->deliver({.topic = u"site/a"_s, .payload = R"({"requestTime":42})"});
        QCOMPARE(rig.session->published.size(), 3);
    }

    void answersWhereTheMessageAsks()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        QMqttPublishProperties properties;
        properties.setResponseTopic(u"back/end"_s);
        properties.setCorrelationData("c-1");
        rig.session->deliver(
            {.topic = u"mqtt/dev/v1/bypass"_s, .payload = R"({"traceId":"a"})", .properties = properties});
        const OutboundMessage reply = rig.session->published.value(0);
        QCOMPARE(reply.topic, u"back/end"_s);
        QCOMPARE(reply.properties.correlationData(), QByteArray("c-1"));
        const QList<std::pair<QString, QString>> recorded = {{u"responseTopic"_s, u"back/end"_s},
                                                             {u"correlationData"_s, u"c-1"_s}};
        QCOMPARE(rig.entries(EntryKind::In).value(0)->properties, recorded);
    }

    void answersBeforeTheLastSubscriptionIsIn()
    {
        DeviceRig rig;
        rig.device->connectToBroker({});
        rig.command(R"({"requestTime":1})"); // a broker may send from the first SUBACK on
        QCOMPARE(rig.session->published.size(), 1);
        QCOMPARE(rig.state(), u"connecting"_s);
    }

    void recordsAReplyThatWasNotSent()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.session->publishError = Error{ErrorCode::NotOnline, u"no"_s};
        rig.command(R"({"requestTime":1})");
        QVERIFY(rig.entries(EntryKind::Out).isEmpty());
        const EntryPtr problem = rig.entries(EntryKind::Protocol).value(0);
        QVERIFY(problem && problem->event == EntryEvent::ReplyNotSent);
        QCOMPARE(problem->topic, u"mqtt/dev/v1/bypass/rsp"_s);
        QCOMPARE(problem->error->code, ErrorCode::NotOnline);
        QVERIFY(rig.entries(EntryKind::In).value(0)->matched); // the decision stands
        QCOMPARE(rig.status().sent, quint64(0));
    }

    void countsWhatItReceivesAndSends()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.command(R"({"requestTime":1})");
        rig.advance(3s);
        rig.session->deliver({.topic = u"other"_s, .payload = "x"});
        const DeviceStatus status = rig.status();
        QCOMPARE(status.received, quint64(2));
        QCOMPARE(status.sent, quint64(1));
        QCOMPARE(status.lastAt, rig.time.clock.nowMicros());
        QVERIFY(status.lastInbound);
        QCOMPARE(status.lastTopic, u"other"_s);
        QCOMPARE(status.lastPayload, QByteArray("x"));
    }

    /// Ten thousand devices must not keep ten thousand large payloads: the journal has them, as long as it can.
    void keepsTheBeginningOfALargeMessage()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        const QString topic(5000, u't');
        const QByteArray payload(1'000'000, 'x');
        rig.session->deliver({.topic = topic, .payload = payload});
        const DeviceStatus status = rig.status();
        QCOMPARE(status.lastTopic, topic.first(DeviceStatus::mostLastPayload));
        QCOMPARE(status.lastPayload, payload.first(DeviceStatus::mostLastPayload));
        QVERIFY(status.lastPayload.capacity() < 2 * DeviceStatus::mostLastPayload);
        QCOMPARE(status.lastPayloadBytes, payload.size());
        const JournalPage page = rig.journal.read({.after = status.lastSeq - 1, .limit = 1});
        QVERIFY(page.entries.first()->payload == payload);
    }

    // Topics made of the command

    void answersOnATopicMadeOfTheCommand_data()
    {
        QTest::addColumn<QString>("reply");
        QTest::addColumn<QList<CorrelationKey>>("correlation");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("answered");
        CorrelationKey rid(u"rid"_s);
        rid.topic = u"v1/devices/me/rpc/request/{rid}"_s;
        QTest::newRow("ThingsBoard") << u"v1/devices/me/rpc/response/${rid}"_s << QList{rid}
                                     << u"v1/devices/me/rpc/request/7"_s << QByteArray("on")
                                     << u"v1/devices/me/rpc/response/7"_s;
        rid.topic = u"$iothub/methods/POST/+/?$rid={rid}"_s;
        QTest::newRow("Azure") << u"$iothub/methods/res/200/?$rid=${rid}"_s << QList{rid}
                               << u"$iothub/methods/POST/reboot/?$rid=1a"_s << QByteArray("{}")
                               << u"$iothub/methods/res/200/?$rid=1a"_s;
        CorrelationKey job(u"jobId"_s);
        job.jsonPointer = u"/execution/jobId"_s;
        QTest::newRow("AWS jobs") << u"$aws/things/${clientId}/jobs/${jobId}/update"_s << QList{job}
                                  << u"$aws/things/dev/jobs/notify-next"_s
                                  << QByteArray(R"({"execution":{"jobId":"j-1"}})")
                                  << u"$aws/things/dev/jobs/j-1/update"_s;
        QTest::newRow("below the command's topic") << u"${command.topic}/rsp"_s << Profile().correlation << u"a/cmd"_s
                                                   << QByteArray(R"({"requestTime":1})") << u"a/cmd/rsp"_s;
        QTest::newRow("a level") << u"rsp/${command.levels.1}"_s << Profile().correlation << u"a/cmd"_s
                                 << QByteArray(R"({"requestTime":1})") << u"rsp/cmd"_s;
        QTest::newRow("JSON") << u"rsp/${command.json.ids.1}"_s << Profile().correlation << u"a/cmd"_s
                              << QByteArray(R"({"requestTime":1,"ids":["x","y"]})") << u"rsp/y"_s;
    }

    void answersOnATopicMadeOfTheCommand()
    {
        QFETCH(QString, reply);
        QFETCH(QList<CorrelationKey>, correlation);
        QFETCH(QString, topic);
        QFETCH(QByteArray, payload);
        QFETCH(QString, answered);
        Profile profile;
        profile.topics.command = u"#"_s;
        profile.topics.reply = reply;
        profile.correlation = correlation;
        profile.reply = "ok";
        DeviceRig rig(profile);
        rig.connectAndAccept();
        rig.session->deliver({.topic = topic, .payload = payload});
        QCOMPARE(rig.session->published.size(), 1);
        QCOMPARE(rig.session->published.constFirst().topic, answered);
        QCOMPARE(rig.entries(EntryKind::In).value(0)->correlation.size(), 1);
    }

    void saysThatTheReplyHasNoTopic()
    {
        Profile profile;
        profile.topics.reply = u"rsp/${command.json.id}"_s;
        DeviceRig rig(profile);
        rig.connectAndAccept();
        rig.command(R"({"requestTime":1})");
        QVERIFY(rig.session->published.isEmpty());
        const EntryPtr problem = rig.entries(EntryKind::Protocol).value(0);
        QVERIFY(problem && problem->event == EntryEvent::ReplyNotSent);
        QVERIFY2(problem->error->message.contains(u"${command.json.id}"), qPrintable(problem->error->message));
        rig.command(R"({"requestTime":1,"id":5})");
        QCOMPARE(rig.session->published.constFirst().topic, u"rsp/5"_s);
    }

    void publishesBracesAsTheyAre()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->publish({.topic = u"t"_s, .payload = R"({"a":"{requestTime}"})", .qos = 0}, {});
        QCOMPARE(rig.sentPayloads(), QByteArrayList{R"({"a":"{requestTime}"})"});
    }

    // QoS

    void sendsWithTheQosOfTheProfile_data()
    {
        QTest::addColumn<MessageQos>("qos");
        QTest::addColumn<int>("reply");
        QTest::addColumn<int>("report");
        QTest::newRow("defaults") << MessageQos() << 2 << 1;
        QTest::newRow("given") << MessageQos{.report = 0, .reply = 1} << 1 << 0;
    }

    void sendsWithTheQosOfTheProfile()
    {
        QFETCH(MessageQos, qos);
        Profile profile;
        profile.qos = qos;
        DeviceRig rig(profile);
        rig.connectAndAccept();
        rig.command(R"({"requestTime":1})", 2);
        rig.device->publish({.payload = "{}"}, {});
        rig.device->publish({.payload = "{}", .qos = 2}, {});
        QTEST(int(rig.session->published.value(0).qos), "reply");
        QTEST(int(rig.session->published.value(1).qos), "report");
        QCOMPARE(int(rig.session->published.value(2).qos), 2);
    }

    void recordsThatLessWasGranted()
    {
        DeviceRig rig;
        rig.device->connectToBroker({});
        rig.session->grant(u"a/#"_s, 2, 1);
        rig.session->accept();
        QCOMPARE(rig.state(), u"online"_s);
        const EntryPtr entry = rig.entries(EntryKind::Protocol).value(0);
        QVERIFY(entry && entry->event == EntryEvent::SubscriptionLimited);
        QCOMPARE(entry->topic, u"a/#"_s);
        QCOMPARE(entry->error->detail, u"asked for QoS 2, granted QoS 1"_s);
    }

    // Preset replies

    void presetRepliesComeFirstAndOnce()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        for (const char *payload : {R"({"n":1,"t":"${requestTime}"})", R"({"n":2,"t":"{requestTime}"})"}) {
            Answer answer;
            rig.device->addPresetReply({payload}, answer.completion());
            QVERIFY(answer.isSuccess());
        }
        QCOMPARE(rig.status().presetReplies.size(), 2);

        rig.command(R"({"requestTime":1})");
        QCOMPARE(rig.status().presetReplies, QList<PresetReply>{{.payload = R"({"n":2,"t":"{requestTime}"})"}});
        rig.command(R"({"requestTime":2})");
        rig.command(R"({"requestTime":3})");
        QCOMPARE(rig.sentPayloads(),
                 (QByteArrayList{R"({"n":1,"t":1})", R"({"n":2,"t":2})", R"({"code":0,"requestTime":3,"result":{}})"}));
        QStringList rules;
        for (const EntryPtr &entry : rig.entries(EntryKind::In))
            rules.append(entry->ruleId);
        QCOMPARE(rules, (QStringList{u"preset"_s, u"preset"_s, u"default"_s}));
        QVERIFY(rig.status().presetReplies.isEmpty());
    }

    void presetRepliesAreForCommandsOnly()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->addPresetReply({"{}"}, {});
        rig.session->deliver({.topic = u"fw/dev/1"_s, .payload = R"({"requestTime":1})"});
        QVERIFY(rig.session->published.isEmpty());
        rig.command("no key needed");
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"{}"});
    }

    void oldCommandsTakeNoPreset_data()
    {
        QTest::addColumn<bool>("retain");
        QTest::addColumn<bool>("dup");
        QTest::addColumn<QString>("reason");
        QTest::newRow("retained") << true << false << u"retained"_s;
        QTest::newRow("DUP") << false << true << u"duplicate"_s;
    }

    void oldCommandsTakeNoPreset()
    {
        QFETCH(bool, retain);
        QFETCH(bool, dup);
        QFETCH(QString, reason);
        DeviceRig rig;
        rig.device->addPresetReply({"preset"}, {});
        rig.connectAndAccept();
        rig.session->deliver({.topic = u"mqtt/dev/v1/bypass"_s, .payload = "old", .retain = retain, .dup = dup});
        QCOMPARE(rig.reasons(), QStringList{reason});
        rig.session->deliver(
            {.topic = u"mqtt/dev/v1/bypass"_s, .payload = R"({"traceId":"t"})", .retain = retain, .dup = dup});
        QCOMPARE(rig.entries(EntryKind::Out).value(0)->ruleId, u"default"_s);
        QCOMPARE(rig.status().presetReplies.size(), 1);
        rig.command("new");
        QCOMPARE(rig.sentPayloads().constLast(), QByteArray("preset"));
    }

    void aSecondCopyTakesNoPreset()
    {
        Profile profile;
        profile.subscriptions = {{u"mqtt/#"_s, 1}};
        DeviceRig rig(profile);
        rig.device->addPresetReply({"one"}, {});
        rig.device->addPresetReply({"two"}, {});
        rig.connectAndAccept();
        rig.command(R"({"requestTime":1})");
        rig.command(R"({"requestTime":1})"); // the copy of the other subscription
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"one"});
        QCOMPARE(rig.reasons(), (QStringList{QString(), u"duplicate"_s}));
        rig.command(R"({"requestTime":2})");
        QCOMPARE(rig.sentPayloads(), (QByteArrayList{"one", "two"}));
    }

    void aRepetitionIsNotAnsweredTwice()
    {
        DeviceRig rig;
        rig.device->addPresetReply({"preset"}, {});
        rig.connectAndAccept();
        rig.command(R"({"requestTime":1})", 1);
        rig.session->lose();
        rig.device->reconnect({});
        rig.session->accept();
        rig.session->deliver(
            {.topic = u"mqtt/dev/v1/bypass"_s, .payload = R"({"requestTime":1})", .qos = 1, .dup = true});
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"preset"});
        QCOMPARE(rig.reasons(), (QStringList{QString(), u"duplicate"_s}));
    }

    void aPresetWaitsForItsCommand()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        const QJsonObject reboot{{u"correlation"_s, QJsonObject{{u"traceId"_s, u"r-1"_s}}}};
        rig.device->addPresetReply({"first"}, {});
        rig.device->addPresetReply({.payload = "reboot", .match = reboot}, {});
        rig.command(R"({"traceId":"a"})");
        rig.command(R"({"traceId":"b"})");
        QCOMPARE(rig.status().presetReplies, (QList<PresetReply>{{.payload = "reboot", .match = reboot}}));
        rig.command(R"({"traceId":"r-1"})");
        QCOMPARE(rig.sentPayloads().constLast(), QByteArray("reboot"));
        QVERIFY(rig.status().presetReplies.isEmpty());
    }

    void presetRepliesOutliveTheSession()
    {
        DeviceRig rig;
        rig.device->addPresetReply({"kept"}, {});
        rig.connectAndAccept();
        rig.session->lose();
        rig.device->reconnect({});
        rig.session->accept();
        rig.command("x");
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"kept"});
    }

    void aWrongPresetReplyChangesNothing()
    {
        DeviceRig rig;
        Answer answer;
        rig.device->addPresetReply({R"({"a":"${oops()}"})"}, answer.completion());
        QCOMPARE(answer.code(), ErrorCode::InvalidArgument);
        QVERIFY(rig.status().presetReplies.isEmpty());
    }

    void clearsPresetReplies()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->addPresetReply({"a"}, {});
        rig.device->clearPresetReplies();
        QVERIFY(rig.status().presetReplies.isEmpty());
        rig.command("x");
        QVERIFY(rig.session->published.isEmpty());
    }

    // Publishing

    void publishesWhenOnlineOnly()
    {
        DeviceRig rig;
        Answer early;
        rig.device->publish({.payload = "{}"}, early.completion());
        QCOMPARE(early.code(), ErrorCode::NotOnline);
        QCOMPARE(early.message(), u"the device is offline"_s);
        QCOMPARE(early.detail(), QString()); // the code says it
        rig.device->connectToBroker({});
        Answer connecting;
        rig.device->publish({.payload = "{}"}, connecting.completion());
        QCOMPARE(connecting.code(), ErrorCode::NotOnline);
        QVERIFY(rig.session->published.isEmpty());
    }

    void publishesATemplate()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->publish(
            {.topic = u"${topics.report}/x"_s, .payload = R"({"id":"${clientId}"})", .qos = 0, .retain = true}, {});
        const OutboundMessage sent = rig.session->published.value(0);
        QCOMPARE(sent.topic, u"mqtt/dev/v1/req/x"_s);
        QCOMPARE(sent.payload, QByteArray(R"({"id":"dev"})"));
        QVERIFY(sent.retain);
        const EntryPtr out = rig.entries(EntryKind::Out).value(0);
        QVERIFY(out->retain && !out->matched);
        QVERIFY(out->ruleId.isEmpty());
    }

    void refusesAWrongPublication_data()
    {
        QTest::addColumn<QString>("topic");
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("topic") << u"${oops}"_s << QByteArray("{}");
        QTest::newRow("payload") << u"t"_s << QByteArray("${oops}");
        QTest::newRow("a topic without value") << u"${requestTime}"_s << QByteArray("{}");
        QTest::newRow("a payload without value") << u"t"_s << QByteArray(R"({"a":"${command.json.a}"})");
        QTest::newRow("a var that is not there") << u"t"_s << QByteArray("${vars.none}");
    }

    void refusesAWrongPublication()
    {
        QFETCH(QString, topic);
        QFETCH(QByteArray, payload);
        DeviceRig rig;
        rig.connectAndAccept();
        Answer answer;
        rig.device->publish({.topic = topic, .payload = payload}, answer.completion());
        QCOMPARE(answer.code(), ErrorCode::InvalidArgument);
        QVERIFY(rig.session->published.isEmpty());
    }

    void answersWhenTheBrokerAcknowledges_data()
    {
        QTest::addColumn<int>("qos");
        QTest::addColumn<bool>("waits");
        QTest::newRow("QoS 0") << 0 << false;
        QTest::newRow("QoS 1") << 1 << true;
        QTest::newRow("QoS 2") << 2 << true;
    }

    void answersWhenTheBrokerAcknowledges()
    {
        QFETCH(int, qos);
        QFETCH(bool, waits);
        DeviceRig rig;
        rig.connectAndAccept();
        Answer answer;
        rig.device->publish({.payload = "{}", .qos = static_cast<quint8>(qos)}, answer.completion());
        QCOMPARE(answer.isThere(), !waits);
        if (waits)
            rig.session->acknowledge(1);
        QVERIFY(answer.isSuccess());
        rig.advance(1min);
        QVERIFY(answer.isSuccess());
    }

    void whatTheSessionRefusesIsAnsweredAtOnce()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.session->publishError = Error{ErrorCode::InvalidArgument, u"no topic"_s};
        Answer answer;
        rig.device->publish({.payload = "{}"}, answer.completion());
        QCOMPARE(answer.code(), ErrorCode::InvalidArgument);
        QVERIFY(rig.entries(EntryKind::Out).isEmpty());
        QCOMPARE(rig.status().sent, quint64(0));
    }

    void timesOutWithoutAnAcknowledgement()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        Answer late;
        rig.device->publish({.payload = "{}"}, late.completion());
        rig.advance(5s);
        Answer later;
        rig.device->publish({.payload = "{}"}, later.completion());
        rig.advance(5s - 1ms);
        QVERIFY(!late.isThere());
        rig.advance(1ms);
        QCOMPARE(late.code(), ErrorCode::DeliveryUnknown);
        QCOMPARE(late.message(),
                 u"the broker did not acknowledge packet 1 within 10 s: it is unknown whether it has the "
                 "message"_s);
        QCOMPARE(late.detail(), u"packet id 1, 10 s"_s);
        QVERIFY(!later.isThere());
        rig.session->acknowledge(1); // too late, and harmless
        rig.session->acknowledge(2);
        QVERIFY(later.isSuccess());
        QCOMPARE(rig.state(), u"online"_s);
    }

    void recordsARefusedMessage()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        Answer answer;
        rig.device->publish({.payload = "{}"}, answer.completion());
        rig.session->acknowledge(1, Failure(Error{ErrorCode::PublishRefused, u"quota"_s, {}, quint8(0x97)}));
        QCOMPARE(answer.code(), ErrorCode::PublishRefused);
        const EntryPtr entry = rig.entries(EntryKind::Protocol).value(0);
        QVERIFY(entry && entry->event == EntryEvent::MessageRefused);
        QCOMPARE(entry->packetId, quint16(1));
        QVERIFY(entry->error->reasonCode == quint8(0x97));
    }

    void aLossFailsWhatIsOnItsWay()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        Answer first;
        Answer second;
        rig.device->publish({.payload = "1"}, first.completion());
        rig.device->publish({.payload = "2"}, second.completion());
        rig.session->acknowledge(1);
        rig.session->lose();
        QVERIFY(first.isSuccess());
        QCOMPARE(second.code(), ErrorCode::ConnectionLost);
        const QString when = u"after the message was sent as packet 2: it is unknown whether the broker has it"_s;
        QCOMPARE(second.message(), u"the connection was lost "_s + when + u": lost"_s);
        QCOMPARE(second.detail(), u"lost; "_s + when);
    }

    // What was answered as failed is not sent any more

    void withdrawsWhatWasNotSent_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("text");
        QTest::newRow("time-out")
            << u"time-out"_s << ErrorCode::PublishTimeout
            << u"not sent within 10 s, because the broker has not acknowledged the messages before "
               "it; it will not be sent"_s;
        QTest::newRow("loss") << u"loss"_s << ErrorCode::ConnectionLost
                              << u"the connection was lost before the message was sent; it will not be sent: lost"_s;
        QTest::newRow("offline") << u"offline"_s << ErrorCode::ConnectionLost
                                 << u"the device went offline before the message was sent; it will not be sent"_s;
    }

    void withdrawsWhatWasNotSent()
    {
        QFETCH(QString, how);
        QFETCH(ErrorCode, code);
        QFETCH(QString, text);
        DeviceRig rig;
        rig.connectAndAccept();
        Answer sent;
        Answer waits;
        rig.device->publish({.payload = "1"}, sent.completion());
        rig.session->holdsMessages = true;
        rig.device->publish({.payload = "2"}, waits.completion());
        if (how == u"time-out")
            rig.advance(10s);
        else if (how == u"loss")
            rig.session->lose();
        else
            rig.device->goOffline(OfflineMode::Clean, {});
        QVERIFY(rig.session->held.isEmpty());
        QCOMPARE(waits.code(), code);
        QCOMPARE(waits.message(), text);
        QVERIFY(sent.message().contains(u"packet 1"_s) && sent.message().contains(u"unknown"_s));

        const QList<EntryPtr> entries = rig.entries(EntryKind::Protocol); // the entry of its sending is not true
        QCOMPARE(entries.size(), 1);
        QVERIFY(entries[0]->event == EntryEvent::MessageGivenUp);
        QCOMPARE(entries[0]->packetId, quint16(2));
        QCOMPARE(entries[0]->error->code, code);
    }

    void whatNobodyWaitsForStays()
    {
        DeviceRig rig(reporting({{.name = u"t"_s, .payload = "x", .qos = 1, .everyMs = 1'000'000}}));
        rig.device->connectToBroker({});
        rig.session->holdsMessages = true;
        rig.session->accept();
        QCOMPARE(rig.session->held.size(), 1);
        rig.advance(20s);
        rig.session->lose();
        QCOMPARE(rig.session->held.size(), 1); // nobody was told that it has failed
    }

    void aLinkThatDiesDuringAPublish_data()
    {
        QTest::addColumn<int>("qos");
        QTest::newRow("QoS 0") << 0;
        QTest::newRow("QoS 1") << 1;
        QTest::newRow("QoS 2") << 2;
    }

    void aLinkThatDiesDuringAPublish()
    {
        QFETCH(int, qos);
        DeviceRig rig;
        rig.connectAndAccept();
        rig.session->losesOnPublish = true;
        Answer answer;
        rig.device->publish({.payload = "1", .qos = static_cast<quint8>(qos)}, answer.completion());
        QCOMPARE(answer.code(), ErrorCode::ConnectionLost);
        QVERIFY2(answer.message().endsWith(u": lost"_s), qPrintable(answer.message()));
        QCOMPARE(rig.state(), u"reconnecting"_s);
    }

    void recordsAMessageThatIsGivenUp()
    {
        DeviceRig rig;
        rig.device->connectToBroker({});
        rig.session->giveUp(7, {ErrorCode::TooLarge, u"too large"_s});
        const EntryPtr entry = rig.entries(EntryKind::Protocol).value(0);
        QVERIFY(entry && entry->event == EntryEvent::MessageGivenUp);
        QCOMPARE(entry->packetId, quint16(7));
        QCOMPARE(entry->error->code, ErrorCode::TooLarge);
    }

    void leavingFailsWhatIsOnItsWay()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        Answer answer;
        rig.device->publish({.payload = "1"}, answer.completion());
        rig.device->goOffline(OfflineMode::Clean, {});
        QCOMPARE(answer.code(), ErrorCode::ConnectionLost);
        QCOMPARE(
            answer.message(),
            u"the device went offline after the message was sent as packet 1: it is unknown whether the broker has it"_s);
    }

    // Telemetry

    void reportsAtOnceAndAtTheInterval()
    {
        DeviceRig rig(reporting({{.name = u"t"_s, .payload = "${seq()}", .qos = 1, .everyMs = 1500}}));
        rig.connectAndAccept();
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"1"});
        QCOMPARE(rig.session->published.constFirst().topic, u"mqtt/dev/v1/req"_s);
        QCOMPARE(rig.session->published.constFirst().qos, quint8(1));
        rig.advance(1499ms);
        QCOMPARE(rig.session->published.size(), 1);
        rig.advance(1ms);
        QCOMPARE(rig.sentPayloads(), (QByteArrayList{"1", "2"}));
        QCOMPARE(rig.entries(EntryKind::Out).size(), 2);
    }

    void reportsStopWhileItIsNotOnline()
    {
        DeviceRig rig(reporting({{.name = u"t"_s, .payload = "x", .everyMs = 1000}}));
        rig.advance(10s);
        rig.device->connectToBroker({});
        rig.advance(10s);
        QVERIFY(rig.session->published.isEmpty());
        rig.session->accept();
        rig.session->lose();
        rig.advance(90ms);
        QCOMPARE(rig.session->published.size(), 1);
        rig.advance(10ms);
        rig.session->accept();
        QCOMPARE(rig.session->published.size(), 2); // back online: at once
        rig.device->goOffline(OfflineMode::Clean, {});
        rig.advance(1min);
        QCOMPARE(rig.session->published.size(), 2);
        QCOMPARE(rig.time.timers.count(), size_t(0));
    }

    void recordsAReportThatWasNotSent()
    {
        DeviceRig rig(reporting({{.name = u"t"_s, .payload = "x", .everyMs = 1000}}));
        rig.connectAndAccept();
        rig.session->publishError = Error{ErrorCode::InvalidArgument, u"no"_s};
        rig.advance(2s);
        const QList<EntryPtr> problems = rig.entries(EntryKind::Protocol);
        QCOMPARE(problems.size(), 2);
        QVERIFY(problems[0]->event == EntryEvent::ReportNotSent);
        QCOMPARE(problems[0]->topic, u"mqtt/dev/v1/req"_s);
        QCOMPARE(problems[0]->error->code, ErrorCode::InvalidArgument);
    }

    void aReportThatLosesTheLinkEndsTheOthers()
    {
        DeviceRig rig(reporting(
            {{.name = u"a"_s, .payload = "a", .everyMs = 1000}, {.name = u"b"_s, .payload = "b", .everyMs = 1000}}));
        rig.device->connectToBroker({});
        rig.session->losesOnPublish = true;
        rig.session->accept();
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"a"});
        QCOMPARE(rig.state(), u"reconnecting"_s);
        rig.advance(100ms);
        rig.session->accept();
        QCOMPARE(rig.sentPayloads(), (QByteArrayList{"a", "a", "b"}));
    }

    // Another profile while online

    void anotherReplyTakesEffectAtOnce()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        Profile other;
        other.reply = R"({"ok":"${requestTime}"})";
        rig.setProfile(other);
        rig.command(R"({"requestTime":5})");
        QCOMPARE(rig.sentPayloads(), QByteArrayList{R"({"ok":5})"});
        QCOMPARE(rig.session->opened.size(), 1);
    }

    void otherTopicsTakeEffectAtOnceWhereItPublishes()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        Profile other;
        other.topics.reply = u"new/${clientId}"_s;
        rig.setProfile(other);
        rig.command(R"({"requestTime":5})");
        QCOMPARE(rig.session->published.constFirst().topic, u"new/dev"_s);
    }

    void otherReportsStartAtOnce()
    {
        DeviceRig rig(reporting({{.name = u"t"_s, .payload = "old", .everyMs = 1000}}));
        rig.connectAndAccept();
        rig.advance(500ms);
        rig.setProfile(reporting({{.name = u"t"_s, .payload = "new", .everyMs = 2000}}));
        QCOMPARE(rig.sentPayloads(), (QByteArrayList{"old", "new"}));
        rig.advance(2s);
        QCOMPARE(rig.sentPayloads(), (QByteArrayList{"old", "new", "new"}));
    }

    void theSameReportsKeepTheirInterval()
    {
        const Profile profile = reporting({{.name = u"t"_s, .payload = "x", .everyMs = 1000}});
        DeviceRig rig(profile);
        rig.connectAndAccept();
        Profile renamed = profile;
        renamed.name = u"other"_s;
        rig.setProfile(renamed);
        QCOMPARE(rig.session->published.size(), 1); // a change elsewhere is no report
        rig.advance(1s);
        QCOMPARE(rig.session->published.size(), 2);
    }

    void aProfileChangedWhileOfflineStartsNothing()
    {
        DeviceRig rig;
        rig.setProfile(reporting({{.name = u"t"_s, .payload = "x", .everyMs = 1000}}));
        rig.advance(10s);
        QVERIFY(rig.session->published.isEmpty());
        rig.connectAndAccept();
        QCOMPARE(rig.session->published.size(), 1);
    }
};

STANDIN_TEST(TestDeviceMessages)
#include "tst_devicemessages.moc"
