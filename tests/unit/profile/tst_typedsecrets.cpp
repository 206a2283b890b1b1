// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/typedsecrets.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

using SecretOf = Secret &(*)(Profile &);
Q_DECLARE_METATYPE(SecretOf)

class TestTypedSecrets : public QObject
{
    Q_OBJECT

private slots:
    void areCleared_data()
    {
        QTest::addColumn<SecretOf>("secretOf");
        const auto row = [](const char *name, SecretOf secretOf) { QTest::newRow(name) << secretOf; };
        row("password of the connection", [](Profile &p) -> Secret & { return p.connection.password; });
        row("password of the key", [](Profile &p) -> Secret & { return p.connection.tls.keyPassword; });
        row("password of the proxy", [](Profile &p) -> Secret & { return p.connection.proxy.password; });
        row("first header", [](Profile &p) -> Secret & { return p.connection.headers[0].secret; });
        row("last header", [](Profile &p) -> Secret & { return p.connection.headers[1].secret; });
    }

    void areCleared()
    {
        QFETCH(SecretOf, secretOf);
        Profile profile;
        profile.connection.headers = {{u"Authorization"_s, {}, {}}, {u"X-Key"_s, {}, {}}};
        const Profile without = profile;
        secretOf(profile).value = u"typed"_s;
        QVERIFY(profile != without);
        QVERIFY(withoutTypedSecrets(profile) == without);
    }

    void whereASecretIsToBeFoundStays_data() { areCleared_data(); }

    void whereASecretIsToBeFoundStays()
    {
        QFETCH(SecretOf, secretOf);
        Profile profile;
        profile.connection.headers = {{u"Authorization"_s, u"${clientId}"_s, {}}, {u"X-Key"_s, {}, {}}};
        secretOf(profile).env = u"NAME"_s;
        secretOf(profile).file = u"path"_s;
        const Profile kept = withoutTypedSecrets(profile);
        QVERIFY(kept == profile);
    }

    void whatIsTypedGoesAndWhereItIsFoundStays_data() { areCleared_data(); }

    void whatIsTypedGoesAndWhereItIsFoundStays()
    {
        QFETCH(SecretOf, secretOf);
        Profile profile;
        profile.connection.headers = {{u"Authorization"_s, {}, {}}, {u"X-Key"_s, {}, {}}};
        secretOf(profile) = {.value = u"typed"_s, .env = u"NAME"_s, .file = u"path"_s};
        Profile kept = withoutTypedSecrets(profile);
        const Secret expected{.value = {}, .env = u"NAME"_s, .file = u"path"_s};
        QVERIFY(secretOf(kept) == expected);
        QVERIFY(withoutTypedSecrets(kept) == kept);
        QCOMPARE(secretOf(profile).value, u"typed"_s);
    }

    void whatIsNoSecretStays()
    {
        Profile profile;
        profile.name = u"thermo"_s;
        profile.vars = {{u"password"_s, u"a variable"_s}};
        profile.connection.username = u"user"_s;
        profile.connection.headers = {{u"X-Id"_s, u"${clientId}"_s, {}}};
        profile.connection.proxy = {QUrl(u"http://p:8080"_s), u"user"_s, {}};
        profile.connection.tls.key = u"device.key"_s;
        QVERIFY(withoutTypedSecrets(profile) == profile);
    }
};

STANDIN_TEST(TestTypedSecrets)

#include "tst_typedsecrets.moc"
