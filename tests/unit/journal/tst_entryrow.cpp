// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/entryrow.h"
#include "journal/history/sqliteconnection.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

bool sameMessage(const Entry &a, const Entry &b)
{
    return a.topic == b.topic && a.payload == b.payload && a.qos == b.qos && a.retain == b.retain && a.dup == b.dup &&
           a.packetId == b.packetId && a.properties == b.properties && a.matched == b.matched && a.ruleId == b.ruleId &&
           a.testId == b.testId;
}

bool sameReason(const std::optional<Unanswered> &a, const std::optional<Unanswered> &b)
{
    if (a.has_value() != b.has_value())
        return false;
    if (!a)
        return true;
    if (a->reason != b->reason || a->json.has_value() != b->json.has_value())
        return false;
    return !a->json || (a->json->problem == b->json->problem && a->json->at.line == b->json->at.line &&
                        a->json->at.column == b->json->at.column);
}

bool isSame(const Entry &a, const Entry &b)
{
    return a.seq == b.seq && a.at == b.at && a.device == b.device && a.event == b.event && sameMessage(a, b) &&
           sameReason(a.unanswered, b.unanswered) && a.state == b.state && a.offlineMode == b.offlineMode &&
           a.waitedMs == b.waitedMs && a.sessionPresent == b.sessionPresent && a.reasonCode == b.reasonCode &&
           a.error == b.error;
}

} // namespace

class TestEntryRow : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldComesBack_data()
    {
        QTest::addColumn<Entry>("entry");
        const Entry plain{.seq = 7, .at = 1'700'000'000'123'456, .device = u"d"_s};
        Entry entry = plain;
        entry.event = EntryEvent::MessageReceived;
        entry.topic = u"a/ü"_s;
        entry.payload = QByteArray("\0\xff{}", 4);
        entry.qos = 2;
        entry.packetId = 65535;
        entry.matched = true;
        entry.ruleId = u"preset"_s;
        entry.testId = u"T-1"_s;
        QTest::newRow("message") << entry;
        entry.topic = u"\uFEFFa"_s;
        QTest::newRow("topic that begins with U+FEFF") << entry;
        entry.retain = true;
        QTest::newRow("retained") << entry;
        entry.dup = true;
        entry.properties = {{u"n"_s, u"1"_s}, {u"n"_s, u"2"_s}, {u""_s, u"\n\""_s}};
        QTest::newRow("user properties") << entry;
        entry.payload = {};
        QTest::newRow("empty payload") << entry;
        entry.matched = false;
        entry.unanswered = Unanswered{.reason = UnansweredReason::Retained};
        QTest::newRow("unanswered") << entry;
        entry.unanswered = Unanswered{.reason = UnansweredReason::NotJson,
                                      .json = JsonFault{.problem = JsonProblem::TextAfterEnd, .at = {3, 4}}};
        QTest::newRow("not JSON") << entry;
        entry = plain;
        QTest::newRow("no state") << entry;
        entry.state = DeviceState::Failed;
        entry.offlineMode = OfflineMode::Silent;
        entry.error = Error{ErrorCode::TakenOver, u"m"_s, u"w"_s, quint8(0x8e), QString()};
        QTest::newRow("state, mode and error") << entry;
        entry.error = Error{ErrorCode::Internal, u"m"_s};
        QTest::newRow("bare error") << entry;
        entry = plain;
        entry.event = EntryEvent::ConnackReceived;
        entry.sessionPresent = true;
        entry.reasonCode = quint8(0);
        QTest::newRow("CONNACK") << entry;
        entry.event = EntryEvent::PingAnsweredLate;
        entry.waitedMs = 1234;
        QTest::newRow("late PINGRESP") << entry;
    }

    void everyFieldComesBack()
    {
        QFETCH(Entry, entry);
        const auto connection = SqliteConnection::open(u":memory:"_s, SqliteConnection::Access::Write);
        VERIFY_RESULT(connection);
        SqliteConnection &database = **connection;
        VERIFY_RESULT(database.execute("CREATE TABLE entries("_ba + EntryRow::columns() + ')'));
        auto insert = database.prepare("INSERT INTO entries VALUES("_ba + EntryRow::placeholders() + ')');
        VERIFY_RESULT(insert);
        EntryRow::bind(*insert, entry);
        VERIFY_RESULT(insert->run());
        auto select = database.prepare("SELECT "_ba + EntryRow::columns() + " FROM entries");
        VERIFY_RESULT(select);
        QVERIFY(select->step().value_or(false));
        const auto back = EntryRow::read(*select);
        QVERIFY(back);
        QVERIFY(isSame(*back, entry));
    }

    void aRowThatMeansNothingIsNoEntry_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("event") << u"event = 'x'"_s;
        QTest::newRow("facts that are no JSON") << u"facts = '{'"_s;
        QTest::newRow("facts that are no object") << u"facts = '[]'"_s;
        QTest::newRow("state") << u"facts = '{\"state\":\"x\"}'"_s;
        QTest::newRow("mode") << u"facts = '{\"offlineMode\":1}'"_s;
        QTest::newRow("error") << u"facts = '{\"error\":{\"code\":\"x\"}}'"_s;
        QTest::newRow("reason") << u"facts = '{\"unanswered\":{\"reason\":\"x\"}}'"_s;
        QTest::newRow("problem") << u"facts = '{\"unanswered\":{\"reason\":\"notJson\",\"problem\":999}}'"_s;
    }

    void aRowThatMeansNothingIsNoEntry()
    {
        QFETCH(QString, change);
        const auto connection = SqliteConnection::open(u":memory:"_s, SqliteConnection::Access::Write);
        VERIFY_RESULT(connection);
        SqliteConnection &database = **connection;
        VERIFY_RESULT(database.execute("CREATE TABLE entries("_ba + EntryRow::columns() + ')'));
        VERIFY_RESULT(database.execute("INSERT INTO entries(seq, event) VALUES(1, 'state-changed')"_ba));
        VERIFY_RESULT(database.execute("UPDATE entries SET " + change.toUtf8()));
        auto select = database.prepare("SELECT "_ba + EntryRow::columns() + " FROM entries");
        VERIFY_RESULT(select);
        QVERIFY(select->step().value_or(false));
        QVERIFY(!EntryRow::read(*select));
    }
};

STANDIN_TEST(TestEntryRow)
#include "tst_entryrow.moc"
