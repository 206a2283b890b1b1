// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/export/csv.h"
#include "support/quoted.h"
#include "support/testprogram.h"

#include <QHash>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;

namespace {

/// The cells of a line, as RFC 4180 says.
QByteArrayList cellsOf(const QByteArray &line)
{
    QByteArrayList cells{QByteArray()};
    bool isQuoted = false;
    for (qsizetype at = 0; at < line.size() - 2; ++at) {
        const char c = line.at(at);
        if (c == '"' && isQuoted && line.at(at + 1) == '"')
            cells.last() += line.at(++at);
        else if (c == '"')
            isQuoted = !isQuoted;
        else if (c == ',' && !isQuoted)
            cells.append(QByteArray());
        else
            cells.last() += c;
    }
    return cells;
}

/// The cells of an entry by the names of their columns.
QHash<QByteArray, QByteArray> byColumn(const Entry &entry)
{
    const QByteArrayList names = cellsOf(Csv::header());
    const QByteArrayList cells = cellsOf(Csv::row(entry));
    QHash<QByteArray, QByteArray> result;
    for (qsizetype at = 0; at < std::min(names.size(), cells.size()); ++at)
        result.insert(names.at(at), cells.at(at));
    return names.size() == cells.size() ? result : QHash<QByteArray, QByteArray>();
}

Entry messageWith(const QByteArray &payload)
{
    return {.device = u"gw"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = payload};
}

} // namespace

class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void columnsStay()
    {
        QCOMPARE(Csv::header(),
                 "client_id,topic,payload,payload_encoding,qos,retain,direction,createAt,payload_format_indicator,"
                 "message_expiry_interval,topic_alias,response_topic,correlation_data,subscription_identifier,"
                 "content_type,user_properties,seq,kind,event,dup,packet_id,correlation,matched,reason,rule_id,test_id,"
                 "state,offline_mode,session_present,waited_ms,reason_code,note,error\r\n"_ba);
    }

    void messageHasItsFields()
    {
        Entry entry = messageWith(quoted("{'traceId':'a'}"));
        entry.seq = 43;
        entry.at = 1'769'860'800'123'456;
        entry.qos = 2;
        entry.retain = true;
        entry.packetId = 9;
        entry.correlation = {{u"traceId"_s, u"a"_s}};
        entry.matched = true;
        entry.properties = {{u"contentType"_s, u"json"_s},
                            {u"unit"_s, u"C"_s},
                            {u"contentType"_s, u"a user property"_s},
                            {u"responseTopic"_s, u"r"_s}};
        const auto cells = byColumn(entry);
        QCOMPARE(cells.value("client_id"), "gw"_ba);
        QCOMPARE(cells.value("payload"), quoted("{'traceId':'a'}"));
        QCOMPARE(cells.value("payload_encoding"), "text"_ba);
        QCOMPARE(cells.value("qos"), "2"_ba);
        QCOMPARE(cells.value("retain"), "true"_ba);
        QCOMPARE(cells.value("direction"), "received"_ba);
        QCOMPARE(cells.value("createAt"), "2026-01-31T12:00:00.123456Z"_ba);
        QCOMPARE(cells.value("content_type"), "json"_ba);
        QCOMPARE(cells.value("response_topic"), "r"_ba);
        QCOMPARE(cells.value("user_properties"),
                 quoted("[{'name':'unit','value':'C'},{'name':'contentType','value':'a user property'}]"));
        QCOMPARE(cells.value("seq"), "43"_ba);
        QCOMPARE(cells.value("packet_id"), "9"_ba);
        QCOMPARE(cells.value("correlation"), quoted("{'traceId':'a'}"));
        QCOMPARE(cells.value("matched"), "true"_ba);
    }

    void sentMessageIsPublished()
    {
        QCOMPARE(byColumn({.event = EntryEvent::MessageSent}).value("direction"), "publish"_ba);
        QCOMPARE(byColumn({.event = EntryEvent::MessageSent}).value("correlation"), QByteArray());
    }

    void eventHasItsFields()
    {
        Entry entry{.seq = 2, .device = u"gw"_s, .event = EntryEvent::StateChanged};
        entry.state = DeviceState::Failed;
        entry.error = Error{ErrorCode::ConnectionRefused, u"no, \"never\""_s};
        const auto cells = byColumn(entry);
        QCOMPARE(cells.value("state"), "failed"_ba);
        QVERIFY(cells.value("error").contains(quoted("'message':'no, \\'never\\''")));
        QCOMPARE(cells.value("direction"), QByteArray());
        QCOMPARE(cells.value("payload_encoding"), QByteArray());
        QCOMPARE(cells.value("user_properties"), QByteArray());
        QCOMPARE(cells.value("correlation"), QByteArray());
    }

    void payloadIsTextOrBase64_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("encoding");
        QTest::newRow("empty") << ""_ba
                               << ""_ba
                               << "text"_ba;
        QTest::newRow("quotes, commas, line ends") << "a\"b\",\r\nc\td"_ba
                                                   << "a\"b\",\r\nc\td"_ba
                                                   << "text"_ba;
        QTest::newRow("other letters") << "温度 é 😀"_ba
                                       << "温度 é 😀"_ba
                                       << "text"_ba;
        QTest::newRow("not UTF-8") << "\xff\x01"_ba
                                   << "/wE="_ba
                                   << "base64"_ba;
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << "YQBi"_ba
                             << "base64"_ba;
        QTest::newRow("escape") << "\x1b[0m"_ba
                                << "G1swbQ=="_ba
                                << "base64"_ba;
    }

    void payloadIsTextOrBase64()
    {
        QFETCH(QByteArray, payload);
        const auto cells = byColumn(messageWith(payload));
        QTEST(cells.value("payload"), "cell");
        QTEST(cells.value("payload_encoding"), "encoding");
    }

    void formulasAreMarked_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("equals sign") << "=HYPERLINK(\"http://x\")"_ba
                                     << "'=HYPERLINK(\"http://x\")"_ba;
        QTest::newRow("plus") << "+A1"_ba
                              << "'+A1"_ba;
        QTest::newRow("minus") << "-A1"_ba
                               << "'-A1"_ba;
        QTest::newRow("at") << "@SUM(A1)"_ba
                            << "'@SUM(A1)"_ba;
        QTest::newRow("tab") << "\t=1"_ba
                             << "'\t=1"_ba;
        QTest::newRow("line end") << "\r=1"_ba
                                  << "'\r=1"_ba;
        QTest::newRow("calculation") << "-1+1"_ba
                                     << "'-1+1"_ba;
        QTest::newRow("word that reads as a number") << "-inf"_ba
                                                     << "'-inf"_ba;
        QTest::newRow("mark") << "'a"_ba
                              << "''a"_ba;
        QTest::newRow("negative number") << "-5.25"_ba
                                         << "-5.25"_ba;
        QTest::newRow("number with a sign") << "+1e9"_ba
                                            << "+1e9"_ba;
        QTest::newRow("sign within") << "a=1"_ba
                                     << "a=1"_ba;
    }

    void formulasAreMarked()
    {
        QFETCH(QByteArray, payload);
        QTEST(byColumn(messageWith(payload)).value("payload"), "cell");
    }

    void formulasAreMarkedInEveryCell()
    {
        Entry entry = messageWith({});
        entry.device = u"=1"_s;
        entry.topic = u"+/a"_s;
        entry.properties = {{u"contentType"_s, u"@x"_s}};
        const auto cells = byColumn(entry);
        QCOMPARE(cells.value("client_id"), "'=1"_ba);
        QCOMPARE(cells.value("topic"), "'+/a"_ba);
        QCOMPARE(cells.value("content_type"), "'@x"_ba);
    }
};

STANDIN_TEST(TestCsv)
#include "tst_csv.moc"
