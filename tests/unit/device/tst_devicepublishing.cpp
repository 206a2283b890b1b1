// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerig.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Publishing and reports of a device.
class TestDevicePublishing : public QObject
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
    void publishesWhenOnlineOnly()
    {
        DeviceRig rig;
        Answer early;
        rig.device->publish({.payload = "{}"}, early.completion());
        QCOMPARE(early.code(), ErrorCode::NotOnline);
        QCOMPARE(early.message(), u"the device is offline"_s);
        QCOMPARE(early.detail(), QString()); // the code has the reason
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

    // A message that was reported as failed is not sent any more

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

    void messagesWithoutCompletionStay()
    {
        DeviceRig rig(reporting({{.name = u"t"_s, .payload = "x", .qos = 1, .everyMs = 1'000'000}}));
        rig.device->connectToBroker({});
        rig.session->holdsMessages = true;
        rig.session->accept();
        QCOMPARE(rig.session->held.size(), 1);
        rig.advance(20s);
        rig.session->lose();
        QCOMPARE(rig.session->held.size(), 1); // it was not reported as failed
    }

    /// Another thread may receive it at once, and the journal is to have the cause before the effect.
    void isInTheJournalBeforeItIsSent()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        qsizetype before = 0;
        rig.session->whenSent = [&] { before = rig.entries(EntryKind::Out).size(); };
        rig.device->publish({.payload = "1"}, {});
        QCOMPARE(before, 1);
        rig.session->publishError = Error{ErrorCode::LimitReached, u"too much"_s};
        rig.device->publish({.payload = "2"}, {});
        QCOMPARE(rig.entries(EntryKind::Out).size(), 1);
    }

    void aLinkThatIsLostDuringAPublish_data()
    {
        QTest::addColumn<int>("qos");
        QTest::newRow("QoS 0") << 0;
        QTest::newRow("QoS 1") << 1;
        QTest::newRow("QoS 2") << 2;
    }

    void aLinkThatIsLostDuringAPublish()
    {
        QFETCH(int, qos);
        DeviceRig rig;
        rig.connectAndAccept();
        rig.session->losesOnPublish = true;
        Answer answer;
        rig.device->publish({.payload = "1", .qos = static_cast<quint8>(qos)}, answer.completion());
        QCOMPARE(answer.code(), ErrorCode::ConnectionLost);
        QVERIFY2(answer.message().contains(u": lost, 0 ms after PUBLISH to"_s), qPrintable(answer.message()));
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
        QCOMPARE(rig.session->published.size(), 1); // another change of the profile sends no report
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

STANDIN_TEST(TestDevicePublishing)
#include "tst_devicepublishing.moc"
