// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilecheck.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

using ProfileChange = std::function<void(Profile &)>;

} // namespace

class TestProfileCheck : public QObject
{
    Q_OBJECT

private slots:
    void theDefaultProfileIsRight() { VERIFY_RESULT(checkProfile({})); }

    void refuses_data()
    {
        QTest::addColumn<ProfileChange>("change");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *where, ProfileChange change) {
            QTest::newRow(where) << std::move(change) << QString::fromLatin1(where);
        };
        // Values that the file cannot contain.
        row("/clientId", [](Profile &p) { p.clientId.clear(); });
        row("/count", [](Profile &p) { p.count = 0; });
        row("/connection/keepAlive", [](Profile &p) { p.connection.keepAlive = 65536; });
        row("/connection/connectTimeoutMs", [](Profile &p) { p.connection.connectTimeoutMs = 0; });
        row("/connection/reconnect/jitter", [](Profile &p) { p.connection.reconnect.jitter = 1.5; });
        row("/connection/will/topic", [](Profile &p) { p.connection.will = Will{.topic = {}, .payload = "x"}; });
        row("/subscriptions/0/qos", [](Profile &p) { p.subscriptions = {{.topic = u"a"_s, .qos = 3}}; });
        row("/telemetry/0/everyMs", [](Profile &p) { p.telemetry = {{.name = {}, .payload = {}, .everyMs = 0}}; });
        // Values that cannot be compiled.
        row("/reply", [](Profile &p) { p.reply = R"({"a":"${oops}"})"; });
        row("/connection/url", [](Profile &p) { p.connection.url = QUrl(u"ftp://h"_s); });
        row("/connection/tls/pkcs12", [](Profile &p) {
            p.connection.tls.pkcs12 = u"a"_s;
            p.connection.tls.key = u"b"_s;
        });
    }

    void refuses()
    {
        QFETCH(ProfileChange, change);
        Profile profile;
        change(profile);
        const auto checked = checkProfile(profile);
        QVERIFY(!checked);
        QTEST(checked.error().where, "where");
    }
};

STANDIN_TEST(TestProfileCheck)
#include "tst_profilecheck.moc"
