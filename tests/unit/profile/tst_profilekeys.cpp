// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonObject>

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

using Look = std::function<bool(const Profile &)>;

/// The text of a profile file with one value at a JSON pointer. Array indexes are written as "0".
QByteArray fileWith(const QString &pointer, const QByteArray &value)
{
    QStringList path = pointer.split(u'/', Qt::SkipEmptyParts);
    QByteArray text = value;
    while (!path.isEmpty()) {
        const QString key = path.takeLast();
        if (key == u"0")
            text = '[' + text + ']';
        else if (path.isEmpty())
            text = "{\"format\":\"standin.profile/1\"," +
                   (key == u"clientId" ? QByteArray() : QByteArray("\"clientId\":\"a\",")) + '"' + key.toUtf8() +
                   "\":" + text + '}';
        else
            text = "{\"" + key.toUtf8() + "\":" + text + '}';
    }
    return text;
}

} // namespace

/// Every key of a profile file: the field of its value, that it is written again, and the refused values.
class TestProfileKeys : public QObject
{
    Q_OBJECT

private:
    static void reads(const char *pointer, const QByteArray &value, Look look)
    {
        QTest::addRow("%s: %s", pointer, value.left(40).constData())
            << QString::fromLatin1(pointer) << value << std::move(look);
    }

    static void refuses(const char *pointer, const QByteArray &value)
    {
        QTest::addRow("%s: %s", pointer, value.constData()) << QString::fromLatin1(pointer) << value;
    }

private slots:
    void keys_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<Look>("look");
        reads("/name", "\"n\"", [](const Profile &p) { return p.name == u"n"; });
        reads("/clientId", "\"c\"", [](const Profile &p) { return p.clientId == u"c"; });
        reads("/count", "100000", [](const Profile &p) { return p.count == 100'000; });
        reads("/vars", "{\"a\":1}", [](const Profile &p) { return p.vars == QJsonObject{{u"a"_s, 1}}; });
        reads("/correlation", "[\"x\",\"y\",\"x\"]", [](const Profile &p) {
            return p.correlation == QList<CorrelationKey>{u"x"_s, u"y"_s};
        });
        reads("/correlation/0", "{\"name\":\"rid\",\"topic\":\"a/{rid}\"}", [](const Profile &p) {
            return p.correlation.at(0).name == u"rid" && p.correlation.at(0).topic == u"a/{rid}";
        });
        reads("/correlation/0", "{\"name\":\"id\",\"property\":\"x-id\"}",
              [](const Profile &p) { return p.correlation.at(0).property == u"x-id"; });
        reads("/correlation/0", "{\"name\":\"id\",\"jsonPointer\":\"/a/b\"}",
              [](const Profile &p) { return p.correlation.at(0).jsonPointer == u"/a/b"; });
        reads("/correlation/0", "{\"name\":\"id\"}",
              [](const Profile &p) { return p.correlation == QList<CorrelationKey>{u"id"_s}; });
        reads("/qos/report", "2", [](const Profile &p) { return p.qos.report == 2; });
        reads("/qos/command", "0", [](const Profile &p) { return p.qos.command == 0; });
        reads("/qos/reply", "1", [](const Profile &p) { return p.qos.reply == 1; });
        reads("/qos/reply", "\"as-command\"", [](const Profile &p) { return !p.qos.reply; });
        reads("/commandSubscription/noLocal", "false", [](const Profile &p) { return !p.commandOptions.noLocal; });
        reads("/commandSubscription/retainAsPublished", "true",
              [](const Profile &p) { return p.commandOptions.retainAsPublished; });
        reads("/commandSubscription/retainHandling", "2",
              [](const Profile &p) { return p.commandOptions.retainHandling == 2; });
        reads("/commandSubscription/userProperties", "[{\"name\":\"a\",\"value\":\"b\"}]", [](const Profile &p) {
            return p.commandOptions.userProperties == QList<std::pair<QString, QString>>{{u"a"_s, u"b"_s}};
        });
        reads("/subscriptions/0/noLocal", "true",
              [](const Profile &p) { return p.subscriptions.at(0).options.noLocal; });
        reads("/subscriptions/0/retainAsPublished", "true",
              [](const Profile &p) { return p.subscriptions.at(0).options.retainAsPublished; });
        reads("/subscriptions/0/retainHandling", "1",
              [](const Profile &p) { return p.subscriptions.at(0).options.retainHandling == 1; });
        reads("/reply", "{\"ok\":true}", [](const Profile &p) { return p.reply == "{\"ok\":true}"; });
        reads("/reply", "\"\"", [](const Profile &p) { return p.reply.isEmpty(); });
        reads("/replyLimit", "0", [](const Profile &p) { return p.replyLimit == 0; });
        reads("/topics/report", "\"r\"", [](const Profile &p) { return p.topics.report == u"r"; });
        reads("/topics/command", "\"c\"", [](const Profile &p) { return p.topics.command == u"c"; });
        reads("/topics/reply", "\"p\"", [](const Profile &p) { return p.topics.reply == u"p"; });
        reads("/subscriptions/0/topic", "\"s\"", [](const Profile &p) { return p.subscriptions.at(0).topic == u"s"; });
        reads("/subscriptions/0/qos", "2", [](const Profile &p) { return p.subscriptions.at(0).qos == 2; });
        reads("/telemetry/0/name", "\"t\"", [](const Profile &p) { return p.telemetry.at(0).name == u"t"; });
        reads("/telemetry/0/topic", "\"t\"", [](const Profile &p) { return p.telemetry.at(0).topic == u"t"; });
        reads("/telemetry/0/payload", "[1]", [](const Profile &p) { return p.telemetry.at(0).payload == "[1]"; });
        reads("/telemetry/0/qos", "1", [](const Profile &p) { return p.telemetry.at(0).qos == 1; });
        reads("/telemetry/0/everyMs", "10", [](const Profile &p) { return p.telemetry.at(0).everyMs == 10; });
        reads("/messages/0/name", "\"m\"", [](const Profile &p) { return p.messages.at(0).name == u"m"; });
        reads("/messages/0/topic", "\"m\"", [](const Profile &p) { return p.messages.at(0).topic == u"m"; });
        reads("/messages/0/payload", "\"m\"", [](const Profile &p) { return p.messages.at(0).payload == "m"; });
        reads("/messages/0/qos", "0", [](const Profile &p) { return p.messages.at(0).qos == 0; });
        reads("/messages/0/retain", "true", [](const Profile &p) { return p.messages.at(0).retain; });
    }

    void connectionKeys_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<Look>("look");
        reads("/connection/url", "\"ws://h:1/p\"",
              [](const Profile &p) { return p.connection.url == QUrl(u"ws://h:1/p"_s); });
        reads("/connection/version", "\"3.1\"",
              [](const Profile &p) { return p.connection.version == MqttVersion::V3_1; });
        reads("/connection/keepAlive", "0", [](const Profile &p) { return p.connection.keepAlive == 0; });
        reads("/connection/cleanStart", "false", [](const Profile &p) { return !p.connection.cleanStart; });
        reads("/connection/sessionExpiry", "4294967295",
              [](const Profile &p) { return p.connection.sessionExpiry == 0xFFFFFFFFU; });
        reads("/connection/username", "\"u\"", [](const Profile &p) { return p.connection.username == u"u"; });
        reads("/connection/password", "{\"env\":\"E\"}",
              [](const Profile &p) { return p.connection.password.env == u"E"; });
        reads("/connection/password", "{\"ask\":true}", [](const Profile &p) { return p.connection.password.ask; });
        reads("/connection/password", "{\"keychain\":\"K\"}",
              [](const Profile &p) { return p.connection.password.keychain == u"K"; });
        reads("/connection/connectTimeoutMs", "86400000",
              [](const Profile &p) { return p.connection.connectTimeoutMs == 86'400'000; });
        reads("/connection/serverReference", "\"follow-with-credentials\"", [](const Profile &p) {
            return p.connection.serverReference == ServerReferencePolicy::FollowWithCredentials;
        });
        reads("/connection/strict", "true", [](const Profile &p) { return p.connection.strict; });
        reads("/connection/tls/ca", "\"ca\"", [](const Profile &p) { return p.connection.tls.ca == u"ca"; });
        reads("/connection/tls/certificate", "\"c\"",
              [](const Profile &p) { return p.connection.tls.certificate == u"c"; });
        reads("/connection/tls/key", "\"k\"", [](const Profile &p) { return p.connection.tls.key == u"k"; });
        reads("/connection/tls/pkcs12", "\"p\"", [](const Profile &p) { return p.connection.tls.pkcs12 == u"p"; });
        reads("/connection/tls/keyPassword", "{\"file\":\"f\"}",
              [](const Profile &p) { return p.connection.tls.keyPassword.file == u"f"; });
        reads("/connection/tls/verifyPeer", "false", [](const Profile &p) { return !p.connection.tls.verifyPeer; });
        reads("/connection/tls/serverName", "\"s\"",
              [](const Profile &p) { return p.connection.tls.serverName == u"s"; });
        reads("/connection/tls/alpn", "[\"mqtt\"]",
              [](const Profile &p) { return p.connection.tls.alpn == QStringList{u"mqtt"_s}; });
        reads("/connection/tls/minimumVersion", "\"1.3\"",
              [](const Profile &p) { return p.connection.tls.minimumVersion == u"1.3"; });
        reads("/connection/headers/X", "\"y\"",
              [](const Profile &p) { return p.connection.headers.at(0).name == u"X"; });
        reads("/connection/proxy/url", "\"http://h:1\"",
              [](const Profile &p) { return p.connection.proxy.url == QUrl(u"http://h:1"_s); });
        reads("/connection/will/topic", "\"w\"", [](const Profile &p) { return p.connection.will->topic == u"w"; });
        reads("/connection/birth", "{\"topic\":\"b\",\"payload\":[1],\"qos\":2,\"retain\":true}", [](const Profile &p) {
            return p.connection.birth == Birth{.topic = u"b"_s, .payload = "[1]", .qos = 2, .retain = true};
        });
        reads("/connection/reconnect/initialMs", "0",
              [](const Profile &p) { return p.connection.reconnect.initialMs == 0; });
        reads("/connection/reconnect/maxMs", "5", [](const Profile &p) { return p.connection.reconnect.maxMs == 5; });
        reads("/connection/reconnect/jitter", "0.5",
              [](const Profile &p) { return p.connection.reconnect.jitter == 0.5; });
        reads("/connection/reconnect/attempts", "1000000",
              [](const Profile &p) { return p.connection.reconnect.attempts == 1'000'000; });
    }

    void keys()
    {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, value);
        QFETCH(Look, look);
        const auto loaded = ProfileFile::parse(fileWith(pointer, value));
        VERIFY_RESULT(loaded);
        QVERIFY(look(loaded->profile));
        QVERIFY(loaded->warnings.isEmpty());

        // Without the previous file, so that every key is written from the profile.
        Profile bare = loaded->profile;
        bare.source = {};
        const auto again = ProfileFile::parse(ProfileFile::toText(bare));
        VERIFY_RESULT(again);
        QVERIFY(look(again->profile));
    }

    void connectionKeys() { keys(); }

    void refusesWrongValues_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("value");
        for (const char *text :
             {"/name", "/clientId", "/topics/report", "/topics/command", "/topics/reply", "/subscriptions/0/topic",
              "/telemetry/0/name", "/telemetry/0/topic", "/messages/0/name", "/messages/0/topic", "/connection/url",
              "/connection/version", "/connection/username", "/connection/tls/ca", "/connection/tls/serverName",
              "/connection/will/topic", "/connection/birth/topic"})
            refuses(text, "17");
        for (const char *flag : {"/messages/0/retain", "/connection/cleanStart", "/connection/tls/verifyPeer",
                                 "/commandSubscription/noLocal", "/subscriptions/0/retainAsPublished"})
            refuses(flag, "\"true\"");
        for (const char *qos : {"/subscriptions/0/qos", "/telemetry/0/qos", "/messages/0/qos"}) {
            refuses(qos, "-1");
            refuses(qos, "3");
            refuses(qos, "\"1\"");
        }
        for (const char *object :
             {"/qos", "/commandSubscription", "/vars", "/connection", "/topics", "/connection/tls",
              "/connection/reconnect", "/connection/will", "/connection/proxy", "/connection/headers"})
            refuses(object, "[]");
        for (const char *list : {"/subscriptions", "/telemetry", "/messages", "/correlation"}) {
            refuses(list, "{}");
            refuses(list, '[' + QByteArray("{\"name\":\"a\"},").repeated(10'000) + "{\"name\":\"a\"}]");
        }
        refuses("/correlation/0/name", '"' + QByteArray(101, 'k') + '"');
        for (const char *place : {"topic", "property", "jsonPointer"})
            refuses("/correlation/0",
                    "{\"name\":\"a\",\"" + QByteArray(place) + "\":\"/" + QByteArray(65'535, 'x') + "\"}");
    }

    void refusesValuesOutOfRange_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("value");
        refuses("/count", "0");
        refuses("/count", "100001");
        refuses("/count", "1.5");
        refuses("/qos/report", "3");
        refuses("/qos/command", "-1");
        refuses("/qos/reply", "3");
        refuses("/qos/reply", "1.5");
        refuses("/qos/reply", "\"command\"");
        refuses("/qos/reply", "null");
        refuses("/commandSubscription/retainHandling", "3");
        refuses("/subscriptions/0/retainHandling", "-1");
        refuses("/replyLimit", "-1");
        refuses("/replyLimit", "1000001");
        refuses("/telemetry/0/everyMs", "9");
        refuses("/telemetry/0/everyMs", "86400001");
        refuses("/connection/keepAlive", "-1");
        refuses("/connection/keepAlive", "65536");
        refuses("/connection/sessionExpiry", "-1");
        refuses("/connection/serverReference", "\"Follow\"");
        refuses("/connection/serverReference", "true");
        refuses("/connection/strict", "1");
        refuses("/connection/connectTimeoutMs", "0");
        refuses("/connection/connectTimeoutMs", "86400001");
        refuses("/connection/reconnect/initialMs", "-1");
        refuses("/connection/reconnect/maxMs", "86400001");
        refuses("/connection/reconnect/jitter", "1.1");
        refuses("/connection/reconnect/jitter", "-0.1");
        refuses("/connection/reconnect/attempts", "-1");
        refuses("/connection/version", "\"5\"");
        refuses("/connection/version", "\"\"");
        refuses("/connection/url", "\"mqtt://\"");
        refuses("/connection/will/topic", "\"\"");
        refuses("/connection/birth/topic", "\"\"");
        refuses("/connection/birth", "[]");
    }

    void refusesWrongValues()
    {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, value);
        const auto loaded = ProfileFile::parse(fileWith(pointer, value));
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().code == ErrorCode::InvalidArgument, qPrintable(loaded.error().toString()));
        QCOMPARE(loaded.error().where, pointer);
        QVERIFY(!loaded.error().message.isEmpty());
    }

    void refusesValuesOutOfRange() { refusesWrongValues(); }
};

STANDIN_TEST(TestProfileKeys)
#include "tst_profilekeys.moc"
