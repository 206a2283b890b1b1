// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/apidescription.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QNetworkReply>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// The stream of events and the metrics, on a journal that the test writes.
class TestEventsApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void sendsWhatComes();
    void beginsBehindACursor_data();
    void beginsBehindACursor();
    void sendsWhatFits();
    void tellsWhatWasDropped();
    void aClientThatDoesNotReadHoldsUpNothing();
    void aClientThatLeavesEndsItsStream();
    void rubbishIsRefused_data();
    void rubbishIsRefused();
    void metricsAreThere();

private:
    Cursor append(const QByteArray &payload, const QString &device = u"a"_s)
    {
        return m_engine->journal().append(
            {.device = device, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = payload});
    }

    /// The lines of a stream so far.
    class Stream
    {
    public:
        Stream(quint16 port, const QByteArray &query = {}, const QByteArray &fields = {})
            : m_client(port)
            , m_target(u"/api/v1/events"_s + QString::fromLatin1(query))
        {
            m_client.send("GET /api/v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
        }

        [[nodiscard]] const QByteArray &bytes()
        {
            m_bytes += m_client.socket.readAll();
            const qsizetype end = m_bytes.indexOf("\r\n\r\n");
            if (end > 0 && !std::exchange(m_isChecked, true))
                ApiDescription::check("GET", m_target,
                                      {.status = m_bytes.sliced(9, 3).toInt(),
                                       .head = m_bytes.first(end),
                                       .body = m_bytes.sliced(end + 4)});
            return m_bytes;
        }
        [[nodiscard]] QByteArrayList values(const QByteArray &name)
        {
            QByteArrayList found;
            for (const QByteArray &line : bytes().split('\n')) {
                if (line.startsWith(name + ": "))
                    found.append(line.sliced(name.size() + 2));
            }
            return found;
        }
        [[nodiscard]] bool hasBegun() { return bytes().contains(": after "); }
        RawClient &client() { return m_client; }

    private:
        RawClient m_client;
        QString m_target;
        QByteArray m_bytes;
        bool m_isChecked = false;
    };

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
    quint16 m_port = 0;
};

void TestEventsApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1, .journal = {.entries = 1000}});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
    m_port = static_cast<quint16>(url->port());
}

void TestEventsApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestEventsApi::sendsWhatComes()
{
    append("before");
    Stream stream(m_port);
    QTRY_VERIFY(stream.hasBegun());
    QVERIFY2(stream.bytes().startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"),
             stream.bytes().constData());
    const Cursor seq = append("{\n \"a\": 1.50\n}");
    QTRY_COMPARE(stream.values("id"), QByteArrayList{QByteArray::number(seq)});
    QCOMPARE(stream.values("event"), QByteArrayList{"message-received"});
    const QByteArray data = stream.values("data").value(0);
    QCOMPARE(QJsonDocument::fromJson(data)[u"payload"_s].toString(), u"{\n \"a\": 1.50\n}"_s);
    QCOMPARE(ApiDescription::served().faultOf(QJsonDocument::fromJson(data).object(),
                                              {{u"$ref"_s, u"#/components/schemas/Entry"_s}}),
             QString());
    QVERIFY2(data.contains("1.50"), data.constData());
}

void TestEventsApi::beginsBehindACursor_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("after") << QByteArray("?after=1") << QByteArray();
    QTest::newRow("Last-Event-ID") << QByteArray() << QByteArray("Last-Event-ID: 1\r\n");
    QTest::newRow("Last-Event-ID before after") << QByteArray("?after=0") << QByteArray("Last-Event-ID: 1\r\n");
}

void TestEventsApi::beginsBehindACursor()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, fields);
    for (const char *payload : {"1", "2", "3"})
        append(payload);
    Stream stream(m_port, query, fields);
    QTRY_COMPARE(stream.values("id"), (QByteArrayList{"2", "3"}));
}

void TestEventsApi::sendsWhatFits()
{
    append("1", u"a"_s);
    append("2", u"b"_s);
    append("3", u"a"_s);
    Stream stream(m_port, "?after=0&device=a");
    QTRY_COMPARE(stream.values("id"), (QByteArrayList{"1", "3"}));
}

void TestEventsApi::tellsWhatWasDropped()
{
    for (int i = 0; i < 1500; ++i)
        append("x");
    Stream stream(m_port, "?after=0");
    QTRY_COMPARE(stream.values("id").size(), 1001);
    QCOMPARE(stream.values("event").first(), QByteArray("dropped"));
    QCOMPARE(stream.values("data").first(), QByteArray(R"({"dropped":500})"));
    QCOMPARE(stream.values("id").first(), QByteArray("500"));
    QCOMPARE(stream.values("id").last(), QByteArray("1500"));
}

void TestEventsApi::aClientThatDoesNotReadHoldsUpNothing()
{
    Stream deaf(m_port, "?after=0");
    QTRY_VERIFY(deaf.hasBegun());
    deaf.client().socket.setReadBufferSize(1);
    for (int i = 0; i < 2000; ++i)
        append(QByteArray(20'000, 'x'));
    Stream reader(m_port);
    QTRY_VERIFY(reader.hasBegun());
    append("after");
    QTRY_COMPARE(reader.values("id").size(), 1);
    QCOMPARE(m_client->get(u"/livez"_s).status, 200);
}

void TestEventsApi::aClientThatLeavesEndsItsStream()
{
    const auto count = [this] { return m_client->get(u"/metrics"_s).body.contains("standin_event_streams 1\n"); };
    {
        Stream stream(m_port);
        QTRY_VERIFY(stream.hasBegun());
        QVERIFY(count());
    }
    QTRY_VERIFY(!count());
}

void TestEventsApi::rubbishIsRefused_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("a limit") << QByteArray("?limit=5") << QByteArray();
    QTest::newRow("an unknown parameter") << QByteArray("?devise=a") << QByteArray();
    QTest::newRow("a cursor beyond the end") << QByteArray("?after=5000") << QByteArray();
    QTest::newRow("a cursor that is none") << QByteArray() << QByteArray("Last-Event-ID: x\r\n");
}

void TestEventsApi::rubbishIsRefused()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, fields);
    Stream stream(m_port, query, fields);
    QTRY_VERIFY(stream.bytes().startsWith("HTTP/1.1 400"));
}

void TestEventsApi::metricsAreThere()
{
    append("x");
    const Answer answer = m_client->get(u"/metrics"_s);
    QCOMPARE(answer.status, 200);
    QVERIFY2(answer.field("content-type").startsWith("text/plain; version=0.0.4"), answer.head.constData());
    for (const char *line : {"standin_devices{state=\"online\"} 0\n", "standin_journal_entries_total 1\n",
                             "# TYPE standin_messages_sent_total counter\n", "standin_awaits 0\n"})
        QVERIFY2(answer.body.contains(line), line);
}

STANDIN_TEST(TestEventsApi)
#include "tst_eventsapi.moc"
