// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "base/json.h"
#include "scenario/report/jsonreport.h"
#include "scenario/report/junitreport.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// Reports of runs in the form of JUnit, and as JSON.
class TestJunitReport : public QObject
{
    Q_OBJECT

    static BatchReport sample()
    {
        const StepReport failed{.name = u"reboot <&> \"it\""_s,
                                .kind = u"expect"_s,
                                .file = u"a.scenario.json"_s,
                                .pointer = u"/steps/1"_s,
                                .line = 7,
                                .outcome = StepOutcome::Failed,
                                .startedAt = 1,
                                .expected = u"one message"_s,
                                .got = u"none \u0001 \uFFFF ]]> \U0001F4A5"_s};
        RunReport one{.scenario = u"a"_s, .path = u"a.scenario.json"_s, .verdict = Verdict::Failed};
        one.startedAt = 1'700'000'000'000'000;
        one.tookMicros = 1'500'000;
        one.steps = {{.kind = u"connect"_s, .summary = u"connect gw"_s, .outcome = StepOutcome::Passed}, failed};
        RunReport two = one;
        two.verdict = Verdict::Passed;
        two.row = 3;
        two.steps = {};
        RunReport three{.scenario = u"b"_s, .path = u"b.scenario.json"_s, .verdict = Verdict::BrokerUnreachable};
        three.error = Error{.code = ErrorCode::ConnectionRefused, .message = u"refused"_s};
        three.startedAt = one.startedAt;
        return {.runs = {one, two, three}, .seed = 5, .tookMicros = 2'000'000, .version = u"1"_s};
    }

    /// What xmllint says about a text; empty when it fits the schema.
    static QString faultsOf(const QByteArray &xml)
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"report.xml"_s);
        if (!File::writeAtomically(path, xml))
            return u"cannot be written"_s;
        QProcess xmllint;
        xmllint.start(QStringLiteral(XMLLINT),
                      {u"--noout"_s, u"--nonet"_s, u"--schema"_s, QStringLiteral(TEST_DATA_DIR "/junit.xsd"), path});
        if (!xmllint.waitForFinished() || xmllint.exitStatus() != QProcess::NormalExit)
            return u"xmllint did not run"_s;
        return xmllint.exitCode() == 0 ? QString() : QString::fromUtf8(xmllint.readAllStandardError());
    }

private slots:
    void fitsTheSchema()
    {
        const QString faults = faultsOf(junitXml(sample()));
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
        QVERIFY2(faultsOf(junitXml({})).isEmpty(), "a report without runs");
    }

    void theSchemaRefusesOthers()
    {
        QByteArray xml = junitXml(sample());
        QVERIFY(faultsOf(xml.replace("classname=", "class=")).contains(u"class"));
    }

    void hasCountsAndReasons()
    {
        QXmlStreamReader xml(junitXml(sample()));
        QStringList seen;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            const auto attributes = xml.attributes();
            if (xml.name() == u"testsuites" || xml.name() == u"testsuite")
                seen.append(u"%1 %2 %3 %4"_s.arg(attributes.value(u"name"_s), attributes.value(u"tests"_s),
                                                 attributes.value(u"failures"_s), attributes.value(u"errors"_s)));
            else if (xml.name() == u"testcase")
                seen.append(u"%1 %2"_s.arg(attributes.value(u"name"_s), attributes.value(u"time"_s)));
            else if (xml.name() == u"failure" || xml.name() == u"error")
                seen.append(u"%1: %2"_s.arg(xml.name(), attributes.value(u"message"_s)));
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        const QStringList expected = {
            u"standin 3 1 1"_s,
            u"a 2 1 0"_s,
            u"a 1.500"_s,
            u"failure: reboot <&> \"it\": expected one message, got none \uFFFD \uFFFD ]]> \U0001F4A5"_s,
            u"a [row 4] 1.500"_s,
            u"b 1 0 1"_s,
            u"b 0.000"_s,
            u"error: refused"_s};
        QCOMPARE(seen, expected);
    }

    void jsonHasTheSame()
    {
        const JsonText json = reportJson(sample());
        VERIFY_RESULT(JsonText::parse(json.text().toByteArray()));
        QCOMPARE(json.value(u"verdict").toString(), u"broker-unreachable"_s);
        QCOMPARE(json.value(u"counts").value(u"failed").toWholeNumber(), std::optional<qint64>(1));
        const JsonText run = json.value(u"runs").element(0);
        QCOMPARE(run.value(u"steps").element(1).value(u"got").toString(), sample().runs[0].steps[1].got);
        QCOMPARE(run.value(u"steps").element(1).value(u"line").toWholeNumber(), std::optional<qint64>(7));
        QCOMPARE(json.value(u"runs").element(2).value(u"error").value(u"code").toString(), u"connection-refused"_s);
    }
};

STANDIN_TEST(TestJunitReport)
#include "tst_junitreport.moc"
