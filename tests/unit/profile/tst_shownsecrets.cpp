// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilefile.h"
#include "profile/secretrecipients.h"
#include "profile/shownsecrets.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <functional>

using namespace Standin;
using namespace Qt::StringLiterals;

using ProfileChange = std::function<void(Profile &)>;

class TestShownSecrets : public QObject
{
    Q_OBJECT

private slots:
    void hidesThem();
    void whatIsShownComesBack();
    void newOnesReplaceThem();
    void refusesOtherPlaces_data();
    void refusesOtherPlaces();
    void sendsNothingElsewhere_data();
    void sendsNothingElsewhere();
    void withoutAFormerProfileThereIsNothingToShow();

private:
    /// With secrets of every kind, bound to their address.
    static Profile profile()
    {
        Profile profile;
        Connection &connection = profile.connection;
        connection.url = QUrl(u"wss://broker/mqtt?token=hushURL"_s);
        connection.password.env = u"MQTT_PASSWORD"_s;
        connection.tls.keyPassword.value = u"hushKey"_s;
        connection.proxy.url = QUrl(u"http://proxy:3128"_s);
        connection.proxy.password.keychain = u"proxy"_s;
        connection.headers = {{u"Authorization"_s, u"Bearer hushHeader"_s, {}},
                              {u"X-Key"_s, {}, {.value = u"hushTyped"_s, .env = {}, .file = {}}},
                              {u"X-File"_s, {}, {.value = {}, .env = {}, .file = u"key-${vars.n}"_s}}};
        profile.baseDir = u"/profiles"_s;
        profile.source = R"({"unknown":"hushSource"})";
        [[maybe_unused]] const auto bound = SecretRecipients::bind(connection);
        return profile;
    }

    /// As a client sends it that has asked for it before.
    static Profile sentBack(const Profile &profile)
    {
        const QByteArray text = ProfileFile::toText(ShownSecrets::hidden(profile));
        return ProfileFile::fromRequest(JsonText::parse(text).value(), {}, ConnectionFile::Secrets::SentOrShown)
            .value()
            .profile;
    }
};

void TestShownSecrets::hidesThem()
{
    const QByteArray text = ProfileFile::toText(ShownSecrets::hidden(profile()));
    QVERIFY2(!text.contains("hush"), text.constData());
    QVERIFY(text.contains("MQTT_PASSWORD"));
    QVERIFY(text.contains("wss://broker/mqtt"));
    QCOMPARE(text.count("\"ask\": true"), 3);
}

void TestShownSecrets::whatIsShownComesBack()
{
    const Profile current = profile();
    const auto restored = ShownSecrets::restored(sentBack(current), &current);
    VERIFY_RESULT(restored);
    QVERIFY(restored->connection == current.connection);
    QCOMPARE(restored->connection.password.recipient, current.connection.password.recipient);
    QCOMPARE(restored->baseDir, current.baseDir);
    QVERIFY(restored->source.isEmpty());
}

void TestShownSecrets::newOnesReplaceThem()
{
    const Profile current = profile();
    Profile sent = sentBack(current);
    sent.connection.password = {.value = u"new"_s, .env = {}, .file = {}};
    sent.connection.headers[0].secret = {.value = u"Basic new"_s, .env = {}, .file = {}};
    sent.connection.headers.removeLast();
    const auto restored = ShownSecrets::restored(sent, &current);
    VERIFY_RESULT(restored);
    QCOMPARE(restored->connection.password.value, u"new"_s);
    QCOMPARE(restored->connection.password.recipient, QString());
    QCOMPARE(restored->connection.headers.size(), 2);
    QCOMPARE(restored->connection.headers[0].secret.value, u"Basic new"_s);
    QCOMPARE(restored->connection.headers[0].value, QString());
}

void TestShownSecrets::refusesOtherPlaces_data()
{
    QTest::addColumn<ProfileChange>("change");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QString &where, ProfileChange change) {
        QTest::newRow(name) << change << where;
    };
    row("another variable", u"/connection/password"_s, [](Profile &p) { p.connection.password.env = u"HOME"_s; });
    row("a file", u"/connection/password"_s,
        [](Profile &p) { p.connection.password = {.value = {}, .env = {}, .file = u"/etc/passwd"_s}; });
    row("a place for a typed one", u"/connection/tls/keyPassword"_s,
        [](Profile &p) { p.connection.tls.keyPassword = {.value = {}, .env = u"HOME"_s, .file = {}}; });
    row("asked for instead of named", u"/connection/password"_s,
        [](Profile &p) { p.connection.password = {.value = {}, .env = {}, .file = {}, .ask = true}; });
    row("header that is named", u"/connection/headers/Authorization"_s,
        [](Profile &p) { p.connection.headers[0].secret = {.value = {}, .env = u"HOME"_s, .file = {}}; });
    row("header that is new", u"/connection/headers/X-New"_s, [](Profile &p) {
        p.connection.headers.append({u"X-New"_s, {}, {.value = {}, .env = u"MQTT_PASSWORD"_s, .file = {}}});
    });
    row("another file by a variable of the template", u"/connection/headers/X-File"_s, [](Profile &p) {
        p.vars = QJsonObject{{u"n"_s, u"/../../etc/passwd"_s}};
    });
}

void TestShownSecrets::refusesOtherPlaces()
{
    QFETCH(ProfileChange, change);
    const Profile current = profile();
    Profile sent = sentBack(current);
    change(sent);
    const auto restored = ShownSecrets::restored(sent, &current);
    QVERIFY(!restored);
    QCOMPARE(restored.error().code, ErrorCode::InvalidArgument);
    QTEST(restored.error().where, "where");
}

void TestShownSecrets::sendsNothingElsewhere_data()
{
    QTest::addColumn<ProfileChange>("change");
    QTest::newRow("address") << ProfileChange([](Profile &p) { p.connection.url.setHost(u"evil"_s); });
    QTest::newRow("proxy") << ProfileChange([](Profile &p) { p.connection.proxy.url.setHost(u"evil"_s); });
    QTest::newRow("CA") << ProfileChange([](Profile &p) { p.connection.tls.ca = u"evil.pem"_s; });
    QTest::newRow("no verification") << ProfileChange([](Profile &p) { p.connection.tls.verifyPeer = false; });
}

void TestShownSecrets::sendsNothingElsewhere()
{
    QFETCH(ProfileChange, change);
    const Profile current = profile();
    Profile sent = sentBack(current);
    change(sent);
    auto restored = ShownSecrets::restored(sent, &current);
    const bool isRefused = !restored || !SecretRecipients::bind(restored->connection);
    QVERIFY(isRefused);
}

void TestShownSecrets::withoutAFormerProfileThereIsNothingToShow()
{
    QVERIFY(!ShownSecrets::restored(sentBack(profile()), nullptr));
    Profile sent;
    sent.connection.password.value = u"new"_s;
    const auto restored = ShownSecrets::restored(sent, nullptr);
    VERIFY_RESULT(restored);
    QVERIFY(*restored == sent);
}

STANDIN_TEST(TestShownSecrets)
#include "tst_shownsecrets.moc"
