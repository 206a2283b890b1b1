// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/entrycommand.h"
#include "gui/windowfixture.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// Commands made of entries, run by a shell.
class TestEntryCommand : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void text_data();
    void text();
    void nothing_data();
    void nothing();
    void publishesTheSame_data();
    void publishesTheSame();
    void isCopiedFromTheLog();

private:
    static Entry message(const QByteArray &payload, EntryEvent event = EntryEvent::MessageSent)
    {
        Entry entry{.device = u"gw 1"_s, .event = event, .topic = u"a/it's"_s, .payload = payload};
        entry.qos = 1;
        return entry;
    }

    LocalBroker m_broker;
};

void TestEntryCommand::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestEntryCommand::text_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("expected");
    const QUrl plain(u"mqtt://lab"_s);
    const QUrl rest(u"http://127.0.0.1:8000"_s);
    Entry retained = message("1");
    retained.retain = true;
    QTest::newRow("publish") << EntryCommand::mosquittoPub(message("{}"), plain)
                             << uR"(mosquitto_pub -h 'lab' -p 1883 -t 'a/it'\''s' -q 1 -m '{}')"_s;
    QTest::newRow("publish, retained") << EntryCommand::mosquittoPub(retained, plain)
                                       << uR"(mosquitto_pub -h 'lab' -p 1883 -t 'a/it'\''s' -q 1 -r -m '1')"_s;
    QTest::newRow("publish, empty") << EntryCommand::mosquittoPub(message({}), plain)
                                    << uR"(mosquitto_pub -h 'lab' -p 1883 -t 'a/it'\''s' -q 1 -n)"_s;
    QTest::newRow("publish, TLS") << EntryCommand::mosquittoPub(message("1"), QUrl(u"mqtts://[::1]:7"_s))
                                  << uR"(mosquitto_pub -h '::1' -p 7 --tls-use-os-certs -t 'a/it'\''s' -q 1 -m '1')"_s;
    QTest::newRow("publish, bytes")
        << EntryCommand::mosquittoPub(message("\x01\xff"), plain)
        << uR"(printf '\001\377' | mosquitto_pub -h 'lab' -p 1883 -t 'a/it'\''s' -q 1 -s)"_s;
    QTest::newRow("curl")
        << EntryCommand::curl(message("{}"), rest)
        << uR"(curl 'http://127.0.0.1:8000/api/v1/devices/gw%201:publish' -d '{"payload":{},"qos":1,"retain":false,"topic":"a/it'\''s"}')"_s;
    QTest::newRow("curl, what reads like a template")
        << EntryCommand::curl(message("\"${now()}\""), rest)
        << uR"(curl 'http://127.0.0.1:8000/api/v1/devices/gw%201:publish' -d '{"payload":"\"$${now()}\"","qos":1,"retain":false,"topic":"a/it'\''s"}')"_s;
}

void TestEntryCommand::text()
{
    QFETCH(QString, command);
    QTEST(command, "expected");
}

void TestEntryCommand::nothing_data()
{
    QTest::addColumn<QString>("command");
    const QUrl plain(u"mqtt://lab"_s);
    const QUrl rest(u"http://127.0.0.1:8000"_s);
    const QByteArray large(EntryCommand::mostBytes + 1, 'x');
    QTest::newRow("publish, no message") << EntryCommand::mosquittoPub(message("1", EntryEvent::StateChanged), plain);
    QTest::newRow("publish, too large") << EntryCommand::mosquittoPub(message(large), plain);
    QTest::newRow("publish, by WebSocket") << EntryCommand::mosquittoPub(message("1"), QUrl(u"wss://lab"_s));
    QTest::newRow("publish, unknown broker") << EntryCommand::mosquittoPub(message("1"), QUrl());
    QTest::newRow("curl, received") << EntryCommand::curl(message("1", EntryEvent::MessageReceived), rest);
    QTest::newRow("curl, too large") << EntryCommand::curl(message(large), rest);
    QTest::newRow("curl, no REST") << EntryCommand::curl(message("1"), QUrl());
}

void TestEntryCommand::nothing()
{
    QFETCH(QString, command);
    QCOMPARE(command, QString());
}

void TestEntryCommand::publishesTheSame_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("JSON") << R"({"a": "it's $HOME `x` \\ %s"})"_ba;
    QTest::newRow("lines") << "a\nb\n"_ba;
    QTest::newRow("not ASCII") << u"21 °C"_s.toUtf8();
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF{}"_ba;
    QTest::newRow("bytes") << QByteArray("\0\xff'\\\n%d", 7);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("largest text") << QByteArray(EntryCommand::mostBytes, '\'');
    QTest::newRow("largest of bytes") << QByteArray(EntryCommand::mostBytes, '\xff');
}

void TestEntryCommand::publishesTheSame()
{
    QFETCH(QByteArray, payload);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"a/#"_s));
    QProcess shell;
    shell.start(u"sh"_s, {u"-c"_s, EntryCommand::mosquittoPub(message(payload), m_broker.url())});
    QTRY_COMPARE(shell.state(), QProcess::NotRunning);
    QCOMPARE(shell.readAllStandardError(), QByteArray());
    QTRY_COMPARE(backEnd.heardOn(u"a/it's"_s), QList{payload});
}

void TestEntryCommand::isCopiedFromTheLog()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.window->setRestUrl(QUrl(u"http://127.0.0.1:8000"_s));
    w.engine->journal().append({.device = u"gw"_s, .event = EntryEvent::MessageSent, .topic = u"t"_s, .payload = "{}"});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    w.logTable()->selectRow(0);
    w.trigger(u"actionCopyAsPublish"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"mosquitto_pub -h '127.0.0.1' -p %1 -t 't' -q 0 -m '{}'"_s.arg(m_broker.url().port()));
    w.trigger(u"actionCopyAsCurl"_s);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"curl 'http://127.0.0.1:8000/api/v1/devices/gw:publish'"));
}

STANDIN_TEST(TestEntryCommand)
#include "tst_entrycommand.moc"
