// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/compiledprofile.h"
#include "support/fakeclock.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/templatescope.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;

namespace {

/// Changes one thing of a profile.
using ProfileChange = std::function<void(Profile &)>;

} // namespace

class TestCompiledProfile : public QObject
{
    Q_OBJECT

private:
    const FakeClock m_clock;

    TemplateScope scope() const
    {
        TemplateScope scope(m_clock, 1);
        scope.clientId = u"dev"_s;
        scope.index = 2;
        return scope;
    }

private slots:
    void holdsTheProfileAndItsTemplates()
    {
        Profile profile;
        profile.connection.username = u"u${index}"_s;
        profile.subscriptions = {{.topic = u"s/${clientId}"_s, .qos = 1}};
        profile.telemetry = {
            {.name = u"t"_s, .topic = u"r/${index}"_s, .payload = "${clientId}", .qos = 2, .everyMs = 70}};
        profile.connection.will =
            Will{.topic = u"w/${clientId}"_s, .payload = "${index}", .qos = 1, .retain = true, .delaySeconds = 9};
        profile.connection.headers = {{.name = u"X"_s, .value = u"${clientId}"_s, .secret = {}}};
        const auto compiled = CompiledProfile::make(profile);
        VERIFY_RESULT(compiled);
        const CompiledProfile &c = **compiled;
        TemplateScope here = scope();
        QVERIFY(c.profile == profile);
        QCOMPARE(c.clientId.render(here).value(), QByteArray("device-2"));
        QCOMPARE(c.username.render(here).value(), QByteArray("u2"));
        QCOMPARE(c.report.render(here).value(), QByteArray("mqtt/dev/v1/req"));
        QCOMPARE(c.command.render(here).value(), QByteArray("mqtt/dev/v1/bypass"));
        QCOMPARE(c.replyTopic.render(here).value(), QByteArray("mqtt/dev/v1/bypass/rsp"));
        QCOMPARE(c.filters.at(0).render(here).value(), QByteArray("s/dev"));
        QCOMPARE(c.telemetry.at(0).topic.render(here).value(), QByteArray("r/2"));
        QCOMPARE(c.telemetry.at(0).payload.render(here).value(), QByteArray("dev"));
        QVERIFY(c.telemetry.at(0).settings == profile.telemetry.at(0));
        QCOMPARE(c.will->topic.render(here).value(), QByteArray("w/dev"));
        QCOMPARE(c.will->payload.render(here).value(), QByteArray("2"));
        QVERIFY(c.will->settings == profile.connection.will);
        QCOMPARE(c.headers.at(0).value.render(here).value(), QByteArray("dev"));
    }

    void refusesEachWrongTemplate_data()
    {
        QTest::addColumn<ProfileChange>("change");
        QTest::addColumn<QString>("where");
        const auto refused = [](const char *where, ProfileChange change) {
            QTest::newRow(where) << std::move(change) << QString::fromLatin1(where);
        };
        const QString wrong = u"${oops}"_s;
        refused("/clientId", [wrong](Profile &p) { p.clientId = wrong; });
        refused("/topics/report", [wrong](Profile &p) { p.topics.report = wrong; });
        refused("/topics/command", [wrong](Profile &p) { p.topics.command = wrong; });
        refused("/topics/reply", [wrong](Profile &p) { p.topics.reply = wrong; });
        refused("/reply", [wrong](Profile &p) { p.reply = wrong.toUtf8(); });
        refused("/subscriptions/1/topic", [wrong](Profile &p) {
            p.subscriptions = {{.topic = u"a"_s}, {.topic = wrong}};
        });
        refused("/telemetry/0/topic",
                [wrong](Profile &p) { p.telemetry = {{.name = {}, .topic = wrong, .payload = {}}}; });
        refused("/telemetry/0/payload", [](Profile &p) { p.telemetry = {{.name = {}, .payload = "${oops}"}}; });
        refused("/connection/username", [wrong](Profile &p) { p.connection.username = wrong; });
        refused("/connection/tls/certificate", [wrong](Profile &p) { p.connection.tls.certificate = wrong; });
        refused("/connection/tls/key", [wrong](Profile &p) { p.connection.tls.key = wrong; });
        refused("/connection/tls/pkcs12", [wrong](Profile &p) { p.connection.tls.pkcs12 = wrong; });
        refused("/connection/will/topic",
                [wrong](Profile &p) { p.connection.will = Will{.topic = wrong, .payload = {}}; });
        refused("/connection/birth/topic",
                [wrong](Profile &p) { p.connection.birth = Birth{.topic = wrong, .payload = {}}; });
        refused("/connection/birth/payload",
                [](Profile &p) { p.connection.birth = Birth{.topic = u"b"_s, .payload = "${oops}"}; });
        refused("/connection/will/payload",
                [](Profile &p) { p.connection.will = Will{.topic = u"w"_s, .payload = "${oops}"}; });
        refused("/connection/headers/X",
                [wrong](Profile &p) { p.connection.headers = {{.name = u"X"_s, .value = wrong, .secret = {}}}; });
        refused("/connection/password/file", [wrong](Profile &p) { p.connection.password.file = wrong; });
        refused("/connection/tls/keyPassword/file", [wrong](Profile &p) { p.connection.tls.keyPassword.file = wrong; });
        refused("/connection/proxy/password/file", [wrong](Profile &p) { p.connection.proxy.password.file = wrong; });
        refused("/connection/headers/Y/file", [wrong](Profile &p) {
            p.connection.headers = {{.name = u"Y"_s, .value = {}, .secret = {.value = {}, .env = {}, .file = wrong}}};
        });
        refused("/messages/0/topic",
                [wrong](Profile &p) { p.messages = {{.name = {}, .topic = wrong, .payload = {}}}; });
        refused("/messages/0/payload", [](Profile &p) { p.messages = {{.name = {}, .payload = "${oops}"}}; });
        refused("/correlation/0/topic", [](Profile &p) { p.correlation[0].topic = u"a/b"_s; });
        refused("/correlation/1/jsonPointer", [](Profile &p) { p.correlation[1].jsonPointer = u"a"_s; });
        refused("/subscriptions/0/noLocal",
                [](Profile &p) { p.subscriptions = {{.topic = u"$share/g/a"_s, .options = {.noLocal = true}}}; });
        refused("/topics", [](Profile &p) {
            p.topics = {.report = u"${topics.command}"_s, .command = u"${topics.report}"_s, .reply = {}};
        });
        refused("/connection/url", [](Profile &p) { p.connection.url = QUrl(u"ftp://h"_s); });
    }

    void refusesEachWrongTemplate()
    {
        QFETCH(ProfileChange, change);
        Profile profile;
        change(profile);
        const auto compiled = CompiledProfile::make(profile);
        QVERIFY(!compiled);
        QTEST(compiled.error().where, "where");
    }

    void whatComesWithACommandHasNoValueElsewhere_data()
    {
        QTest::addColumn<QString>("expression");
        for (const QString &expression : {u"${requestTime}"_s, u"{traceId}"_s, u"${command.topic}"_s,
                                          u"${command.levels.0}"_s, u"x ${command.json.id}"_s, u"${vars.none}"_s})
            QTest::newRow(qPrintable(expression)) << expression;
    }

    void whatComesWithACommandHasNoValueElsewhere()
    {
        QFETCH(QString, expression);
        const auto refused = [&expression](const char *where, const std::function<void(Profile &)> &change) {
            Profile profile;
            change(profile);
            const auto compiled = CompiledProfile::make(profile);
            QVERIFY2(!compiled, where);
            QVERIFY2(compiled.error().message.contains(u"has no value here"), qPrintable(compiled.error().message));
            QCOMPARE(compiled.error().where, QString::fromLatin1(where));
        };
        const QByteArray payload = expression.toUtf8();
        refused("/clientId", [&](Profile &p) { p.clientId = expression; });
        refused("/topics/report", [&](Profile &p) { p.topics.report = expression; });
        refused("/topics/command", [&](Profile &p) { p.topics.command = expression; });
        refused("/subscriptions/0/topic", [&](Profile &p) { p.subscriptions = {{.topic = expression}}; });
        refused("/telemetry/0/topic",
                [&](Profile &p) { p.telemetry = {{.name = {}, .topic = expression, .payload = {}}}; });
        refused("/telemetry/0/payload", [&](Profile &p) { p.telemetry = {{.name = {}, .payload = payload}}; });
        refused("/messages/0/topic",
                [&](Profile &p) { p.messages = {{.name = {}, .topic = expression, .payload = {}}}; });
        refused("/messages/0/payload", [&](Profile &p) { p.messages = {{.name = {}, .payload = payload}}; });
        refused("/connection/username", [&](Profile &p) { p.connection.username = expression; });
        refused("/connection/password/file", [&](Profile &p) { p.connection.password.file = expression; });
        refused("/connection/tls/key", [&](Profile &p) { p.connection.tls.key = expression; });
        refused("/connection/will/topic",
                [&](Profile &p) { p.connection.will = Will{.topic = expression, .payload = {}}; });
        refused("/connection/will/payload",
                [&](Profile &p) { p.connection.will = Will{.topic = u"w"_s, .payload = payload}; });
    }

    void theClientIdIsNotMadeOfTopics()
    {
        for (const QString &expression : {u"${clientId}"_s, u"${topics.report}"_s}) {
            Profile profile;
            profile.clientId = expression;
            QCOMPARE(CompiledProfile::make(profile).error().where, u"/clientId"_s);
        }
    }

    void oneTopicMayStandInAnother()
    {
        Profile profile;
        profile.topics = {
            .report = u"${topics.command}/up"_s, .command = u"${topics.reply}/x"_s, .reply = u"r/${clientId}"_s};
        const auto compiled = CompiledProfile::make(profile);
        VERIFY_RESULT(compiled);
        TemplateScope here = scope();
        const Topics expected{.report = u"r/dev/x/up"_s, .command = u"r/dev/x"_s, .reply = u"r/dev"_s};
        QVERIFY((*compiled)->renderTopics(here).value() == expected);
        QVERIFY(here.topics == expected);
        QVERIFY(!(*compiled)->replyTopicNeedsCommand);
    }

    void aReplyTopicMayNeedTheCommand_data()
    {
        QTest::addColumn<QString>("topic");
        QTest::addColumn<QString>("known");
        QTest::newRow("key") << u"v1/${clientId}/rsp/${requestTime}"_s << u"v1/dev/rsp/${requestTime}"_s;
        QTest::newRow("topic") << u"${command.topic}/rsp"_s << u"${command.topic}/rsp"_s;
        QTest::newRow("level") << u"a/${command.levels.1}"_s << u"a/${command.levels.1}"_s;
        QTest::newRow("JSON") << u"a/${command.json.id}"_s << u"a/${command.json.id}"_s;
        QTest::newRow("property") << u"a/${command.properties.x}"_s << u"a/${command.properties.x}"_s;
    }

    void aReplyTopicMayNeedTheCommand()
    {
        QFETCH(QString, topic);
        Profile profile;
        profile.topics.reply = topic;
        const auto compiled = CompiledProfile::make(profile);
        VERIFY_RESULT(compiled);
        QVERIFY((*compiled)->replyTopicNeedsCommand);
        TemplateScope here = scope();
        QTEST((*compiled)->renderTopics(here)->reply, "known");

        profile.telemetry = {
            {.name = {}, .topic = u"${topics.reply}"_s, .payload = {}}}; // it has no value without a command
        QCOMPARE(CompiledProfile::make(profile).error().where, u"/telemetry/0/topic"_s);
    }

    void secretsPerDevice()
    {
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkdir(u"pw"_s));
        QFile file(dir.filePath(u"pw/dev"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hush\n") > 0);
        file.close();
        Profile profile;
        profile.baseDir = dir.path();
        profile.connection.password.file = u"pw/${clientId}"_s;
        const auto compiled = CompiledProfile::make(profile);
        VERIFY_RESULT(compiled);
        TemplateScope here = scope();
        QCOMPARE((*compiled)->password(here, Keychain()).value(), u"hush"_s);
        here.clientId = u"other"_s;
        QCOMPARE((*compiled)->password(here, Keychain()).error().code, ErrorCode::FileNotReadable);
        here.clientId = u"../pw/dev"_s;
        const auto outside = (*compiled)->password(here, Keychain());
        QCOMPARE(outside.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(outside.error().where, u"/connection/password/file"_s);
        here.clientId = u"/etc/passwd"_s;
        profile.connection.password.file = u"${clientId}"_s;
        QVERIFY(!(*CompiledProfile::make(profile))->password(here, Keychain()));
    }

    void namesItsSecretsInTheKeychain()
    {
        Profile profile;
        QVERIFY((*CompiledProfile::make(profile))->keychainKeys.isEmpty());
        profile.connection.url = QUrl(u"mqtts://broker.test:8884"_s);
        profile.connection.password.keychain = u"thermo"_s;
        profile.connection.tls.keyPassword = {.value = u"typed"_s, .env = {}, .file = {}, .keychain = u"key"_s};
        profile.connection.proxy = {
            QUrl(u"http://p:8080"_s), {}, {.value = {}, .env = {}, .file = {}, .keychain = u"proxy"_s}};
        const auto compiled = CompiledProfile::make(profile);
        VERIFY_RESULT(compiled);
        QStringList users;
        for (const Keychain::Key &key : (*compiled)->keychainKeys)
            users.append(key.user());
        QCOMPARE(users, QStringList({u"thermo for mqtts://broker.test:8884 through http://p:8080"_s,
                                     u"proxy for http://p:8080"_s}));
        TemplateScope here = scope();
        QVERIFY(!(*compiled)->password(here, Keychain())); // it has not been read
    }

    void aUserNameKnowsNoCommand()
    {
        Profile profile;
        profile.reply = "${requestTime}";
        QVERIFY(CompiledProfile::make(profile));
        profile.connection.username = u"${requestTime}"_s;
        QCOMPARE(CompiledProfile::make(profile).error().where, u"/connection/username"_s);
    }

    void theTargetDependsOnTheScheme()
    {
        Profile profile;
        profile.connection.tls.serverName = u"name"_s;
        TemplateScope here = scope();
        QVERIFY((*CompiledProfile::make(profile))->linkTarget(here, Keychain())->tls.serverName.isEmpty());
        profile.connection.url = QUrl(u"mqtts://h"_s);
        QCOMPARE((*CompiledProfile::make(profile))->linkTarget(here, Keychain())->tls.serverName, u"name"_s);
    }

    void proxies_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QNetworkProxy::ProxyType>("type");
        QTest::addColumn<int>("port");
        QTest::newRow("none") << QString() << QNetworkProxy::NoProxy << 0;
        QTest::newRow("socks5") << u"socks5://h"_s << QNetworkProxy::Socks5Proxy << 1080;
        QTest::newRow("http") << u"http://h"_s << QNetworkProxy::HttpProxy << 80;
        QTest::newRow("with a port") << u"http://h:8080"_s << QNetworkProxy::HttpProxy << 8080;
    }

    void proxies()
    {
        QFETCH(QString, url);
        QFETCH(QNetworkProxy::ProxyType, type);
        Profile profile;
        profile.connection.proxy.url = QUrl(url);
        profile.connection.proxy.username = u"u"_s;
        TemplateScope here = scope();
        const auto target = (*CompiledProfile::make(profile))->linkTarget(here, Keychain());
        VERIFY_RESULT(target);
        QCOMPARE(target->proxy.type(), type);
        QTEST(int(target->proxy.port()), "port");
        QCOMPARE(target->proxy.user(), url.isEmpty() ? QString() : u"u"_s);
    }

    void threadsShareIt()
    {
        Profile profile;
        profile.reply = R"({"id":"${clientId}","n":"${seq()}"})";
        const auto compiled = CompiledProfile::make(profile).value();
        std::array<QByteArray, 4> last;
        std::vector<std::unique_ptr<QThread>> threads;
        for (size_t i = 0; i < last.size(); ++i) {
            threads.emplace_back(QThread::create([this, compiled, i, &last] {
                TemplateScope here(m_clock, i);
                here.clientId = QString::number(i);
                for (int n = 0; n < 1000; ++n)
                    last[i] = compiled->reply.render(here).value();
            }));
            threads.back()->start();
        }
        for (size_t i = 0; i < last.size(); ++i) {
            threads[i]->wait();
            QCOMPARE(last[i], u"{\"id\":\"%1\",\"n\":1000}"_s.arg(i).toUtf8());
        }
    }
};

STANDIN_TEST(TestCompiledProfile)
#include "tst_compiledprofile.moc"
