// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerig.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The messages that a device receives and answers.
class TestDeviceMessages : public QObject
{
    Q_OBJECT

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

    void keepsTheTextOfWhatItCopies_data();
    void keepsTheTextOfWhatItCopies()
    {
        QFETCH(QByteArray, command);
        Profile profile;
        profile.reply = R"({"id":"${traceId}","text":"<${traceId}>","all":"${command.json.in}"})";
        DeviceRig rig(profile);
        rig.connectAndAccept();
        rig.command(command);
        QTEST(rig.sentPayloads().value(0), "reply");
    }

    void longNumbersAreNotMixedUp()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.command(R"({"traceId":18446744073709551001})");
        rig.command(R"({"traceId":18446744073709551002})");
        JournalQuery query;
        query.kind = EntryKind::In;
        query.correlationKey = u"traceId"_s;
        query.correlationValue = u"18446744073709551002"_s;
        const JournalPage page = rig.journal.read(query);
        QCOMPARE(page.entries.size(), 1);
        QCOMPARE(page.entries.first()->payload, R"({"traceId":18446744073709551002})"_ba);
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

    // Messages of the device itself and of its fleet

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

    void answersTheSameBytesFromAnotherClient()
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
        QCOMPARE(rig.session->published.size(), 1); // of another client
    }

    void stopsAStormAndSaysSo()
    {
        DeviceRig rig(listeningToItself());
        rig.connectAndAccept();
        // Another client turns each reply into a command, with another text and on another topic.
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

    void repliesWithTheValueOfAScript()
    {
        Profile profile;
        profile.vars = QJsonObject{{u"base"_s, 10}};
        profile.reply = R"({"requestTime":"${requestTime}","next":"${command.json.level * 2 + vars.base}"})";
        DeviceRig rig(profile);
        rig.connectAndAccept();
        QVERIFY2(!rig.scripts.isStarted(), "an engine without a script");
        rig.command(R"({"requestTime":1,"level":3})");
        QCOMPARE(rig.sentPayloads(), QByteArrayList{R"({"requestTime":1,"next":16})"});
    }

    void aScriptThatFailsIsInTheJournal()
    {
        Profile profile;
        profile.reply = R"({"requestTime":"${requestTime}","next":"${command.json.op.level + 1}"})";
        profile.telemetry = {{.name = {}, .topic = u"a"_s, .payload = "${[index][1].x}"}};
        DeviceRig rig(profile);
        rig.connectAndAccept();
        rig.command(R"({"requestTime":1})");
        QVERIFY(rig.session->published.isEmpty());
        QList<EntryEvent> events;
        for (const EntryPtr &entry : rig.entries(EntryKind::Protocol)) {
            events.append(entry->event);
            QCOMPARE(entry->error->code, ErrorCode::ScriptFailed);
            QVERIFY2(entry->error->message.contains(u"line 1: TypeError"_s), qPrintable(entry->error->message));
        }
        QVERIFY(events == (QList{EntryEvent::ReportNotSent, EntryEvent::ReplyNotSent}));
    }

    /// A short template makes a long text of a long command, or of vars.
    void whatBecomesTooLongIsNotSent()
    {
        Profile profile;
        profile.vars = QJsonObject{{u"a"_s, QString(70'000, u'x')}};
        profile.reply = QByteArray("${command.payload}").repeated(1000);
        profile.telemetry = {{.name = {}, .topic = u"${vars.a}"_s, .payload = "1"}};
        DeviceRig rig(profile);
        rig.connectAndAccept();
        rig.command("{\"requestTime\":1,\"x\":\"" + QByteArray(20'000, 'x') + "\"}");
        QVERIFY(rig.session->published.isEmpty());
        QList<EntryEvent> events;
        for (const EntryPtr &entry : rig.entries(EntryKind::Protocol)) {
            events.append(entry->event);
            QCOMPARE(entry->error->code, ErrorCode::TooLarge);
        }
        QVERIFY(events == (QList{EntryEvent::ReportNotSent, EntryEvent::ReplyNotSent}));

        std::optional<Result<>> published;
        rig.device->publish({.topic = u"${vars.a}"_s, .payload = "1"},
                            Completion<>([&](const Result<> &result) { published = result; }));
        QCOMPARE(published->error().code, ErrorCode::TooLarge);
    }

    void aNameOfACommandIsExplained_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("says");
        QTest::newRow("a correlation key")
            << R"({"t":"${requestTime}"})"_ba << u"${requestTime} has no value here: it comes with a command"_s;
        QTest::newRow("of the command") << R"({"t":"${command.topic}"})"_ba
                                        << u"${command.topic} has no value here: it comes with a command"_s;
        QTest::newRow("a misspelt name") << R"({"t":"${requesTime}"})"_ba << u"${requesTime}: unknown name"_s;
    }

    void aNameOfACommandIsExplained()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QString, says);
        DeviceRig rig;
        rig.connectAndAccept();
        std::optional<Result<>> published;
        rig.device->publish({.payload = payload}, Completion<>([&](const Result<> &result) { published = result; }));
        QVERIFY(published && !*published);
        QVERIFY2(published->error().message.startsWith(says), qPrintable(published->error().message));
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

    /// Ten thousand devices must not store ten thousand large payloads; the journal has them, within its limits.
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

    void recordsWhatTheBrokerSaysOfTheSession()
    {
        DeviceRig rig;
        rig.device->connectToBroker({});
        rig.session->say({.kind = BrokerAnswer::Kind::Granted, .topic = u"a/#"_s, .qos = 1});
        rig.session->accept();
        QCOMPARE(rig.state(), u"online"_s);
        const EntryPtr entry = rig.entries(EntryKind::Protocol).value(0);
        QVERIFY(entry && entry->event == EntryEvent::SubscriptionGranted);
        QCOMPARE(entry->device, rig.status().id);
        QCOMPARE(entry->topic, u"a/#"_s);
    }
};

void TestDeviceMessages::keepsTheTextOfWhatItCopies_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("reply");
    const auto row = [](const char *name, const char *command, const char *reply) {
        QTest::newRow(name) << QByteArray(command) << QByteArray(reply);
    };
    row("more digits than a double has", R"({"traceId":18446744073709551001})",
        R"({"id":18446744073709551001,"text":"<18446744073709551001>","all":null})");
    row("one more", R"({"traceId":18446744073709551002})",
        R"({"id":18446744073709551002,"text":"<18446744073709551002>","all":null})");
    row("decimals", R"({"traceId":20.0})", R"({"id":20.0,"text":"<20.0>","all":null})");
    row("exponent", R"({"traceId":1E3})", R"({"id":1E3,"text":"<1E3>","all":null})");
    row("escapes", R"({"traceId":"\u0041\"\/"})", R"({"id":"\u0041\"\/","text":"<\u0041\"\/>","all":null})");
    row("order and digits of a part", R"({"traceId":1, "in":{ "b": 2.50, "a": 18446744073709551615 }})",
        R"({"id":1,"text":"<1>","all":{"b":2.50,"a":18446744073709551615}})");
}

STANDIN_TEST(TestDeviceMessages)
#include "tst_devicemessages.moc"
