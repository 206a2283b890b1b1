// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "scenario/file/scenariocheck.h"
#include "scenario/file/scenariofile.h"
#include "scenario/file/stepcheck.h"
#include "scenariotexts.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QDir>
#include <QRegularExpression>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// The JSON blocks of docs/scenarios.md, and the example scenarios, have no fault.
class TestScenarioDocs : public QObject
{
    Q_OBJECT

private slots:
    void blocksAreRight_data();
    void blocksAreRight();
    void everyKindHasAnExample();
    void examplesAreRight_data();
    void examplesAreRight();

private:
    static QByteArrayList blocks()
    {
        const QByteArray text = File::read(QStringLiteral(SCENARIO_DOCS), 1024 * 1024).value_or(QByteArray());
        static const QRegularExpression block(u"^```json\\n(.*?)^```$"_s,
                                              QRegularExpression::MultilineOption |
                                                  QRegularExpression::DotMatchesEverythingOption);
        QByteArrayList found;
        for (auto matches = block.globalMatch(QString::fromUtf8(text)); matches.hasNext();)
            found.append(matches.next().captured(1).toUtf8().trimmed());
        return found;
    }

    /// A block is a whole file, an array of steps, or a step.
    static ScenarioFile::Reading read(const QByteArray &block)
    {
        ScenarioFile::Reading reading = ScenarioFile::read(
            block.contains("\"format\"")
                ? block
                : ScenarioTexts::withSteps(block.startsWith('[') ? block.sliced(1).chopped(1) : block));
        reading.scenario.baseDir = QStringLiteral(SCENARIO_EXAMPLES);
        reading.faults += ScenarioFile::resolveIncludes(reading.scenario);
        return reading;
    }
};

void TestScenarioDocs::blocksAreRight_data()
{
    QTest::addColumn<QByteArray>("block");
    const QByteArrayList all = blocks();
    for (qsizetype i = 0; i < all.size(); ++i)
        QTest::addRow("%lld: %s", i, all[i].left(60).replace('\n', ' ').constData()) << all[i];
}

void TestScenarioDocs::blocksAreRight()
{
    QFETCH(QByteArray, block);
    const auto reading = read(block);
    QVERIFY2(reading.faults.isEmpty(), reading.faults.isEmpty() ? "" : qPrintable(reading.faults[0].toString()));
    const CheckResult result = checkScenario(reading.scenario);
    QVERIFY2(result.faults.isEmpty(), result.faults.isEmpty() ? "" : qPrintable(result.faults[0].toString()));
}

void TestScenarioDocs::everyKindHasAnExample()
{
    QStringList kinds;
    for (const QByteArray &block : blocks())
        forEachStep(read(block).scenario.steps, [&kinds](const Step &step) { kinds.append(step.kindName()); });
    for (const QString &kind : Step::kindNames())
        QVERIFY2(kinds.contains(kind), qPrintable(kind));
}

void TestScenarioDocs::examplesAreRight_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(SCENARIO_EXAMPLES));
    for (const QString &name : folder.entryList({u"*.scenario.json"_s}))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TestScenarioDocs::examplesAreRight()
{
    QFETCH(QString, path);
    const CheckResult result = checkScenarioFile(path);
    QVERIFY2(result.faults.isEmpty(), result.faults.isEmpty() ? "" : qPrintable(result.faults[0].toString()));
    QVERIFY2(result.warnings.isEmpty(), result.warnings.isEmpty() ? "" : qPrintable(result.warnings[0].toString()));
    QVERIFY(!ScenarioFile::load(path)->description.isEmpty());
}

STANDIN_TEST(TestScenarioDocs)
#include "tst_scenariodocs.moc"
