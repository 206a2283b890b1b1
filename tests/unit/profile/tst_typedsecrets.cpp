// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/typedsecrets.h"

#include "base/jsonpointer.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Standin;
using namespace Qt::StringLiterals;

using SecretOf = Secret &(*)(Profile &);

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

    void arePlacesOfTheFile_data() { areCleared_data(); }

    void arePlacesOfTheFile()
    {
        QFETCH(SecretOf, secretOf);
        Profile profile;
        profile.connection.url = QUrl(u"wss://h"_s);
        profile.connection.proxy.url = QUrl(u"http://p:1"_s);
        profile.connection.headers = {{u"Authorization"_s, {}, {}}, {u"X-Key"_s, {}, {}}};
        QVERIFY(typedSecrets(profile).isEmpty() && missingSecrets(profile).isEmpty());
        secretOf(profile).value = u"typed"_s;
        const QStringList places = typedSecrets(profile);
        QCOMPARE(places.size(), 1);
        QVERIFY(missingSecrets(profile).isEmpty());

        // The file has `ask` at exactly that place.
        const QByteArray text = ProfileFile::toText(profile);
        QVERIFY(!text.contains("typed"));
        const auto loaded = ProfileFile::parse(text);
        VERIFY_RESULT(loaded);
        QCOMPARE(missingSecrets(loaded->profile), places);
        QVERIFY(typedSecrets(loaded->profile).isEmpty());
        const QJsonValue file = QJsonDocument::fromJson(text).object();
        QCOMPARE(JsonPointer::parse(places.first())->resolve(file), (QJsonValue(QJsonObject{{u"ask"_s, true}})));

        Profile entered = withTypedSecrets(loaded->profile, {{places.first(), u"again"_s}});
        QCOMPARE(secretOf(entered).value, u"again"_s);
        QVERIFY(missingSecrets(entered).isEmpty());
    }

    void whatIsFoundElsewhereIsNotAskedFor()
    {
        Profile profile;
        profile.connection.password.env = u"PASSWORD"_s;
        profile.connection.tls.keyPassword.file = u"pw"_s;
        QVERIFY(typedSecrets(profile).isEmpty() && missingSecrets(profile).isEmpty());
    }

    void whatIsNoSecretStays()
    {
        Profile profile;
        profile.name = u"thermo"_s;
        profile.vars = QJsonObject{{u"password"_s, u"a variable"_s}};
        profile.connection.username = u"user"_s;
        profile.connection.headers = {{u"X-Id"_s, u"${clientId}"_s, {}}};
        profile.connection.proxy = {QUrl(u"http://p:8080"_s), u"user"_s, {}};
        profile.connection.tls.key = u"device.key"_s;
        QVERIFY(withoutTypedSecrets(profile) == profile);
    }
};

STANDIN_TEST(TestTypedSecrets)

#include "tst_typedsecrets.moc"
