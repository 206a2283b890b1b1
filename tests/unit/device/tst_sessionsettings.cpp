// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/sessionsettings.h"
#include "profile/compiledprofile.h"
#include "support/fakeclock.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/templatescope.h"

#include <functional>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;

using Change = std::function<void(Profile &)>;

class TestSessionSettings : public QObject
{
    Q_OBJECT

private:
    const FakeClock m_clock;

    Result<SessionSettings> make(const Profile &profile, const QString &commandTopic = u"cmd/dev"_s) const
    {
        TemplateScope scope(m_clock, 1);
        scope.clientId = u"dev"_s;
        scope.index = 3;
        scope.vars = profile.vars;
        scope.topics.command = commandTopic;
        return SessionSettings::make(**CompiledProfile::make(profile), scope, Keychain());
    }

private slots:
    void whatBecomesTooLongIsRefused_data()
    {
        QTest::addColumn<Change>("change");
        const QString large = u"${vars.a}"_s.repeated(7);
        QTest::newRow("user name") << Change([=](Profile &p) { p.connection.username = large; });
        QTest::newRow("will topic") << Change([=](Profile &p) { p.connection.will.emplace().topic = large; });
        QTest::newRow("will payload") << Change(
            [=](Profile &p) { p.connection.will.emplace().payload = large.toUtf8(); });
        QTest::newRow("subscription") << Change(
            [=](Profile &p) { p.subscriptions = {{.topic = large, .qos = 0, .options = {}}}; });
        QTest::newRow("header") << Change(
            [=](Profile &p) { p.connection.headers = {{.name = u"X"_s, .value = large, .secret = {}}}; });
        QTest::newRow("path of a secret") << Change([=](Profile &p) { p.connection.password.file = large; });
    }

    void whatBecomesTooLongIsRefused()
    {
        QFETCH(Change, change);
        Profile profile;
        profile.vars = QJsonObject{{u"a"_s, QString(10'000, u'x')}};
        change(profile);
        const auto settings = make(profile);
        QVERIFY(!settings);
        QCOMPARE(settings.error().code, ErrorCode::TooLarge);
    }

    void takesWhatTheConnectionSays()
    {
        Profile profile;
        Connection &connection = profile.connection;
        connection.url = QUrl(u"mqtt://h:1"_s);
        connection.version = MqttVersion::V5_0;
        connection.keepAlive = 7;
        connection.cleanStart = false;
        connection.sessionExpiry = 99;
        connection.username = u"u-${index}"_s;
        connection.password.value = u"secret"_s;
        connection.connectTimeoutMs = 1234;
        connection.strict = true;
        const auto settings = make(profile);
        VERIFY_RESULT(settings);
        QCOMPARE(settings->target.url, QUrl(u"mqtt://h:1"_s));
        QVERIFY(settings->version == MqttVersion::V5_0);
        QCOMPARE(settings->clientId, u"dev"_s);
        QCOMPARE(settings->username, u"u-3"_s);
        QCOMPARE(settings->password, u"secret"_s);
        QCOMPARE(settings->keepAlive, 7);
        QVERIFY(!settings->cleanStart);
        QVERIFY(settings->strict);
        QCOMPARE(settings->sessionExpiry, 99U);
        QCOMPARE(settings->timeoutMs, 1234);
        QVERIFY(!settings->will);
    }

    void rendersTheWill()
    {
        Profile profile;
        profile.connection.will = Will{.topic = u"state/${clientId}"_s,
                                       .payload = R"({"i":"${index}"})",
                                       .qos = 2,
                                       .retain = true,
                                       .delaySeconds = 5};
        const auto settings = make(profile);
        VERIFY_RESULT(settings);
        const Will expected{
            .topic = u"state/dev"_s, .payload = R"({"i":3})", .qos = 2, .retain = true, .delaySeconds = 5};
        QVERIFY(settings->will == expected);
    }

    void theCommandTopicIsTheFirstSubscription()
    {
        Profile profile;
        profile.subscriptions = {{.topic = u"fw/${clientId}/#"_s, .qos = 1}, {.topic = u"all"_s, .qos = 0}};
        const auto settings = make(profile);
        VERIFY_RESULT(settings);
        const QList<Subscription> expected = {{.topic = u"cmd/dev"_s, .qos = 1, .options = {.noLocal = true}},
                                              {.topic = u"fw/dev/#"_s, .qos = 1},
                                              {.topic = u"all"_s, .qos = 0}};
        QVERIFY(settings->subscriptions == expected);
    }

    void theProfileSaysHowToSubscribe()
    {
        Profile profile;
        profile.qos.command = 2;
        profile.commandOptions = {.retainAsPublished = true, .retainHandling = 2, .userProperties = {{u"a"_s, u"b"_s}}};
        const auto settings = make(profile);
        VERIFY_RESULT(settings);
        const Subscription expected{.topic = u"cmd/dev"_s, .qos = 2, .options = profile.commandOptions};
        QVERIFY(settings->subscriptions == QList<Subscription>{expected});
    }

    void aSharedCommandTopicIsNotNoLocal()
    {
        const auto settings = make({}, u"$share/g/cmd"_s);
        VERIFY_RESULT(settings);
        QVERIFY(!settings->subscriptions.constFirst().options.noLocal);
    }

    void withoutACommandTopicOnlyTheOthers()
    {
        const auto settings = make({}, QString());
        VERIFY_RESULT(settings);
        QVERIFY(settings->subscriptions.isEmpty());
    }

    void refusesSecretsThatCannotBeRead_data()
    {
        QTest::addColumn<bool>("isPassword");
        QTest::newRow("password") << true;
        QTest::newRow("key password") << false;
    }

    void refusesSecretsThatCannotBeRead()
    {
        QFETCH(bool, isPassword);
        const Secret missing{.value = {}, .env = {}, .file = u"/no/such/file"_s};
        Profile profile;
        profile.connection.url = QUrl(u"mqtts://h"_s);
        (isPassword ? profile.connection.password : profile.connection.tls.keyPassword) = missing;
        const auto settings = make(profile);
        QVERIFY(!settings);
        QCOMPARE(settings.error().code, ErrorCode::FileNotReadable);
    }
};

STANDIN_TEST(TestSessionSettings)
#include "tst_sessionsettings.moc"
