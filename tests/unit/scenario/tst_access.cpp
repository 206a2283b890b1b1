// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/access.h"

#include "base/file.h"
#include "scenario/file/scenariocheck.h"
#include "scenario/file/sentscenario.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QDir>
#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// What scenarios may use that came by REST.
class TestAccess : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void refuses_data();
    void refuses();
    void writtenByHandMayAll_data() { refuses_data(); }
    void writtenByHandMayAll();
    void mayUseItsFolder_data();
    void mayUseItsFolder();
    void anIncludedFileMayNoMore();
    void aSentOneHasItsSecretsAsStrings();
    void aStoredOneHasNoSecretsAsStrings();
    void withoutAFolderThereAreNoFiles();
    void theFileSaysThatItIsConfined_data();
    void theFileSaysThatItIsConfined();
    void aFileThatSaysOtherwiseIsRefused();
    void aRequestTakesSecretsAway();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_root->filePath(name); }
    [[nodiscard]] QString folder() const { return path(u"s"_s); }
    /// ' stands for ".
    [[nodiscard]] static QByteArray text(QByteArray members);
    [[nodiscard]] static QStringList faultsOf(const ScenarioFile::Reading &reading)
    {
        QStringList all;
        for (const Error &fault : reading.faults + checkScenario(reading.scenario).faults)
            all.append(fault.toString());
        return all;
    }
    [[nodiscard]] QStringList faultsOfSent(const QByteArray &members, Access access) const
    {
        return faultsOf(readSent(text(members), folder(), access));
    }

    std::unique_ptr<QTemporaryDir> m_root;
};

QByteArray TestAccess::text(QByteArray members)
{
    return R"({"format":"standin.scenario/1",)" + members.replace('\'', '"') + '}';
}

void TestAccess::initTestCase()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(path(u"s/sub"_s)));
    const auto write = [this](const QString &name, const QByteArray &bytes) {
        return File::writeAtomically(path(name), bytes).has_value();
    };
    const QByteArray steps = R"({"format":"standin.scenario/1","steps":[{"wait":0}]})";
    const QByteArray withSecret =
        R"({"format":"standin.scenario/1","steps":[{"http":{"url":"http://h","headers":{"A":{"env":"HOME"}}}}]})";
    const QByteArray profile = R"({"format":"standin.profile/1","clientId":"a"})";
    for (const QString &place : {u"s/"_s, u"s/sub/"_s, QString()}) {
        QVERIFY(write(place + u"p.json"_s, profile) && write(place + u"r.csv"_s, "n\n1\n"));
        QVERIFY(write(place + u"i.json"_s, steps) && write(place + u"ca.pem"_s, "x"));
    }
    QVERIFY(write(u"s/secret.json"_s,
                  R"({"format":"standin.profile/1","clientId":"a","connection":{"password":{"env":"HOME"}}})"));
    QVERIFY(write(u"s/withsecret.json"_s, withSecret));
    QVERIFY(QFile::link(path(u"p.json"_s), path(u"s/link.json"_s)));
}

void TestAccess::refuses_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QByteArray &members, const QString &where) {
        QTest::newRow(name) << members << where;
    };
    const auto device = [row](const char *name, const QByteArray &entry, const QString &where = u"/devices/d"_s) {
        row(name, "'devices':{'d':" + entry + "},'steps':[{'connect':'d'}]", where);
    };
    const auto connection = [device](const char *name, const QByteArray &keys) {
        device(name, "{'profile':{'connection':" + keys + "}}");
    };
    const auto step = [row](const char *name, const QByteArray &one, const QString &where) {
        row(name, "'steps':[" + one + "]", where);
    };
    device("profile above", "'../p.json'");
    device("profile by an absolute path", "'/etc/hostname'");
    device("profile by a link", "'link.json'");
    device("profile above, in the long form", "{'profile':'sub/../../p.json'}");
    device("profile with a secret", "'secret.json'");
    device("profile with a secret, for another broker", "{'profile':'secret.json','connection':{'url':'mqtt://evil'}}");
    connection("password of a variable", "{'password':{'env':'HOME'}}");
    connection("password of a file", "{'password':{'file':'/etc/passwd'}}");
    connection("password of the keychain", "{'password':{'keychain':'x'}}");
    connection("password of the key", "{'url':'mqtts://h','tls':{'keyPassword':{'env':'HOME'}}}");
    connection("header", "{'url':'ws://h','headers':{'A':{'env':'HOME'}}}");
    connection("password of the proxy", "{'proxy':{'url':'http://h','password':{'env':'HOME'}}}");
    device("password beside a profile", "{'profile':'p.json','connection':{'password':{'env':'HOME'}}}");
    row("connection by a row",
        "'rows':[{'c':{'password':{'env':'HOME'}}}],'devices':{'d':{'profile':{},'connection':'${row.c}'}},"
        "'steps':[{'connect':'d'}]",
        u"/devices/d"_s);
    row("secret by a row",
        "'rows':[{'p':{'file':'/etc/passwd'}}],'devices':{'d':{'profile':{'connection':{'password':'${row.p}'}}}},"
        "'steps':[{'connect':'d'}]",
        u"/devices/d"_s);
    row("rows above", "'rows':'../r.csv','steps':[{'wait':0}]", u"/rows"_s);
    row("rows elsewhere", "'rows':'/etc/passwd','steps':[{'wait':0}]", u"/rows"_s);
    step("include above", "{'include':'../i.json'}", u"/steps/0/include"_s);
    step("include elsewhere", "{'include':'/etc/passwd'}", u"/steps/0/include"_s);
    step("header of a request", "{'http':{'url':'http://h','headers':{'A':{'env':'HOME'}}}}",
         u"/steps/0/http/headers/A"_s);
    step("certificates elsewhere", "{'http':{'url':'https://h','ca':'../ca.pem'}}", u"/steps/0/http/ca"_s);
}

void TestAccess::refuses()
{
    QFETCH(QByteArray, members);
    QFETCH(QString, where);
    for (const Access access : {Access::Confined, Access::Sent}) {
        const QStringList faults = faultsOfSent(members, access);
        QVERIFY(!faults.isEmpty());
        QVERIFY2(faults.first().contains(where), qPrintable(faults.join(u'\n')));
    }
}

/// The rows of refuses() are refused for no other reason.
void TestAccess::writtenByHandMayAll()
{
    QFETCH(QByteArray, members);
    const QString file = path(u"s/hand.scenario.json"_s);
    VERIFY_RESULT(File::writeAtomically(file, text(members)));
    const QStringList faults = faultsOf(ScenarioFile::readFile(file));
    for (const QString &fault : faults) // files of this machine that are none of the product's
        QVERIFY2(!fault.contains(u"REST") && (members.contains("/etc/") || fault.isEmpty()), qPrintable(fault));
}

void TestAccess::mayUseItsFolder_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("profile") << "'devices':{'d':'p.json','e':'sub/p.json'},'steps':[{'connect':'d'}]"_ba;
    QTest::newRow("a way round") << "'devices':{'d':'sub/../p.json'},'steps':[{'connect':'d'}]"_ba;
    QTest::newRow("rows") << "'rows':'sub/r.csv','steps':[{'wait':0}]"_ba;
    QTest::newRow("include") << "'steps':[{'include':'sub/i.json'}]"_ba;
    QTest::newRow("certificates") << "'steps':[{'http':{'url':'https://h','ca':'ca.pem'}}]"_ba;
    QTest::newRow("a plain header") << "'steps':[{'http':{'url':'http://h','headers':{'A':'b'}}}]"_ba;
}

void TestAccess::mayUseItsFolder()
{
    QFETCH(QByteArray, members);
    for (const Access access : {Access::Confined, Access::Sent})
        QCOMPARE(faultsOfSent(members, access).join(u'\n'), QString());
}

void TestAccess::anIncludedFileMayNoMore()
{
    const QByteArray members = "'steps':[{'include':'withsecret.json'}]";
    QVERIFY(!faultsOfSent(members, Access::Confined).isEmpty());
    const QString file = path(u"s/hand.scenario.json"_s);
    VERIFY_RESULT(File::writeAtomically(file, text(members)));
    QCOMPARE(faultsOf(ScenarioFile::readFile(file)).join(u'\n'), QString());
}

void TestAccess::aSentOneHasItsSecretsAsStrings()
{
    const QByteArray members = "'devices':{'d':{'profile':{'connection':{'url':'ws://h','password':'p','headers':{'A':"
                               "'${vars.x}'}}}}},'vars':{'x':'1'},'probes':{'b':{'connection':{'password':'q'}}},"
                               "'steps':[{'connect':'d'},{'probe':{'name':'b','subscribe':'a'}}]";
    QCOMPARE(faultsOfSent(members, Access::Sent).join(u'\n'), QString());
}

void TestAccess::aStoredOneHasNoSecretsAsStrings()
{
    const QStringList faults = faultsOfSent(
        "'devices':{'d':{'profile':{'connection':{'password':'hush'}}}},'steps':[{'connect':'d'}]", Access::Confined);
    QCOMPARE(faults.size(), 1);
    QVERIFY2(faults.first().contains(u"/devices/d") && !faults.first().contains(u"hush"), qPrintable(faults.first()));
}

void TestAccess::withoutAFolderThereAreNoFiles()
{
    const QStringList faults =
        faultsOf(readSent(text("'devices':{'d':'p.json'},'steps':[{'connect':'d'}]"), {}, Access::Sent));
    QVERIFY(!faults.isEmpty());
    QVERIFY2(faults.first().contains(u"--scenarios DIR"), qPrintable(faults.first()));
    QCOMPARE(faultsOf(readSent(text("'devices':{'d':{'profile':{}}},'steps':[{'connect':'d'}]"), {}, Access::Sent)),
             QStringList());
}

void TestAccess::theFileSaysThatItIsConfined_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("added"); // the rest stays as it is
    QTest::newRow("on one line") << R"({"format":"standin.scenario/1","steps":[]})"_ba
                                 << R"(,"confined":true)"_ba;
    QTest::newRow("on lines") << "{\n  \"format\": \"standin.scenario/1\",\n  \"vars\": {\"n\": 1.50},\n"
                                 "  \"steps\": [ { \"wait\": 1e1 } ]\n}\n"_ba
                              << R"(,"confined":true)"_ba;
    QTest::newRow("already") << R"({"steps":[], "confined" : true,"format":"standin.scenario/1"})"_ba << QByteArray();
}

void TestAccess::theFileSaysThatItIsConfined()
{
    QFETCH(QByteArray, text);
    const auto written = confinedText(text);
    VERIFY_RESULT(written);
    QVERIFY2(written->count("confined") == 1, written->constData());
    const auto scenario = ScenarioFile::parse(*written);
    VERIFY_RESULT(scenario);
    QVERIFY(scenario->access == Access::Confined);
    const auto squeezed = [](const QByteArray &json) { return json.simplified().replace(' ', ""); };
    QFETCH(QByteArray, added);
    QCOMPARE(squeezed(*written).replace(added, ""), squeezed(text));
    QCOMPARE(confinedText(*written), written);
    const QString file = path(u"s/one.scenario.json"_s);
    VERIFY_RESULT(File::writeAtomically(file, *written));
    QVERIFY(ScenarioFile::readFile(file).scenario.access == Access::Confined); // for every program
}

void TestAccess::aFileThatSaysOtherwiseIsRefused()
{
    const auto refused = confinedText(text("'confined':false,'steps':[]"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().where, u"/confined"_s);
    QVERIFY(!confinedText(text("'confined':true,'steps':[],'confined':false")));
    QVERIFY(!confinedText(text("'confined':false,'steps':[],'confined':true")));
}

void TestAccess::aRequestTakesSecretsAway()
{
    const QString file = path(u"s/hand.scenario.json"_s);
    const QByteArray members = "'devices':{'d':'%1'},'steps':[{'connect':'d'}]";
    VERIFY_RESULT(File::writeAtomically(file, text(QByteArray(members).replace("%1", "secret.json"))));
    QCOMPARE(faultsOf(ScenarioFile::readFile(file)), QStringList());
    const QStringList faults = faultsOf(ScenarioFile::readFile(file, Access::NoSecrets));
    QCOMPARE(faults.size(), 1);
    QVERIFY2(faults.first().contains(u"belongs to the address"), qPrintable(faults.first()));
    VERIFY_RESULT(File::writeAtomically(file, text(QByteArray(members).replace("%1", "../p.json"))));
    QCOMPARE(faultsOf(ScenarioFile::readFile(file, Access::NoSecrets)), QStringList());
    VERIFY_RESULT(File::writeAtomically(file, text("'steps':[{'include':'withsecret.json'}]")));
    QCOMPARE(faultsOf(ScenarioFile::readFile(file, Access::NoSecrets)).size(), 1);
}

STANDIN_TEST(TestAccess)
#include "tst_access.moc"
