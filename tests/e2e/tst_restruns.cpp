// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "broker/localbroker.h"
#include "e2e/program.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

/// Scenarios by REST and by `standin run`: one engine, one verdict.
class TestRestRuns : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }
    void init() { m_files = std::make_unique<QTemporaryDir>(); }
    void theSameVerdict_data();
    void theSameVerdict();
    void theEndOfTheProgramTearsDown();
    void aFolderThatIsNotThere();

private:
    /// ' stands for ".
    [[nodiscard]] bool write(const QString &name, QByteArray members) const;
    /// What the steps of a report came to, in words that are the same in each run.
    [[nodiscard]] static QStringList outcomes(const QJsonObject &report);
    static void addOutcomes(const QJsonArray &steps, QStringList &outcomes);
    [[nodiscard]] QJsonObject byCommandLine(int exitCode) const;
    [[nodiscard]] QJsonObject byRest() const;

    LocalBroker m_broker;
    std::unique_ptr<QTemporaryDir> m_files;
};

bool TestRestRuns::write(const QString &name, QByteArray members) const
{
    const QByteArray head =
        R"({"format":"standin.scenario/1","vars":{"code":0},"devices":{"gw":{"profile":{"connection":)"
        R"({"url":")" +
        m_broker.url().toEncoded() + R"("},"reply":{"code":0,"requestTime":"${requestTime}"}}}},)";
    return File::writeAtomically(m_files->filePath(name + u".scenario.json"_s), head + members.replace('\'', '"') + '}')
        .has_value();
}

void TestRestRuns::addOutcomes(const QJsonArray &steps, QStringList &outcomes)
{
    for (const auto &step : steps) {
        outcomes.append(u"%1 %2 %3 %4"_s.arg(step[u"pointer"_s].toString(), step[u"kind"_s].toString(),
                                             step[u"outcome"_s].toString(), step[u"got"_s].toString()));
        addOutcomes(step[u"steps"_s].toArray(), outcomes);
    }
}

QStringList TestRestRuns::outcomes(const QJsonObject &report)
{
    QStringList all{report[u"verdict"_s].toString()};
    for (const auto &run : report[u"runs"_s].toArray()) {
        all.append(u"%1 %2 %3"_s.arg(run[u"scenario"_s].toString(), run[u"verdict"_s].toString(),
                                     QString::number(run[u"row"_s].toInt(-1))));
        QStringList steps;
        for (const QString &part : {u"setup"_s, u"steps"_s, u"teardown"_s})
            addOutcomes(run[part].toArray(), steps);
        static const QRegularExpression number(u"\\d+"_s); // times and numbers of entries
        for (const QString &step : std::as_const(steps))
            all.append(QString(step).replace(run[u"runId"_s].toString(), u"ID"_s).replace(number, u"N"_s));
    }
    return all;
}

QJsonObject TestRestRuns::byCommandLine(int exitCode) const
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    const QString report = m_files->filePath(u"report.json"_s);
    standin.start({u"run"_s, u"--json"_s, report, m_files->path()});
    if (const int code = standin.waitForEnd(); code != exitCode)
        qWarning("exit code %d: %s", code, qPrintable(standin.output() + standin.complaints()));
    return QJsonDocument::fromJson(File::read(report, 64 * 1024 * 1024).value_or(QByteArray())).object();
}

QJsonObject TestRestRuns::byRest() const
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    if (!standin.startListening({u"serve"_s, u"--scenarios"_s, m_files->path(), u"--port"_s, u"0"_s}))
        return {};
    const Program::Answer begun = standin.post(u"/api/v1/runs"_s);
    const QString path = u"/api/v1/runs/"_s + begun.json[u"run"_s][u"id"_s].toString();
    const Program::Answer state = standin.get(path + u"?waitMs=20000"_s);
    if (begun.status != 202 || state.json[u"run"_s][u"state"_s].toString() != u"finished")
        qWarning() << begun.json << state.json;
    const Program::Answer report = standin.get(path + u"/report.json"_s);
    standin.stop();
    return report.json;
}

void TestRestRuns::theSameVerdict_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<int>("exitCode");
    const QByteArray talks =
        "'rows':[{'op':'reboot'},{'op':'info'}],'setup':[{'connect':'gw'}],'steps':["
        "{'probe':{'publish':{'topic':'${topics.command}','payload':{'op':'${row.op}','requestTime':'${now()}'}}}},"
        "{'name':'the "
        "command','expect':{'device':'gw','json':{'op':'%1'},'withinMs':%2,'capture':{'t':'/requestTime'}}},"
        "{'group':[{'probe':{'expect':{'topic':'${topics.reply}','json':{'code':0,'requestTime':'${vars.t}'}}}},"
        "{'expectState':{'device':'gw','state':'online'}}]}],'teardown':[{'offline':'gw'}]";
    QTest::newRow("green") << QByteArray(talks).replace("%1", "${row.op}").replace("%2", "5000") << 0;
    QTest::newRow("red") << QByteArray(talks).replace("%1", "reboot").replace("%2", "50") << 1;
}

void TestRestRuns::theSameVerdict()
{
    QFETCH(QByteArray, members);
    QFETCH(int, exitCode);
    QVERIFY(write(u"talk"_s, members));
    const QJsonObject commandLine = byCommandLine(exitCode);
    const QJsonObject rest = byRest();
    QCOMPARE(commandLine[u"verdict"_s].toString(), exitCode == 0 ? u"passed"_s : u"failed"_s);
    QCOMPARE(commandLine[u"runs"_s].toArray().size(), 2);
    QCOMPARE(outcomes(rest).join(u'\n'), outcomes(commandLine).join(u'\n'));
    QCOMPARE(rest[u"counts"_s], commandLine[u"counts"_s]);
}

void TestRestRuns::theEndOfTheProgramTearsDown()
{
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"bye"_s));
    QVERIFY(write(u"long"_s, "'steps':[{'connect':'gw'},{'wait':60000}],'teardown':[{'publish':{'device':'gw',"
                             "'topic':'bye','payload':'x'}}]"));
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    QVERIFY(standin.startListening({u"serve"_s, u"--scenarios"_s, m_files->path(), u"--port"_s, u"0"_s}));
    QCOMPARE(standin.post(u"/api/v1/runs"_s, R"({"scenario":"long"})").status, 202);
    QTRY_VERIFY(standin.get(u"/api/v1/runs"_s).json[u"runs"_s][0][u"atWork"_s][0][u"pointer"_s].toString() ==
                u"/steps/1");
    QCOMPARE(standin.stop(), 0);
    QTRY_COMPARE(backEnd.heardOn(u"bye"_s).size(), 1);
}

void TestRestRuns::aFolderThatIsNotThere()
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    standin.start({u"serve"_s, u"--scenarios"_s, m_files->filePath(u"nothere"_s), u"--port"_s, u"0"_s});
    QCOMPARE(standin.waitForEnd(), 4);
    const QString said = standin.complaints();
    QVERIFY2(said.contains(u"no such folder") && said.contains(u"nothere"), qPrintable(said));
}

STANDIN_TEST(TestRestRuns)
#include "tst_restruns.moc"
