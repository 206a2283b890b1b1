// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/diagramrows.h"
#include "scenario/report/htmlreport.h"
#include "scenario/report/sequencediagram.h"
#include "support/testprogram.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// The page of a report and its sequence diagram: pure functions of the report.
class TestHtmlReport : public QObject
{
    Q_OBJECT

    static EntryPtr entry(quint64 seq, qint64 at, const QString &device, EntryEvent event, const QString &topic,
                          const QByteArray &payload)
    {
        return std::make_shared<const Entry>(
            Entry{.seq = seq, .at = at, .device = device, .event = event, .topic = topic, .payload = payload});
    }

    static RunReport sample()
    {
        RunReport run{.scenario = u"reboot <b>"_s, .verdict = Verdict::Failed};
        run.devices = {u"gw"_s, u"quiet"_s};
        run.probes = {u"backend"_s};
        run.entries = {entry(1, 1000, u"gw"_s, EntryEvent::MessageSent, u"up"_s, "<script>alert(1)</script>"),
                       entry(2, 3000, u"backend"_s, EntryEvent::MessageReceived, u"up"_s, "\x01\xff"),
                       entry(3, 4000, u"gw"_s, EntryEvent::MessageReceived, u"cmd"_s, "{}")};
        run.exchanges = {
            {.method = u"GET"_s, .url = u"http://a/b"_s, .status = 200, .sentAt = 2000, .answeredAt = 2500}};
        StepReport failed{.name = u"it reboots"_s, .kind = u"expect"_s, .outcome = StepOutcome::Failed};
        failed.startedAt = 3500;
        failed.tookMicros = 1000;
        failed.expected = u"one & only"_s;
        failed.got = u"none"_s;
        failed.matched = {3};
        run.steps = {failed};
        return run;
    }

private slots:
    void lanesAndRows()
    {
        const DiagramRows rows = DiagramRows::of(sample());
        QCOMPARE(rows.lanes, (QStringList{u"gw"_s, u"broker"_s, u"backend"_s, u"scenario"_s, u"HTTP"_s}));
        QList<qint64> times;
        for (const DiagramRow &row : rows.rows)
            times.append(row.at);
        QCOMPARE(times, (QList<qint64>{1000, 2000, 2500, 3000, 4000, 4500}));
        QCOMPARE(rows.rows[0].from, 0);
        QCOMPARE(rows.rows[0].to, 1);
        QCOMPARE(rows.rows[3].from, 1);
        QCOMPARE(rows.rows[3].to, 2);
        QVERIFY(rows.rows[4].mark == DiagramRow::Mark::Wrong);
        QVERIFY(rows.rows[5].kind == DiagramRow::Kind::Failure);
    }

    void onlyTheLastRowsAreDrawn()
    {
        RunReport run = sample();
        run.entries.clear();
        for (int i = 0; i < mostDiagramRows + 5; ++i)
            run.entries.append(entry(quint64(i) + 1, i, u"gw"_s, EntryEvent::MessageSent, u"t"_s, "x"));
        run.exchanges.clear();
        run.steps.clear();
        const DiagramRows rows = DiagramRows::of(run);
        QCOMPARE(rows.rows.size(), mostDiagramRows);
        QCOMPARE(rows.leftOut, 5);
        QVERIFY(sequenceDiagram(run).contains("5 earlier events"));
    }

    void manyDevicesShareTheRoom()
    {
        RunReport run = sample();
        for (int i = 0; i < 50; ++i) {
            run.devices.append(u"d%1"_s.arg(i));
            run.entries.append(entry(10, 5000, run.devices.last(), EntryEvent::MessageSent, u"t"_s, "x"));
        }
        const DiagramRows rows = DiagramRows::of(run);
        QCOMPARE(rows.lanes.indexOf(u"broker"_s), mostDiagramLanes);
        QCOMPARE(rows.hidden, 51 - mostDiagramLanes);
    }

    void theDiagramIsXml()
    {
        QXmlStreamReader xml(sequenceDiagram(sample()));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(!sequenceDiagram({}).isEmpty());
    }

    void thePageStandsAlone()
    {
        const QByteArray page = htmlPage({.runs = {sample()}});
        QVERIFY(page.startsWith("<!DOCTYPE html>"));
        QVERIFY(!page.contains("<script"));
        static const QRegularExpression outside(u"(src|href)=\"(?!#)"_s);
        QVERIFY(!outside.match(QString::fromUtf8(page)).hasMatch());
        QVERIFY(page.contains("reboot &lt;b&gt;"));
        QVERIFY(page.contains("one &amp; only"));
        QVERIFY(page.contains("&lt;script&gt;alert(1)"));
        QVERIFY(page.contains("<svg "));
    }

    void failedRunsComeFirst()
    {
        RunReport passed{.scenario = u"good"_s, .verdict = Verdict::Passed};
        const QByteArray page = htmlPage({.runs = {passed, sample()}, .omitted = 7});
        QVERIFY(page.indexOf(">reboot ") < page.indexOf(">good</a>"));
        QVERIFY(page.contains("7 more runs have passed"));
        QVERIFY(htmlPage({}).contains("nothing was run"));
    }
};

STANDIN_TEST(TestHtmlReport)
#include "tst_htmlreport.moc"
