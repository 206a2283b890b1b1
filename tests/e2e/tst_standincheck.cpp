// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "e2e/program.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QDir>

using namespace Standin;
using namespace Qt::StringLiterals;

/// The command `standin check`: what it prints and exits with.
class TestStandinCheck : public QObject
{
    Q_OBJECT

private slots:
    void files_data();
    void files();
    void folders();
    void nothingToCheck();
    void usage();
};

void TestStandinCheck::files_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text"); // ' stands for "
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("line"); // FILE stands for the path
    const auto row = [](const char *title, const QString &name, const QByteArray &text, int code, const QString &line) {
        QTest::newRow(title) << name << text << code << line;
    };
    row("profile", u"a.json"_s, "{'format':'standin.profile/1','clientId':'c'}", 0, u"FILE: ok"_s);
    row("template of a profile", u"a.json"_s, "{'format':'standin.profile/1','clientId':'${clientID}'}", 1,
        u"FILE: /clientId: ${clientID}: unknown name"_s);
    row("unknown key of a profile", u"a.json"_s, "{'format':'standin.profile/1','clientId':'c','cuont':2}", 0,
        u"warning: FILE: /cuont: unknown key, kept as it is; did you mean \"count\"?"_s);
    row("rules", u"a.json"_s, "{'format':'standin.rules/1','rules':[{'then':[]}]}", 0, u"FILE: ok"_s);
    row("template of a rule", u"a.json"_s,
        "{'format':'standin.rules/1','rules':[{'then':[{'reply':{'payload':'${x}'}}]}]}", 1,
        u"FILE: /rules/0/then/0"_s);
    row("scenario", u"a.scenario.json"_s, "{'format':'standin.scenario/1','devices':{'d':{}},'steps':[{'expect':{}}]}",
        0, u"FILE: ok"_s);
    row("scenario of another name", u"a.json"_s, "{'format':'standin.scenario/1','steps':[{'connect':'x'}]}", 1,
        u"FILE: /steps/0/connect/device: there is no device \"x\""_s);
    row("advice", u"a.scenario.json"_s, "{'format':'standin.scenario/1','steps':[{'wait':1}]}", 0,
        u"warning: FILE: /steps/0: a wait makes a test slow"_s);
    row("no JSON", u"a.json"_s, "{", 1, u"FILE: line 1, column 2"_s);
    row("no format", u"a.json"_s, "{}", 1, u"FILE: /format: expected \"standin.profile/1\""_s);
    row("a scenario without its format", u"a.scenario.json"_s, "{'steps':[]}", 1,
        u"FILE: /format: expected \"standin.scenario/1\""_s);
}

void TestStandinCheck::files()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(int, exitCode);
    QFETCH(QString, line);
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    const QString path = standin.path(name);
    VERIFY_RESULT(File::writeAtomically(path, text.replace('\'', '"')));
    standin.start({u"check"_s, path});
    QCOMPARE(standin.waitForEnd(), exitCode);
    QVERIFY2(standin.output().contains(line.replace(u"FILE"_s, path)), qPrintable(standin.output()));
}

void TestStandinCheck::folders()
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    const QDir folder(standin.path(u"files"_s));
    QVERIFY(folder.mkpath(u"inner"_s));
    VERIFY_RESULT(File::writeAtomically(folder.filePath(u"other.json"_s), "{}"));
    VERIFY_RESULT(
        File::writeAtomically(folder.filePath(u"p.json"_s), R"({"format":"standin.profile/1","clientId":"c"})"));
    VERIFY_RESULT(File::writeAtomically(folder.filePath(u"inner/part.json"_s),
                                        R"({"format":"standin.scenario/1","steps":[{"expect":{}}]})"));
    VERIFY_RESULT(File::writeAtomically(folder.filePath(u"inner/a.scenario.json"_s),
                                        R"({"format":"standin.scenario/1","devices":{"d":"../p.json"},)"
                                        R"("steps":[{"include":"part.json"}]})"));
    standin.start({u"check"_s, folder.path()});
    QCOMPARE(standin.waitForEnd(), 0);
    QCOMPARE(standin.output().count(u": ok"_s), 3);
    QVERIFY(!standin.output().contains(u"other.json"));
}

void TestStandinCheck::nothingToCheck()
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    const QString folder = standin.path(u"empty"_s);
    QVERIFY(QDir().mkpath(folder));
    standin.start({u"check"_s, folder});
    QCOMPARE(standin.waitForEnd(), 5);
}

void TestStandinCheck::usage()
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    standin.start({u"check"_s});
    QCOMPARE(standin.waitForEnd(), 4);
    Program missing(QStringLiteral(STANDIN_PROGRAM));
    missing.start({u"check"_s, u"/none/a.json"_s});
    QCOMPARE(missing.waitForEnd(), 1);
    QVERIFY2(missing.output().startsWith(u"/none/a.json: "), qPrintable(missing.output()));
}

STANDIN_TEST(TestStandinCheck)
#include "tst_standincheck.moc"
