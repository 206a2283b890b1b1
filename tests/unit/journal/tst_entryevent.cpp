// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/entry.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestEntryEvent : public QObject
{
    Q_OBJECT

private slots:
    void eventsHaveNamesAndKinds_data()
    {
        using Event = EntryEvent;
        QTest::addColumn<int>("event");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("kind");
        const auto row = [](Event event, const char *name, const QString &kind) {
            QTest::newRow(name) << int(event) << QString::fromLatin1(name) << kind;
        };
        row(Event::MessageReceived, "message-received", u"in"_s);
        row(Event::MessageSent, "message-sent", u"out"_s);
        row(Event::StateChanged, "state-changed", u"lifecycle"_s);
        row(Event::ReportNotSent, "report-not-sent", u"protocol"_s);
        row(Event::MessageGivenUp, "message-given-up", u"protocol"_s);
        row(Event::ReplyNotSent, "reply-not-sent", u"protocol"_s);
        row(Event::MessageRefused, "message-refused", u"protocol"_s);
        row(Event::WithWillUnavailable, "with-will-unavailable", u"protocol"_s);
        row(Event::LocalBrokerDied, "local-broker-died", u"protocol"_s);
        row(Event::SubscriptionLimited, "subscription-limited", u"protocol"_s);
        row(Event::HistoryStopped, "history-stopped", u"protocol"_s);
        row(Event::HistoryResumed, "history-resumed", u"protocol"_s);
        row(Event::EventFired, "event-fired", u"lifecycle"_s);
        row(Event::RuleFailed, "rule-failed", u"protocol"_s);
        row(Event::StateSet, "state-set", u"lifecycle"_s);
        row(Event::RepliesStopped, "replies-stopped", u"fault"_s);
        row(Event::ConnackReceived, "connack-received", u"protocol"_s);
        row(Event::SubscriptionGranted, "subscription-granted", u"protocol"_s);
        row(Event::SubscriptionRefused, "subscription-refused", u"protocol"_s);
        row(Event::PingAnsweredLate, "pingresp-late", u"protocol"_s);
        row(Event::DisconnectReceived, "disconnect-received", u"protocol"_s);
    }

    void eventsHaveNamesAndKinds()
    {
        QFETCH(int, event);
        QFETCH(QString, name);
        QFETCH(QString, kind);
        const auto code = static_cast<EntryEvent>(event);
        QCOMPARE(toString(code), name);
        QVERIFY(entryEventFromString(name) == code);
        QCOMPARE(toString(Entry{.event = code}.kind()), kind);
    }

    void otherNamesAreNoEvents_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << u"report not sent"_s;
        QTest::newRow("capital letter") << u"Message-sent"_s;
        QTest::newRow("more behind it") << u"message-sent "_s;
        QTest::newRow("kind") << u"in"_s;
    }

    void otherNamesAreNoEvents()
    {
        QFETCH(QString, name);
        QVERIFY(!entryEventFromString(name));
    }

    void messagesAreReceivedOrSent_data()
    {
        QTest::addColumn<int>("event");
        QTest::addColumn<bool>("isMessage");
        QTest::newRow("received") << int(EntryEvent::MessageReceived) << true;
        QTest::newRow("sent") << int(EntryEvent::MessageSent) << true;
        QTest::newRow("not sent") << int(EntryEvent::ReplyNotSent) << false;
        QTest::newRow("refused") << int(EntryEvent::MessageRefused) << false;
        QTest::newRow("state") << int(EntryEvent::StateChanged) << false;
    }

    void messagesAreReceivedOrSent()
    {
        QFETCH(int, event);
        QTEST(Entry{.event = static_cast<EntryEvent>(event)}.isMessage(), "isMessage");
    }
};

STANDIN_TEST(TestEntryEvent)
#include "tst_entryevent.moc"
