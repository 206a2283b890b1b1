// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "base/json.h"
#include "profile/compiledprofile.h"
#include "profile/profilefile.h"
#include "support/growth.h"
#include "support/processortime.h"
#include "support/result.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <QJsonObject>
#include <QTemporaryDir>

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

QByteArray full()
{
    return File::read(QStringLiteral(TEST_DATA_DIR "/full.json"), 10'000).value();
}

QByteArray minimal(const QByteArray &more)
{
    return "{\"format\":\"standin.profile/1\",\"clientId\":\"a\"," + more + "}";
}

using ProfileChange = std::function<void(Profile &)>;

} // namespace

class TestProfileFile : public QObject
{
    Q_OBJECT

private slots:
    void defaultReplyFollowsTheCorrelation_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("reply");
        const QByteArray plain = R"({"code":0,"result":{}})";
        QTest::newRow("default keys") << QByteArray(R"("count":1)") << Profile().reply;
        QTest::newRow("among others") << QByteArray(R"("correlation":["id","requestTime"])") << Profile().reply;
        QTest::newRow("other keys") << QByteArray(R"("correlation":["id"])") << plain;
        QTest::newRow("level of the topic")
            << QByteArray(R"("correlation":[{"name":"rid","topic":"rpc/{rid}"}],"topics":{"reply":"r/${rid}"})")
            << plain;
        QTest::newRow("no keys") << QByteArray(R"("correlation":[])") << plain;
        QTest::newRow("given") << QByteArray(R"("correlation":["id"],"reply":{"a":"${id}"})")
                               << QByteArray(R"({"a":"${id}"})");
    }

    /// A profile that gives no reply is never refused for what stands in the default one.
    void defaultReplyFollowsTheCorrelation()
    {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, reply);
        const auto loaded = ProfileFile::parse(minimal(members));
        VERIFY_RESULT(loaded);
        QCOMPARE(loaded->profile.reply, reply);
        VERIFY_RESULT(CompiledProfile::make(loaded->profile));
    }

    void readsEverything()
    {
        const auto loaded = ProfileFile::parse(full());
        QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().toString()));
        const Profile &p = loaded->profile;
        QCOMPARE(p.name, u"thermostat"_s);
        QCOMPARE(p.count, 3);
        QCOMPARE(p.connection.host(), u"broker.local"_s);
        QCOMPARE(p.connection.port(), quint16(1884));
        QCOMPARE(p.connection.display(), u"wss://broker.local:1884"_s);
        QCOMPARE(p.connection.keepAlive, 30);
        QCOMPARE(p.connection.cleanStart, false);
        QCOMPARE(p.connection.password.env, u"THERMO_PASSWORD"_s);
        QCOMPARE(p.connection.connectTimeoutMs, 5000);
        QCOMPARE(p.connection.will->payload, QByteArray("gone"));
        QCOMPARE(p.connection.will->retain, true);
        QCOMPARE(p.connection.will->delaySeconds, 3u);
        QCOMPARE(p.connection.reconnect.attempts, 5);
        QCOMPARE(p.topics.command, u"c"_s);
        QCOMPARE(p.subscriptions.size(), 1);
        QVERIFY(p.correlation == QList<CorrelationKey>{u"id"_s});
        QCOMPARE(p.reply, QByteArray("{\"code\":1,\"id\":\"${id}\"}"));
        QCOMPARE(p.telemetry.first().everyMs, 100);
        QCOMPARE(p.messages[1].payload, QByteArray("plain"));
        QCOMPARE(p.messages[1].qos, quint8(2));
        QStringList warnings = loaded->warnings;
        warnings.sort();
        QCOMPARE(warnings.size(), 3);
        QVERIFY(warnings[0].startsWith(u"/connection/tls/hue:"));
        QVERIFY(CompiledProfile::make(p).has_value());
    }

    void aBareProfileGetsTheDefaults()
    {
        const auto loaded = ProfileFile::parse("{\"format\":\"standin.profile/1\",\"clientId\":\"a\"}");
        QVERIFY(loaded.has_value());
        Profile expected;
        expected.clientId = u"a"_s;
        expected.source = loaded->profile.source;
        QVERIFY(loaded->profile == expected);
        QVERIFY(loaded->warnings.isEmpty());
    }

    void survivesARoundTrip()
    {
        const Profile before = ProfileFile::parse(full())->profile;
        const QByteArray text = ProfileFile::toText(before);
        Profile after = ProfileFile::parse(text)->profile;
        after.source = before.source;
        QVERIFY(after == before);
        const QJsonObject written = Json::parse(text)->toObject();
        QCOMPARE(written[u"futureKey"_s][u"a"_s].toInt(), 1);
        QCOMPARE(written[u"connection"_s][u"tls"_s][u"ca"_s].toString(), u"certs/ca.pem"_s);
        QCOMPARE(written[u"connection"_s][u"will"_s][u"delaySeconds"_s].toInt(), 3);
        QCOMPARE(written[u"messages"_s][0][u"colour"_s].toString(), u"red"_s);
    }

    void payloadsKeepTheirText_data();
    void payloadsKeepTheirText();
    void savesWhatWasEditedAndNothingElse_data();
    void savesWhatWasEditedAndNothingElse();

    void tellsOfTheFirstUnknownKeys()
    {
        QByteArray keys;
        for (int i = 0; i < 500'000; ++i)
            keys += "\"key" + QByteArray::number(i) + "\":1.0,";
        keys += '"' + QByteArray(1'000'000, 'k') + "\":0";
        const double begin = Tests::processorSeconds();
        const auto loaded = ProfileFile::parse(minimal("\"connection\":{" + keys + "}"));
        VERIFY_RESULT(loaded);
        const double took = Tests::processorSeconds() - begin;
        QVERIFY2(took < 8 * Tests::sanitizerFactor, qPrintable(QString::number(took)));
        QCOMPARE(loaded->warnings.size(), 21);
        QCOMPARE(loaded->warnings.first(), u"/connection/key0: unknown key, kept as it is"_s);
        QCOMPARE(loaded->warnings.last(), u"499981 more: unknown key, kept as it is"_s);
    }

    void loadingAndSavingAreLinear_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("repeated"); // # is the number of it
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<bool>("loads");
        const auto row = [](const char *name, const char *begin, const char *repeated, const char *end,
                            bool loads = true) {
            QTest::newRow(name) << QByteArray(begin) << QByteArray(repeated) << QByteArray(end) << loads;
        };
        row("unknown keys", "", "\"k#\":1.0,", "\"k\":0");
        row("one unknown key many times", "", "\"k\":1.0,", "\"k\":0");
        row("unknown keys of a part", "\"connection\":{", "\"k#\":[#],", "\"k\":0}");
        row("one known key many times", "", "\"count\":2,", "\"count\":1");
        row("names", "\"count\":100000,\"names\":{", "\"#\":\"n#\",", "\"0\":\"a\"}");
        row("left out", "\"count\":100000,\"except\":[", "#,", "0]");
        row("left out, from the end", "\"count\":100000,\"except\":[99999,", "#,", "0]");
        row("variables", "\"vars\":{", "\"v#\":#.0,", "\"v\":0}");
        row("variables inside", "\"vars\":{\"a\":[", "{\"b\":#.0},", "0]}");
        row("braces in the reply", "\"reply\":\"", "{", "\"");
        row("expressions in the reply", "\"reply\":\"", "${index}", "\"");
        row("objects in the reply", "\"reply\":[", "{\"a\":\"${index}\"},", "0]");
        row("a list of strings", "\"connection\":{\"tls\":{\"alpn\":[", "\"a#\",", "\"a\"]}}");
        row("user properties", "\"commandSubscription\":{\"userProperties\":[", "{\"name\":\"a#\"},",
            "{\"name\":\"a\"}]}");
        row("telemetry", "\"telemetry\":[", "{\"topic\":\"t/#\",\"payload\":#.0,\"odd\":#},", "{}]");
        row("messages of one name", "\"messages\":[", "{\"name\":\"m\",\"payload\":#},", "{}]");
        row("messages", "\"messages\":[", "{\"name\":\"m#\",\"payload\":#},", "{}]");
        row("correlation keys", "\"correlation\":[", "\"k#\",", "\"k\"]", false);
        row("headers", "\"connection\":{\"headers\":{", "\"h#\":\"v\",", "\"h\":\"v\"}}", false);
        row("white space", "", " ", "\"k\":0");
        row("a long number", "\"vars\":{\"a\":", "9", "}");
        row("a long text", "\"name\":\"", "\\u00e4", "\"");
    }

    void loadingAndSavingAreLinear()
    {
        QFETCH(QByteArray, begin);
        QFETCH(QByteArray, repeated);
        QFETCH(QByteArray, end);
        QFETCH(bool, loads);
        const double growth = Tests::growth(400, [&](qsizetype size) {
            QByteArray text = begin;
            for (qsizetype i = 0; i < size; ++i)
                text += QByteArray(repeated).replace('#', QByteArray::number(i));
            auto loaded = ProfileFile::parse(minimal(text + end));
            QCOMPARE(loaded.has_value(), loads);
            if (!loaded)
                return;
            for (Telemetry &telemetry : loaded->profile.telemetry)
                telemetry.qos = 2;
            for (SavedMessage &message : loaded->profile.messages)
                message.qos = 2;
            loaded->profile.topics.report = u"another"_s;
            QVERIFY(ProfileFile::toText(loaded->profile).contains("another"));
        });
        QVERIFY2(growth < Tests::mostLinearGrowth, qPrintable(QString::number(growth)));
    }

    void longUnknownKeysAreCutOff()
    {
        const auto loaded = ProfileFile::parse(minimal('"' + QByteArray(1'000'000, 'k') + "\":0"));
        QCOMPARE(loaded->warnings.size(), 1);
        QVERIFY(loaded->warnings.first().size() < 200);
    }

    void secretsTypedInAreNotWritten()
    {
        Profile profile;
        profile.connection.password.value = u"hunter2"_s;
        QVERIFY(!ProfileFile::toText(profile).contains("hunter2"));
        profile.connection.password = {.value = u"hunter2"_s, .env = u"PW"_s, .file = {}};
        const QByteArray text = ProfileFile::toText(profile);
        QVERIFY(!text.contains("hunter2"));
        QVERIFY(text.contains("PW"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("says");
        QTest::newRow("broken JSON") << QByteArray("{\n  \"format\": \n}") << ErrorCode::MalformedJson
                                     << u"line 3, column 1"_s << u"expected a value"_s;
        QTest::newRow("no profile") << QByteArray("[]") << ErrorCode::UnsupportedFormat << u"/format"_s
                                    << u"is this a profile?"_s;
        QTest::newRow("no format") << QByteArray("{\"clientId\":\"a\"}") << ErrorCode::UnsupportedFormat << u"/format"_s
                                   << u"found nothing: is this a profile?"_s;
        QTest::newRow("newer format") << QByteArray("{\"format\":\"standin.profile/2\"}")
                                      << ErrorCode::UnsupportedFormat << u"/format"_s << u"newer"_s;
        QTest::newRow("no client id") << QByteArray("{\"format\":\"standin.profile/1\"}") << ErrorCode::InvalidArgument
                                      << u"/clientId"_s << u"found nothing"_s;
        QTest::newRow("empty client id") << QByteArray("{\"format\":\"standin.profile/1\",\"clientId\":\"\"}")
                                         << ErrorCode::InvalidArgument << u"/clientId"_s << u"found an empty string"_s;
        QTest::newRow("client id that is no string")
            << QByteArray("{\"format\":\"standin.profile/1\",\"clientId\":5}") << ErrorCode::InvalidArgument
            << u"/clientId"_s << u"expected a string that is not empty, found 5"_s;
        QTest::newRow("count") << minimal("\"count\":0") << ErrorCode::InvalidArgument << u"/count"_s << u"from 1 to"_s;
        QTest::newRow("keep alive") << minimal("\"connection\":{\"keepAlive\":\"60\"}") << ErrorCode::InvalidArgument
                                    << u"/connection/keepAlive"_s << u"found \"60\""_s;
        QTest::newRow("qos") << minimal("\"subscriptions\":[{\"topic\":\"a\",\"qos\":3}]") << ErrorCode::InvalidArgument
                             << u"/subscriptions/0/qos"_s << u"from 0 to 2"_s;
        QTest::newRow("url") << minimal("\"connection\":{\"url\":\"broker\"}") << ErrorCode::InvalidArgument
                             << u"/connection/url"_s << u"mqtt://"_s;
        QTest::newRow("password in the url") << minimal("\"connection\":{\"url\":\"mqtt://u:p@h\"}")
                                             << ErrorCode::InvalidArgument << u"/connection/url"_s << u"use username"_s;
        QTest::newRow("password in the file") << minimal("\"connection\":{\"password\":\"p\"}")
                                              << ErrorCode::InvalidArgument << u"/connection/password"_s << u"env"_s;
        QTest::newRow("will without topic")
            << minimal("\"connection\":{\"will\":{\"payload\":\"x\"}}") << ErrorCode::InvalidArgument
            << u"/connection/will/topic"_s << u"needs a topic"_s;
        QTest::newRow("version") << minimal("\"connection\":{\"version\":\"4\"}") << ErrorCode::InvalidArgument
                                 << u"/connection/version"_s << u"3.1.1"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(ErrorCode, code);
        QFETCH(QString, where);
        QFETCH(QString, says);
        const auto loaded = ProfileFile::parse(text);
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().code == code, qPrintable(loaded.error().toString()));
        QCOMPARE(loaded.error().where, where);
        QVERIFY2(loaded.error().message.contains(says), qPrintable(loaded.error().message));
        QVERIFY2(!loaded.error().message.contains(u":p@"), "a secret shows in an error");
    }

    void compilingNamesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("where");
        QTest::newRow("reply") << QByteArray("\"reply\":{\"a\":\"${oops}\"}") << u"/reply"_s;
        QTest::newRow("topic") << QByteArray("\"topics\":{\"report\":\"${oops}\"}") << u"/topics/report"_s;
        QTest::newRow("telemetry") << QByteArray("\"telemetry\":[{},{\"payload\":\"${oops}\"}]")
                                   << u"/telemetry/1/payload"_s;
        QTest::newRow("will") << QByteArray("\"connection\":{\"will\":{\"topic\":\"${oops}\"}}")
                              << u"/connection/will/topic"_s;
        QTest::newRow("scheme") << QByteArray("\"connection\":{\"url\":\"ftp://h\"}") << u"/connection/url"_s;
        QTest::newRow("certificate") << QByteArray(R"("connection":{"tls":{"certificate":"${oops}"}})")
                                     << u"/connection/tls/certificate"_s;
        QTest::newRow("PKCS#12 and key") << QByteArray(R"("connection":{"tls":{"key":"k","pkcs12":"p"}})")
                                         << u"/connection/tls/pkcs12"_s;
        QTest::newRow("header's value") << QByteArray(R"("connection":{"headers":{"X":"${oops}"}})")
                                        << u"/connection/headers/X"_s;
        QTest::newRow("header's name") << QByteArray(R"("connection":{"headers":{"a b":"c"}})")
                                       << u"/connection/headers"_s;
    }

    void compilingNamesWhatIsWrong()
    {
        QFETCH(QByteArray, more);
        QFETCH(QString, where);
        const auto loaded = ProfileFile::parse(minimal(more));
        QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().toString()));
        const auto compiled = CompiledProfile::make(loaded->profile);
        QVERIFY(!compiled);
        QCOMPARE(compiled.error().where, where);
    }

    void filesAreNamedInErrors()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"gw.json"_s);
        QVERIFY(ProfileFile::load(path).error().where == path);
        QVERIFY(File::writeAtomically(path, minimal("\"count\":-1")).has_value());
        QCOMPARE(ProfileFile::load(path).error().where, path + u": /count"_s);
        Profile profile;
        profile.name.clear();
        QVERIFY(ProfileFile::save(profile, path).has_value());
        const auto loaded = ProfileFile::load(path);
        QCOMPARE(loaded->profile.name, u"gw"_s); // the file's
        QCOMPARE(loaded->profile.baseDir, dir.path());
    }
};

void TestProfileFile::payloadsKeepTheirText_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("payload");
    const auto row = [](const char *name, const char *written, const char *payload) {
        QTest::newRow(name) << QByteArray(written) << QByteArray(payload);
    };
    row("digits, decimals, order", R"({"temperature": 20.0, "serial": 18446744073709551615, "b": 1, "a": 2})",
        R"({"temperature":20.0,"serial":18446744073709551615,"b":1,"a":2})");
    row("exponents", "[1E3, 1e-07, -0, 1e999]", "[1E3,1e-07,-0,1e999]");
    row("a key twice", R"({"a":1,"a":2})", R"({"a":1,"a":2})");
    row("escapes", R"({"\u0061": "\/\u00e9"})", R"({"\u0061":"\/\u00e9"})");
    row("a number", "20.50", "20.50");
    row("a text", R"("{ \"t\": 20.0 }")", R"({ "t": 20.0 })");
}

void TestProfileFile::payloadsKeepTheirText()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, payload);
    const QByteArray text = minimal("\"reply\":" + written + ",\"telemetry\":[{\"payload\":" + written +
                                    "}],\"messages\":[{\"payload\":" + written +
                                    "}],\"connection\":{\"will\":{\"topic\":\"w\",\"payload\":" + written + "}}");
    const auto loaded = ProfileFile::parse(text);
    VERIFY_RESULT(loaded);
    const Profile &profile = loaded->profile;
    QCOMPARE(profile.reply, payload);
    QCOMPARE(profile.telemetry.first().payload, payload);
    QCOMPARE(profile.messages.first().payload, payload);
    QCOMPARE(profile.connection.will->payload, payload);
    QCOMPARE(ProfileFile::toText(profile), text);

    Profile unread = profile;
    unread.source.clear();
    QCOMPARE(ProfileFile::parse(ProfileFile::toText(unread))->profile.reply,
             JsonText::parse(payload).value().toCompact());
}

void TestProfileFile::savesWhatWasEditedAndNothingElse_data()
{
    QTest::addColumn<ProfileChange>("change");
    QTest::addColumn<QByteArray>("from"); // the part of the text that is another one then
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char *name, ProfileChange change, const char *from, const char *to) {
        QTest::newRow(name) << std::move(change) << QByteArray(from) << QByteArray(to);
    };
    row(
        "nothing", [](Profile &) {}, "", "");
    row(
        "a number", [](Profile &p) { p.count = 7; }, "\"count\" :5.0", "\"count\" :7");
    row(
        "a text", [](Profile &p) { p.clientId = u"x"_s; }, R"("gw-\u0024{index}")", R"("x")");
    row(
        "a setting that was left out", [](Profile &p) { p.connection.cleanStart = false; }, "\"keepAlive\": 6e1 }",
        "\"keepAlive\": 6e1, \"cleanStart\": false }");
    row(
        "a part that was left out", [](Profile &p) { p.connection.reconnect.attempts = 3; }, "\"keepAlive\": 6e1 }",
        "\"keepAlive\": 6e1, \"reconnect\": { \"attempts\": 3 } }");
    row(
        "TLS, left out", [](Profile &p) { p.connection.tls.ca = u"ca.pem"_s; }, "\"keepAlive\": 6e1 }",
        "\"keepAlive\": 6e1, \"tls\": { \"ca\": \"ca.pem\" } }");
    row(
        "a birth message", [](Profile &p) { p.connection.birth = Birth{.topic = u"b"_s, .payload = "1.0"}; },
        "\"keepAlive\": 6e1 }",
        "\"keepAlive\": 6e1, \"birth\": {\"topic\":\"b\",\"payload\":1.0,\"qos\":0,\"retain\":false} }");
    row(
        "a device is left out",
        [](Profile &p) {
            p.except = {0, 1, 3};
        },
        "\"except\" : [ 3.0,1 ]", "\"except\" : [0,1,3]");
    row(
        "a device less is left out", [](Profile &p) { p.except = {3}; }, "\"except\" : [ 3.0,1 ]", "\"except\" : [3]");
    row(
        "no device is left out", [](Profile &p) { p.except.clear(); }, ", \"except\" : [ 3.0,1 ]", "");
    row(
        "a name", [](Profile &p) { p.names[2] = u"x"_s; }, "{ \"2\": \"b\", \"0\":\"a\" }",
        "{ \"2\": \"x\", \"0\":\"a\" }");
    row(
        "a name less", [](Profile &p) { p.names.remove(2); }, "{ \"2\": \"b\", \"0\":\"a\" }", "{ \"0\":\"a\" }");
    row(
        "a place of a correlation key", [](Profile &p) { p.correlation[1].property = u"y"_s; }, R"("property": "x")",
        R"("property": "y")");
    row(
        "a correlation key from anywhere", [](Profile &p) { p.correlation[1] = u"rid"_s; },
        R"({ "name": "rid", "property": "x", "z": 1.0 })", R"("rid")");
    row(
        "an option of a subscription", [](Profile &p) { p.subscriptions[0].options.noLocal = true; },
        "\"noLocal\": false", "\"noLocal\": true");
    row(
        "an option is as usual", [](Profile &p) { p.subscriptions[0].options.retainHandling = 0; },
        ", \"retainHandling\":1.0", "");
    row(
        "the QoS of commands", [](Profile &p) { p.qos.command = 0; }, "\"keepAlive\": 6e1 }\n}",
        "\"keepAlive\": 6e1 },\n  \"qos\": {\n    \"command\": 0\n  }\n}");
    row(
        "a payload", [](Profile &p) { p.telemetry[0].payload = R"({"b":1.50,"a":2})"; },
        "{ \"t\": 20.0,\"serial\":18446744073709551615 }", "{\"b\":1.50,\"a\":2}");
    row(
        "a message is removed", [](Profile &p) { p.messages.removeFirst(); },
        "{ \"name\": \"A\", \"payload\": [ 1.0 ], \"colour\": \"red\" },\n    { \"name\": \"B\"", "{ \"name\": \"B\"");
    row(
        "a message is renamed", [](Profile &p) { p.messages[1].name = u"C"_s; }, "\"name\": \"B\"", "\"name\": \"C\"");
    row(
        "messages are exchanged", [](Profile &p) { p.messages.swapItemsAt(0, 1); },
        "{ \"name\": \"A\", \"payload\": [ 1.0 ], \"colour\": \"red\" },\n    { \"name\": \"B\", \"payload\": 1e2 }",
        "{ \"name\": \"B\", \"payload\": 1e2 },\n    { \"name\": \"A\", \"payload\": [ 1.0 ], \"colour\": \"red\" }");
}

void TestProfileFile::savesWhatWasEditedAndNothingElse()
{
    QFETCH(ProfileChange, change);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const QByteArray text =
        "\n{ \"format\":\"standin.profile/1\", \"x\": [ 1.0,\t1E5 ],\r\n"
        "  \"clientId\": \"gw-\\u0024{index}\",\n"
        "  \"count\" :5.0, \"except\" : [ 3.0,1 ], \"names\":{ \"2\": \"b\", \"0\":\"a\" }, \"vars\": { \"b\": "
        "18446744073709551615, \"a\": 1.10 },\n"
        "  \"telemetry\": [ { \"payload\": { \"t\": 20.0,\"serial\":18446744073709551615 }, \"y\":1e0 } ],\n"
        "  \"messages\": [\n"
        "    { \"name\": \"A\", \"payload\": [ 1.0 ], \"colour\": \"red\" },\n"
        "    { \"name\": \"B\", \"payload\": 1e2 }\n  ],\n"
        "  \"correlation\": [ \"id\", { \"name\": \"rid\", \"property\": \"x\", \"z\": 1.0 } ],\n"
        "  \"subscriptions\": [{\"topic\": \"s\", \"noLocal\": false, \"retainHandling\":1.0, \"q\":0.0}],\n"
        "  \"connection\": { \"keepAlive\": 6e1 }\n}\n\n";
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"gw.json"_s);
    VERIFY_RESULT(File::writeAtomically(path, text));
    Profile profile = ProfileFile::load(path)->profile;
    change(profile);
    VERIFY_RESULT(ProfileFile::save(profile, path));
    const QByteArray expected = from.isEmpty() ? text : QByteArray(text).replace(from, to);
    QVERIFY(from.isEmpty() || text.contains(from));
    QCOMPARE(File::read(path, 10'000).value(), expected);

    Profile again = ProfileFile::load(path)->profile;
    again.source = profile.source;
    QVERIFY(again == profile);

    const QByteArray mark = "\xEF\xBB\xBF";
    VERIFY_RESULT(File::writeAtomically(path, mark + text));
    Profile marked = ProfileFile::load(path)->profile;
    change(marked);
    QCOMPARE(ProfileFile::toText(marked, path), mark + expected);
}

STANDIN_TEST(TestProfileFile)
#include "tst_profilefile.moc"
