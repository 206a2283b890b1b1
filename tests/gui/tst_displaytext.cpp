// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/displaytext.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The texts of the log.
class TestDisplayText : public QObject
{
    Q_OBJECT

private slots:
    void wordsOfEvents_data();
    void wordsOfEvents();
    void notesOfMessages_data();
    void notesOfMessages();
};

void TestDisplayText::wordsOfEvents_data()
{
    using Event = EntryEvent;
    QTest::addColumn<Entry>("entry");
    QTest::addColumn<QString>("words");
    QTest::newRow("received") << Entry{.event = Event::MessageReceived} << QString();
    QTest::newRow("sent") << Entry{.event = Event::MessageSent} << QString();
    QTest::newRow("state") << Entry{.event = Event::StateChanged, .state = DeviceState::Reconnecting}
                           << u"Reconnecting"_s;
    QTest::newRow("state and mode") << Entry{.event = Event::StateChanged,
                                             .state = DeviceState::Offline,
                                             .offlineMode = OfflineMode::WithWill}
                                    << u"Offline · with will"_s;
    QTest::newRow("report") << Entry{.event = Event::ReportNotSent} << u"report not sent"_s;
    QTest::newRow("reply") << Entry{.event = Event::ReplyNotSent} << u"reply not sent"_s;
    QTest::newRow("refused") << Entry{.event = Event::MessageRefused, .packetId = 7} << u"message refused"_s;
    QTest::newRow("given up") << Entry{.event = Event::MessageGivenUp, .packetId = 7} << u"message given up"_s;
    QTest::newRow("no will") << Entry{.event = Event::WithWillUnavailable, .offlineMode = OfflineMode::Abrupt}
                             << u"with-will needs MQTT 5: going offline abruptly instead"_s;
    QTest::newRow("local broker died") << Entry{.event = Event::LocalBrokerDied} << u"the local broker has ended"_s;
    QTest::newRow("granted") << Entry{.event = Event::SubscriptionLimited}
                             << u"SUBACK: granted a lower QoS than requested"_s;
    QTest::newRow("as asked for") << Entry{.event = Event::SubscriptionGranted, .qos = 1}
                                  << u"SUBACK: granted with QoS 1"_s;
    QTest::newRow("subscription refused") << Entry{.event = Event::SubscriptionRefused} << u"SUBACK: refused"_s;
    QTest::newRow("CONNACK") << Entry{.event = Event::ConnackReceived, .reasonCode = 0} << u"CONNACK: new session"_s;
    QTest::newRow("CONNACK, resumed") << Entry{.event = Event::ConnackReceived, .sessionPresent = true, .reasonCode = 0}
                                      << u"CONNACK: session resumed"_s;
    QTest::newRow("CONNACK, refused") << Entry{.event = Event::ConnackReceived, .reasonCode = 0x87}
                                      << u"CONNACK: not authorized (0x87)"_s;
    QTest::newRow("CONNACK, refused before 5")
        << Entry{.event = Event::ConnackReceived, .reasonCode = 5} << u"CONNACK: not authorized (0x05)"_s;
    QTest::newRow("PINGRESP") << Entry{.event = Event::PingAnsweredLate, .waitedMs = 7200}
                              << u"PINGRESP only after 7,200 ms"_s;
    QTest::newRow("DISCONNECT") << Entry{.event = Event::DisconnectReceived, .reasonCode = 0x8b}
                                << u"DISCONNECT of the broker: server shutting down (0x8b)"_s;
    QTest::newRow("DISCONNECT, no reason")
        << Entry{.event = Event::DisconnectReceived, .reasonCode = 0} << u"DISCONNECT of the broker"_s;
    QTest::newRow("stopped") << Entry{.event = Event::RepliesStopped}
                             << u"stopped answering: replies seem to come back as commands"_s;
}

void TestDisplayText::wordsOfEvents()
{
    QFETCH(Entry, entry);
    QFETCH(QString, words);
    QCOMPARE(DisplayText::event(entry), words);
    if (!entry.isMessage())
        QCOMPARE(DisplayText::note(entry), words);
}

void TestDisplayText::notesOfMessages_data()
{
    using Event = EntryEvent;
    QTest::addColumn<Entry>("entry");
    QTest::addColumn<QString>("note");
    QTest::newRow("not answered") << Entry{.event = Event::MessageReceived} << u"not answered"_s;
    const auto unanswered = [](const char *name, const Unanswered &why, const QString &words) {
        QTest::newRow(name) << Entry{.event = Event::MessageReceived, .unanswered = why} << u"not answered: "_s + words;
    };
    using Reason = UnansweredReason;
    unanswered("own", {Reason::OwnMessage}, u"published by these devices"_s);
    unanswered("another topic", {Reason::NotOnCommandTopic}, u"not on the command topic"_s);
    unanswered("no JSON", {Reason::NotJson}, u"not JSON"_s);
    unanswered("NUL", {Reason::NotJson, JsonFault{JsonProblem::NullCharacter, {2, 3}}},
               u"not JSON (line 2, column 3: a NUL character (U+0000) does not belong here)"_s);
    unanswered("no key", {Reason::NoCorrelationKey}, u"no correlation key in it"_s);
    unanswered("no reply", {Reason::NoReply}, u"the profile has no reply"_s);
    unanswered("retained", {Reason::Retained}, u"retained, so it uses no preset reply"_s);
    unanswered("duplicate", {Reason::Duplicate}, u"delivered before"_s);
    unanswered("storm", {Reason::RepliesStopped}, u"too many replies"_s);
    QTest::newRow("answered") << Entry{.event = Event::MessageReceived,
                                       .correlation = {{u"traceId"_s, u"5"_s}},
                                       .matched = true,
                                       .ruleId = u"default"_s}
                              << u"traceId = 5   answered by default reply"_s;
    QTest::newRow("reply") << Entry{.event = Event::MessageSent, .matched = true, .ruleId = u"preset"_s}
                           << u"preset reply"_s;
    QTest::newRow("report") << Entry{.event = Event::MessageSent} << QString();
}

void TestDisplayText::notesOfMessages()
{
    QFETCH(Entry, entry);
    QTEST(DisplayText::note(entry), "note");
}

STANDIN_TEST(TestDisplayText)
#include "tst_displaytext.moc"
