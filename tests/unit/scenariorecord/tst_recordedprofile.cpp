// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilefile.h"
#include "scenario/record/recordedprofile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QDir>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// The profile in a recorded scenario: short, and without secrets.
class TestRecordedProfile : public QObject
{
    Q_OBJECT

private slots:
    void isShort();
    void readsAsTheSameProfile();
    void hasNoSecret();
    void keepsPlacesOfSecrets();
    void pathsBecomeAbsolute();
    void logsInWithClientId_data();
    void logsInWithClientId();

private:
    [[nodiscard]] QByteArray written(const Profile &profile)
    {
        m_warnings.clear();
        return RecordedProfile::written(profile, u"gw-1"_s, u"gw-1"_s, m_warnings).toCompact();
    }

    QList<RecordingWarning> m_warnings;
};

void TestRecordedProfile::isShort()
{
    Profile profile;
    profile.connection.url = QUrl(u"mqtt://127.0.0.1:1884"_s);
    const QByteArray url = "{\"connection\":{\"url\":\"mqtt://127.0.0.1:1884\"}}";
    QCOMPARE(written(profile), url);
    profile.topics.report = u"r/${clientId}"_s;
    profile.connection.keepAlive = 5;
    const QByteArray more = "{\"topics\":{\"report\":\"r/${clientId}\"},"
                            "\"connection\":{\"url\":\"mqtt://127.0.0.1:1884\",\"keepAlive\":5}}";
    QCOMPARE(written(profile), more);
    QVERIFY(m_warnings.isEmpty());
}

void TestRecordedProfile::readsAsTheSameProfile()
{
    Profile profile;
    profile.name = u"gateway"_s;
    profile.vars = *JsonText::parse(R"({"site":"lab"})");
    profile.connection.version = MqttVersion::V5_0;
    profile.connection.will = Will{.topic = u"gone/${clientId}"_s, .payload = "x", .qos = 1};
    profile.subscriptions = {{.topic = u"fw/#"_s, .qos = 2}};
    profile.correlation = {u"rid"_s};
    profile.state = *JsonText::parse(R"({"fw":"1.0"})");
    profile.telemetry = {{.name = u"t"_s, .payload = R"({"t":1})"}};
    profile.messages = {{.name = u"Opened"_s, .payload = "open"}};
    const auto json = JsonText::parse(written(profile));
    VERIFY_RESULT(json);
    const auto read = ProfileFile::fromRequest(*json, {}, ConnectionFile::Secrets::Named);
    VERIFY_RESULT(read);
    QCOMPARE(ProfileFile::toText(read->profile), ProfileFile::toText(profile));
}

void TestRecordedProfile::hasNoSecret()
{
    Profile profile;
    profile.connection.url = QUrl(u"wss://broker.test/mqtt?key=hidden1"_s);
    profile.connection.password.value = u"hidden2"_s;
    profile.connection.tls.keyPassword.ask = true;
    profile.connection.proxy.url = QUrl(u"http://proxy.test:3128"_s);
    profile.connection.proxy.password.value = u"hidden3"_s;
    HttpHeader header;
    header.name = u"Authorization"_s;
    header.value = u"hidden4"_s;
    profile.connection.headers = {header};
    const QByteArray text = written(profile);
    QVERIFY2(!text.contains("hidden"), text.constData());
    QStringList variables;
    for (const RecordingWarning &warning : std::as_const(m_warnings)) {
        if (warning.kind == RecordingWarning::Kind::Secret)
            variables.append(warning.detail);
    }
    QCOMPARE(variables, (QStringList{u"GW_1_PASSWORD"_s, u"GW_1_TLS_KEYPASSWORD"_s, u"GW_1_PROXY_PASSWORD"_s,
                                     u"GW_1_HEADERS_AUTHORIZATION"_s}));
    for (const QString &variable : std::as_const(variables)) {
        const QByteArray place = "{\"env\":\"" + variable.toUtf8() + "\"}";
        QVERIFY2(text.contains(place), text.constData());
    }
    QVERIFY(m_warnings.contains(RecordingWarning{.kind = RecordingWarning::Kind::HiddenAddress, .device = u"gw-1"_s}));
}

void TestRecordedProfile::keepsPlacesOfSecrets()
{
    Profile profile;
    profile.connection.password.env = u"MINE"_s;
    const QByteArray text = written(profile);
    QVERIFY2(text.contains("\"password\":{\"env\":\"MINE\"}"), text.constData());
    QVERIFY(m_warnings.isEmpty());
}

void TestRecordedProfile::pathsBecomeAbsolute()
{
    Profile profile;
    profile.baseDir = u"/srv/profiles"_s;
    profile.connection.url = QUrl(u"mqtts://broker.test"_s);
    profile.connection.tls.ca = u"certs/ca.pem"_s;
    profile.connection.tls.certificate = u"/etc/gw.pem"_s;
    profile.connection.password.file = u"../password"_s;
    const QByteArray text = written(profile);
    for (const QByteArray &path : {"/srv/profiles/certs/ca.pem"_ba, "/etc/gw.pem"_ba, "\"/srv/password\""_ba})
        QVERIFY2(text.contains(path), text.constData());
}

void TestRecordedProfile::logsInWithClientId_data()
{
    QTest::addColumn<QString>("username");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<bool>("does");
    QTest::newRow("no") << QString() << QString() << false;
    QTest::newRow("another user") << u"gateway"_s << u"gw.pem"_s << false;
    QTest::newRow("user by template") << u"u-${clientId}"_s << QString() << true;
    QTest::newRow("user of the same name") << u"gw-1"_s << QString() << true;
    QTest::newRow("certificate") << QString() << u"certs/${clientId}.pem"_s << true;
}

void TestRecordedProfile::logsInWithClientId()
{
    QFETCH(QString, username);
    QFETCH(QString, certificate);
    QFETCH(bool, does);
    Profile profile;
    profile.connection.username = username;
    profile.connection.tls.certificate = certificate;
    QCOMPARE(RecordedProfile::logsInWithClientId(profile, u"gw-1"_s), does);
}

STANDIN_TEST(TestRecordedProfile)
#include "tst_recordedprofile.moc"
