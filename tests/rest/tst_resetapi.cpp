// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "rules/rulebook.h"
#include "support/testprogram.h"

#include <QJsonArray>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// POST /api/v1/reset.
class TestResetApi : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void resets_data();
    void resets();
    void resetsManyDevices();
    void refuses_data();
    void refuses();

private:
    Answer reset(const QByteArray &body) { return m_client->post(u"/api/v1/reset"_s, body); }
    [[nodiscard]] qsizetype presetsOf(const QString &id) const
    {
        return m_engine->fleet().status(id)->presetReplies.size();
    }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
};

void TestResetApi::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 2});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    QVERIFY(url);
    m_client = std::make_unique<Client>(*url);
}

void TestResetApi::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestResetApi::resets_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("parts");
    const QStringList usual = {u"presetReplies"_s, u"rules"_s, u"state"_s};
    QTest::newRow("the default") << ""_ba << usual;
    QTest::newRow("an empty object") << "{}"_ba << usual;
    QTest::newRow("nothing") << R"({"presetReplies":false,"rules":false,"state":false})"_ba << QStringList();
    QTest::newRow("rules alone") << R"({"presetReplies":false,"state":false})"_ba << QStringList{u"rules"_s};
    QTest::newRow("state alone") << R"({"presetReplies":false,"rules":false})"_ba << QStringList{u"state"_s};
    QTest::newRow("devices") << R"({"devices":true})"_ba << usual + QStringList{u"devices"_s};
    QTest::newRow("profiles") << R"({"presetReplies":false,"rules":false,"state":false,"profiles":true})"_ba
                              << QStringList{u"profiles"_s};
    QTest::newRow("all") << R"({"devices":true,"profiles":true})"_ba
                         << usual + QStringList{u"devices"_s, u"profiles"_s};
}

void TestResetApi::resets()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, parts);
    for (const QString &name : {u"used"_s, u"unused"_s})
        QCOMPARE(m_client->call("PUT", u"/api/v1/profiles/"_s + name, "{}").status, 201);
    QCOMPARE(m_client->post(u"/api/v1/devices"_s, R"({"clientId":"a","profile":"used"})").status, 201);
    QCOMPARE(m_client->post(u"/api/v1/devices/a/preset-replies"_s, R"({"payload":1})").status, 200);
    QVERIFY(m_engine->rules().addInitial({Rules::Rule{.id = u"of a file"_s}}));
    QCOMPARE(m_client->call("DELETE", u"/api/v1/rules"_s).status, 200);
    QCOMPARE(m_client->post(u"/api/v1/rules"_s, R"({"id":"of a test","then":[]})").status, 201);
    QCOMPARE(m_client->call("PATCH", u"/api/v1/devices/a/state"_s, R"({"fw":"1.0"})").status, 200);

    const Answer answer = reset(body);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"reset"_s].toArray(), QJsonArray::fromStringList(parts));
    const bool hasDevice = !parts.contains(u"devices"_s);
    QCOMPARE(m_engine->fleet().contains(u"a"_s), hasDevice);
    if (hasDevice) {
        QCOMPARE(presetsOf(u"a"_s), parts.contains(u"presetReplies"_s) ? 0 : 1);
        QCOMPARE(m_engine->fleet().status(u"a"_s)->values.toCompact(),
                 parts.contains(u"state"_s) ? "{}"_ba : R"({"fw":"1.0"})"_ba);
    }
    QCOMPARE(m_engine->rules().rules().first().rule.id, parts.contains(u"rules"_s) ? u"of a file"_s : u"of a test"_s);
    QCOMPARE(m_engine->rules().rules().size(), 1);
    const bool keepsProfiles = !parts.contains(u"profiles"_s);
    QCOMPARE(m_engine->profiles().entry(u"unused"_s).has_value(), keepsProfiles);
    QCOMPARE(m_engine->profiles().entry(u"used"_s).has_value(), keepsProfiles || hasDevice);
    QCOMPARE(m_engine->journal().read({}).entries.first()->seq, 1u); // the journal stays
}

void TestResetApi::resetsManyDevices()
{
    Profile profile;
    profile.count = 1'000;
    const auto ids = m_engine->fleet().addDevices(profile);
    QVERIFY(ids);
    for (const QString &id : *ids)
        (void)m_engine->fleet().perform(id, Order::AddPresetReply{{.payload = "1"}});
    QCOMPARE(reset({}).status, 200);
    for (const QString &id : *ids)
        QCOMPARE(presetsOf(id), 0);
    QCOMPARE(reset(R"({"devices":true})").status, 200);
    QVERIFY(m_engine->fleet().ids().isEmpty());
}

void TestResetApi::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    QTest::newRow("no JSON") << "all"_ba << u"line 1"_s;
    QTest::newRow("misspelt") << R"({"device":true})"_ba << u"/device: "_s;
    QTest::newRow("a number") << R"({"devices":1})"_ba << u"/devices: "_s;
}

void TestResetApi::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    QVERIFY(m_engine->fleet().addDevice(u"a"_s, Profile()));
    const Answer answer = reset(body);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.json().value(u"detail"_s).toString().contains(detail), answer.body.constData());
    QVERIFY(m_engine->fleet().contains(u"a"_s));
}

STANDIN_TEST(TestResetApi)
#include "tst_resetapi.moc"
