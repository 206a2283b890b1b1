// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/export/entryjson.h"
#include "support/quoted.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;

class TestEntryJson : public QObject
{
    Q_OBJECT

private slots:
    void wholeMessage();

    void emptyMessageHasAPayload()
    {
        QCOMPARE(parsed({.event = EntryEvent::MessageSent}).value(u"payload"_s), QString());
    }

    void unansweredMessageHasAReason()
    {
        Entry entry{.event = EntryEvent::MessageReceived};
        entry.unanswered = Unanswered{.reason = UnansweredReason::NotJson, .json = JsonFault::in("{\n?")};
        const QJsonObject json = parsed(entry);
        QCOMPARE(json.value(u"reason"_s), u"notJson"_s);
        QCOMPARE(json.value(u"jsonError"_s)[u"line"_s], 2);
    }

    void eventHasNoPayload()
    {
        Entry entry{.seq = 1, .device = u"gw"_s, .event = EntryEvent::StateChanged};
        entry.state = DeviceState::Failed;
        entry.error = Error{ErrorCode::ConnectionRefused, u"refused"_s};
        const QJsonObject json = parsed(entry);
        QVERIFY(!json.contains(u"payload"_s) && !json.contains(u"topic"_s));
        QCOMPARE(json.value(u"state"_s), u"failed"_s);
        QCOMPARE(json.value(u"note"_s), u"failed"_s);
        QCOMPARE(json.value(u"error"_s)[u"code"_s], u"connection-refused"_s);
    }

    /// Each event has what docs/rest.md lists, and is one JSON object.
    void everyEventIsAnObject()
    {
        for (int event = 0; event <= int(EntryEvent::HistoryResumed); ++event) {
            const Entry entry{.seq = 1, .event = EntryEvent(event)};
            const QJsonObject json = parsed(entry);
            QCOMPARE(json.value(u"event"_s), toString(entry.event));
            QCOMPARE(json.contains(u"payload"_s), entry.isMessage());
        }
    }

private:
    static QJsonObject parsed(const Entry &entry)
    {
        QByteArray text;
        for (const TextPiece piece = entryPiece(entry); piece(text);) {
        }
        return QJsonDocument::fromJson(text).object();
    }
};

void TestEntryJson::wholeMessage()
{
    const Entry entry{.seq = 43,
                      .at = 1'769'860'800'123'456,
                      .device = u"gw-1"_s,
                      .event = EntryEvent::MessageReceived,
                      .topic = u"cmd"_s,
                      .payload = quoted("{'traceId':'a1b2'}"),
                      .qos = 1,
                      .packetId = 7,
                      .correlation = {{u"traceId"_s, u"a1b2"_s}},
                      .matched = true,
                      .ruleId = u"default"_s};
    const QByteArray expected =
        quoted("{'seq':43,'at':'2026-01-31T12:00:00.123456Z','device':'gw-1','kind':'in','event':'message-received',"
               "'topic':'cmd','qos':1,'retain':false,'dup':false,'packetId':7,'properties':[],"
               "'correlation':{'traceId':'a1b2'},'matched':true,'ruleId':'default',"
               "'payload':'{\\'traceId\\':\\'a1b2\\'}','json':{'traceId':'a1b2'}}");
    QCOMPARE(parsed(entry), QJsonDocument::fromJson(expected).object());
}

STANDIN_TEST(TestEntryJson)
#include "tst_entryjson.moc"
