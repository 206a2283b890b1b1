// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"
#include "support/testprogram.h"

#include <functional>

using namespace Standin;
using namespace Qt::StringLiterals;

using ProfileChange = std::function<void(Profile &)>;

class TestProfile : public QObject
{
    Q_OBJECT

    static void row(const char *name, ProfileChange change) { QTest::newRow(name) << change; }

private slots:
    void aSessionFitsWhereNothingOfItChanged_data()
    {
        QTest::addColumn<ProfileChange>("change");
        row("name", [](Profile &p) { p.name = u"other"_s; });
        row("count", [](Profile &p) { p.count = 5; });
        row("reply", [](Profile &p) { p.reply = "{}"; });
        row("telemetry", [](Profile &p) { p.telemetry = {{.name = u"t"_s, .payload = "x"}}; });
        row("messages", [](Profile &p) { p.messages = {{.name = u"m"_s, .payload = "x"}}; });
        row("correlation", [](Profile &p) {
            p.correlation = {CorrelationKey(u"id"_s)};
            p.reply = "{}";
        });
        row("source", [](Profile &p) { p.source = "{}"; });
    }

    void aSessionFitsWhereNothingOfItChanged()
    {
        QFETCH(ProfileChange, change);
        const Profile before;
        Profile after = before;
        change(after);
        QVERIFY(before.connectsLike(after));
    }

    void anotherSessionIsNeeded_data()
    {
        QTest::addColumn<ProfileChange>("change");
        row("url", [](Profile &p) { p.connection.url = QUrl(u"mqtt://other"_s); });
        row("version", [](Profile &p) { p.connection.version = MqttVersion::V5_0; });
        row("keepAlive", [](Profile &p) { p.connection.keepAlive = 1; });
        row("cleanStart", [](Profile &p) { p.connection.cleanStart = false; });
        row("sessionExpiry", [](Profile &p) { p.connection.sessionExpiry = 1; });
        row("username", [](Profile &p) { p.connection.username = u"u"_s; });
        row("password", [](Profile &p) { p.connection.password.value = u"p"_s; });
        row("tls", [](Profile &p) { p.connection.tls.verifyPeer = false; });
        row("headers", [](Profile &p) { p.connection.headers = {{.name = u"X"_s, .value = u"y"_s, .secret = {}}}; });
        row("proxy", [](Profile &p) { p.connection.proxy.url = QUrl(u"http://h:1"_s); });
        row("birth", [](Profile &p) { p.connection.birth = Birth{.topic = u"b"_s, .payload = {}}; });
        row("will", [](Profile &p) { p.connection.will = Will{.topic = u"w"_s, .payload = {}}; });
        row("topics", [](Profile &p) { p.topics.command = u"other"_s; });
        row("subscriptions", [](Profile &p) { p.subscriptions = {{.topic = u"s"_s}}; });
        row("vars", [](Profile &p) { p.vars = QJsonObject{{u"a"_s, 1}}; });
        row("baseDir", [](Profile &p) { p.baseDir = u"/other"_s; });
    }

    void anotherSessionIsNeeded()
    {
        QFETCH(ProfileChange, change);
        const Profile before;
        Profile after = before;
        change(after);
        QVERIFY(!before.connectsLike(after));
        QVERIFY(after.connectsLike(after));
    }
};

STANDIN_TEST(TestProfile)

#include "tst_profile.moc"
