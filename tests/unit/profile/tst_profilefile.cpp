// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "base/json.h"
#include "profile/compiledprofile.h"
#include "profile/profilefile.h"
#include "support/testprogram.h"

#include <QJsonArray>
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

} // namespace

class TestProfileFile : public QObject
{
    Q_OBJECT

private slots:
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

STANDIN_TEST(TestProfileFile)
#include "tst_profilefile.moc"
