// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "broker/localbroker.h"
#include "e2e/program.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <QDir>

#include <csignal>

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

/// The command `standin run`: what it runs, prints and exits with.
class TestStandinRun : public QObject
{
    Q_OBJECT

    LocalBroker m_broker;
    QTemporaryDir m_files;

    [[nodiscard]] QString path(const QString &name) const { return m_files.filePath(name); }
    /// A scenario with the device gw; ' stands for ".
    [[nodiscard]] QString scenario(const QString &name, QByteArray members) const
    {
        const QByteArray text = R"({"format":"standin.scenario/1","devices":{"gw":{"profile":{"clientId":
            "gw-${run.id}","connection":{"will":{"topic":"will","payload":"gone"}}}}},)" +
                                members.replace('\'', '"') + '}';
        const QString file = path(name + u".scenario.json"_s);
        return File::writeAtomically(file, text) ? file : QString();
    }
    [[nodiscard]] QByteArray textOf(const QString &name) const
    {
        return File::read(path(name), 64 * 1024 * 1024).value_or(QByteArray());
    }

    /// The arguments with the broker.
    [[nodiscard]] QStringList with(const QStringList &arguments) const
    {
        return QStringList{u"run"_s, u"--broker"_s, m_broker.url().toString()} + arguments;
    }

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }
    void init() { QVERIFY(m_files.isValid()); }
    void cleanup()
    {
        for (const QString &name : QDir(m_files.path()).entryList(QDir::Files))
            QFile::remove(path(name));
    }

    void exitCodes_data();
    void exitCodes();
    void brokerUnreachable();
    void variables();
    void selection();
    void onlyChecks();
    void githubMarks();
    void reports();
    void interrupted();
    void ownBroker();
    void theSameSeedGivesTheSameOrder();
};

void TestStandinRun::exitCodes_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("words"); // on either output
    const QByteArray passing = "'steps':[{'connect':'gw'}]";
    QTest::newRow("passed") << passing << QStringList{} << 0 << u"1 passed"_s;
    QTest::newRow("failed") << "'steps':[{'expect':{'device':'gw','withinMs':1}}]"_ba << QStringList{} << 1
                            << u"1 failed"_s;
    QTest::newRow("wrong file") << "'steps':[{'conect':'gw'}]"_ba << QStringList{} << 4 << u"conect"_s;
    QTest::newRow("unknown device") << "'steps':[{'connect':'gv'}]"_ba << QStringList{} << 4 << u"gv"_s;
    QTest::newRow("unknown option") << passing << QStringList{u"--nothing"_s} << 4 << u"--nothing"_s;
    QTest::newRow("wrong variable") << passing << QStringList{u"--set"_s, u"a"_s} << 4 << u"NAME=VALUE"_s;
    QTest::newRow("missing file of variables")
        << passing << QStringList{u"--vars"_s, u"/nothere.json"_s} << 4 << u"/nothere.json"_s;
    QTest::newRow("wrong seed") << passing << QStringList{u"--seed"_s, u"x"_s} << 4 << u"whole number"_s;
    QTest::newRow("no jobs") << passing << QStringList{u"--jobs"_s, u"0"_s} << 4 << u"--jobs"_s;
    QTest::newRow("nothing with this tag") << passing << QStringList{u"--tag"_s, u"slow"_s} << 5 << u"nothing to run"_s;
    QTest::newRow("report cannot be written")
        << passing << QStringList{u"--junit"_s, u"/nothere/report.xml"_s} << 3 << u"/nothere/report.xml"_s;
    QTest::newRow("run takes too long") << "'steps':[{'wait':60000}]"_ba << QStringList{u"--timeout"_s, u"0.05"_s} << 1
                                        << u"had not ended"_s;
}

void TestStandinRun::exitCodes()
{
    QFETCH(QByteArray, members);
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, words);
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    standin.start(with(arguments + QStringList{scenario(u"one"_s, members)}));
    QCOMPARE(standin.waitForEnd(), exitCode);
    const QString said = standin.output() + standin.complaints();
    QVERIFY2(said.contains(words), qPrintable(said));
}

void TestStandinRun::brokerUnreachable()
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    standin.start({u"run"_s, u"--broker"_s, u"mqtt://127.0.0.1:9"_s, scenario(u"one"_s, "'steps':[{'connect':'gw'}]")});
    QCOMPARE(standin.waitForEnd(), 10);
    QVERIFY2(standin.output().contains(u"refused"), qPrintable(standin.output()));
}

void TestStandinRun::variables()
{
    QVERIFY(File::writeAtomically(path(u"vars.json"_s), R"({"b":"file","c":"file"})"));
    const QString file = scenario(u"one"_s, "'vars':{'a':0,'b':0,'c':0,'d':0},'steps':[{'connect':'gw'},"
                                            "{'publish':{'device':'gw','payload':{'all':['${vars.a}','${vars.b}',"
                                            "'${vars.c}','${vars.d}']}}},{'expect':{'device':'gw','kind':'out','json':"
                                            "{'all':['env','file','set',5]},'withinMs':500}}]");
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        standin.setVariable(u"STANDIN_VAR_"_s + name, u"env"_s);
    standin.start(with({u"--vars"_s, path(u"vars.json"_s), u"--set"_s, u"c=set"_s, u"--set"_s, u"d=5"_s, file}));
    QVERIFY2(standin.waitForEnd() == 0, qPrintable(standin.output() + standin.complaints()));
}

void TestStandinRun::selection()
{
    QVERIFY(!scenario(u"b"_s, "'tags':['slow'],'steps':[{'wait':0}]").isEmpty());
    QVERIFY(!scenario(u"a"_s, "'rows':[{'n':1},{'n':2}],'steps':[{'wait':0}]").isEmpty());
    Program all(QStringLiteral(STANDIN_PROGRAM));
    all.start(with({u"--list"_s, m_files.path()}));
    QCOMPARE(all.waitForEnd(), 0);
    QStringList names;
    for (const QString &line : all.output().split(u'\n', Qt::SkipEmptyParts))
        names.append(line.section(u"  "_s, 0, 0));
    QCOMPARE(names, (QStringList{u"a [row 1]"_s, u"a [row 2]"_s, u"b"_s}));
    Program slow(QStringLiteral(STANDIN_PROGRAM));
    slow.start(with({u"--tag"_s, u"slow"_s, u"--repeat"_s, u"3"_s, m_files.path()}));
    QCOMPARE(slow.waitForEnd(), 0);
    QVERIFY2(slow.output().contains(u"3 passed"), qPrintable(slow.output()));
}

void TestStandinRun::onlyChecks()
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    standin.start({u"run"_s, u"--dry-run"_s, u"--broker"_s, u"mqtt://127.0.0.1:9"_s,
                   scenario(u"one"_s, "'steps':[{'connect':'gw'},{'wait':500}]")});
    QCOMPARE(standin.waitForEnd(), 0);
    const QString warnings = standin.complaints();
    QVERIFY2(warnings.contains(u"warning: ") && warnings.contains(u"/steps/1"), qPrintable(warnings));
}

void TestStandinRun::githubMarks()
{
    const QString file = scenario(u"one"_s, "'name':'a, b: 50%','steps':[\n{'connect':'gw'},\n"
                                            "{'expect':{'device':'gw','withinMs':1}}]");
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    standin.setVariable(u"GITHUB_ACTIONS"_s, u"true"_s);
    standin.start(with({file}));
    QCOMPARE(standin.waitForEnd(), 1);
    QVERIFY2(standin.output().contains(u"\n::error file=%1,line=4,title=a%2C b%3A 50%25::"_s.arg(file)),
             qPrintable(standin.output()));
}

void TestStandinRun::reports()
{
    const QString file = scenario(u"one"_s, "'steps':[{'connect':'gw'}]");
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    standin.start(with({u"--junit"_s, path(u"r.xml"_s), u"--json"_s, path(u"r.json"_s), u"--html"_s, path(u"r.html"_s),
                        u"--journal"_s, path(u"r.db"_s), file}));
    QVERIFY2(standin.waitForEnd() == 0, qPrintable(standin.output() + standin.complaints()));
    QVERIFY(textOf(u"r.xml"_s).contains("<testcase name=\"one\""));
    const QJsonObject run = QJsonDocument::fromJson(textOf(u"r.json"_s)).object()[u"runs"_s].toArray().at(0).toObject();
    QCOMPARE(run[u"verdict"_s].toString(), u"passed"_s);
    QVERIFY(run[u"entries"_s].toArray().size() >= 4);
    QVERIFY(textOf(u"r.html"_s).startsWith("<!DOCTYPE html>"));
    QVERIFY(textOf(u"r.db"_s).startsWith("SQLite format 3"));
}

void TestStandinRun::interrupted()
{
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url()));
    const QString file = scenario(u"one"_s, "'steps':[{'connect':'gw'},{'publish':{'device':'gw','topic':'kept',"
                                            "'payload':'x','retain':true}},{'wait':60000}],'teardown':["
                                            "{'publish':{'device':'gw','topic':'kept','payload':'','retain':true}},"
                                            "{'publish':{'device':'gw','topic':'bye','payload':'x'}}]");
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    standin.start(with({u"--junit"_s, path(u"r.xml"_s), u"--html"_s, path(u"r.html"_s), file}));
    QVERIFY(standin.waitForLine(u"publishes to kept"_s));
    QCOMPARE(::kill(static_cast<pid_t>(standin.processId()), SIGINT), 0);
    QCOMPARE(standin.waitForEnd(), 2);
    QVERIFY(textOf(u"r.xml"_s).contains("cancelled"));
    QVERIFY(textOf(u"r.html"_s).contains("cancelled"));
    QTRY_COMPARE(backEnd.heardOn(u"bye"_s).size(), 1);
    QCOMPARE(backEnd.heardOn(u"will"_s).size(), 0); // it left with DISCONNECT
    BackEnd later;
    QVERIFY(later.start(m_broker.url()));
    later.send(u"last"_s, "x", 1);
    QTRY_COMPARE(later.heardOn(u"last"_s).size(), 1);
    QCOMPARE(later.heardOn(u"kept"_s).size(), 0);
}

void TestStandinRun::ownBroker()
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    standin.start({u"run"_s, u"--local-broker"_s, scenario(u"one"_s, "'steps':[{'connect':'gw'}]")});
    QVERIFY2(standin.waitForEnd() == 0, qPrintable(standin.output() + standin.complaints()));
}

void TestStandinRun::theSameSeedGivesTheSameOrder()
{
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s})
        QVERIFY(!scenario(name, "'steps':[{'wait':0}]").isEmpty());
    QStringList orders;
    for (const QString &seed : {u"1"_s, u"1"_s, u"2"_s}) {
        Program standin(QStringLiteral(STANDIN_PROGRAM));
        standin.start(with({u"--shuffle"_s, u"--seed"_s, seed, m_files.path()}));
        QCOMPARE(standin.waitForEnd(), 0);
        QString order;
        for (const QString &line : standin.output().split(u'\n'))
            order += line.contains(u": passed") ? line.first(1) : QString();
        orders.append(order);
    }
    QCOMPARE(orders[0].size(), 7);
    QCOMPARE(orders[0], orders[1]);
    QVERIFY(orders[0] != orders[2]);
}

STANDIN_TEST(TestStandinRun)
#include "tst_standinrun.moc"
