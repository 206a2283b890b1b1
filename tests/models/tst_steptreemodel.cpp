// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/steptreemodel.h"
#include "scenario/file/scenariofile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;
using Model = Models::StepTreeModel;

namespace {

const QByteArray treeFile = R"({"format":"standin.scenario/1","name":"s","devices":{"gw":{"profile":{"clientId":"gw"}}},
  "setup":[{"connect":"gw"}],
  "steps":[{"name":"twice","repeat":{"times":2,"steps":[{"wait":1},{"wait":2}]}},
           {"parallel":[[{"wait":3},{"wait":4}],{"wait":5}]},
           {"group":[{"wait":6}]}],
  "teardown":[{"offline":"gw"}]})";

std::shared_ptr<const Scenario> treeScenario()
{
    return std::make_shared<const Scenario>(ScenarioFile::read(treeFile).scenario);
}

Model::Words plainWords()
{
    return {.title = [](const Step &step,
                        const QString &values) { return (step.name.isEmpty() ? step.kindName() : step.name) + values; },
            .summary = [](const Step &step, const QString &values) { return u"<"_s + step.kindName() + values; },
            .outcome = [](StepOutcome outcome) { return toString(outcome); },
            .time = [](qint64 micros) { return QString::number(micros); }};
}

StepReport stepReport(const QString &pointer, StepOutcome outcome, qint64 took = 5)
{
    return {.pointer = pointer, .outcome = outcome, .startedAt = 1, .tookMicros = took};
}

/// "Steps(twice(wait,wait),…)".
QString outline(const Model &model, const QModelIndex &parent = {})
{
    QStringList parts;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QString inner = outline(model, index);
        parts.append(index.data().toString() + (inner.isEmpty() ? QString() : u'(' + inner + u')'));
    }
    return parts.join(u',');
}

} // namespace

class TestStepTreeModel : public QObject
{
    Q_OBJECT

    QString cell(const Model &model, const QString &pointer, int column)
    {
        return model.indexOf(pointer).siblingAtColumn(column).data().toString();
    }

private slots:
    void hasPartsStepsAndStepsInside();
    void pointersAreThoseOfTheFile();
    void outcomesAreShown();
    void aFailedRoundIsKept();
    void workAndWaitingAreShown();
    void reportsOfOtherFilesAreLeftOut();
    void aDropAsksForTheMove();
    void tooltipIsEscaped();
    void valuesOfTheRunAreShown();
};

void TestStepTreeModel::hasPartsStepsAndStepsInside()
{
    Model model(plainWords());
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 0);
    model.setScenario(treeScenario());
    QCOMPARE(outline(model), u"Setup(connect),Steps(twice(wait,wait),parallel(Branch 1(wait,wait),Branch 2(wait)),"
                             "group(wait)),Teardown(offline)"_s);
    model.setScenario(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestStepTreeModel::pointersAreThoseOfTheFile()
{
    Model model(plainWords());
    model.setScenario(treeScenario());
    for (const QString &pointer : {u"/setup"_s, u"/setup/0"_s, u"/steps/0/repeat/steps/1"_s, u"/steps/1/parallel/0/1"_s,
                                   u"/steps/1/parallel/1"_s, u"/steps/2/group/0"_s}) {
        const QModelIndex index = model.indexOf(pointer);
        QVERIFY2(index.isValid(), qPrintable(pointer));
        QCOMPARE(index.data(Model::PointerRole).toString(), pointer);
    }
    QVERIFY(!model.indexOf(u"/steps/9"_s).isValid());
    QCOMPARE(model.step(model.indexOf(u"/setup/0"_s))->kindName(), u"connect"_s);
    QVERIFY(!model.step(model.indexOf(u"/setup"_s)));
}

void TestStepTreeModel::outcomesAreShown()
{
    Model model(plainWords());
    model.setScenario(treeScenario());
    QSignalSpy changed(&model, &Model::dataChanged);
    model.setReport(stepReport(u"/setup/0"_s, StepOutcome::Passed, 1234));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(cell(model, u"/setup/0"_s, Model::OutcomeColumn), u"passed"_s);
    QCOMPARE(cell(model, u"/setup/0"_s, Model::TimeColumn), u"1234"_s);
    QCOMPARE(cell(model, u"/steps/0"_s, Model::OutcomeColumn), QString());
    model.clearRun();
    QCOMPARE(cell(model, u"/setup/0"_s, Model::OutcomeColumn), QString());
}

void TestStepTreeModel::aFailedRoundIsKept()
{
    Model model(plainWords());
    model.setScenario(treeScenario());
    const QString inner = u"/steps/0/repeat/steps/0"_s;
    model.setReport(stepReport(inner, StepOutcome::Passed));
    model.setReport(stepReport(inner, StepOutcome::Failed, 7));
    model.setReport(stepReport(inner, StepOutcome::Passed, 8));
    QCOMPARE(cell(model, inner, Model::OutcomeColumn), u"failed"_s);
    QCOMPARE(model.report(inner)->tookMicros, 7);
}

void TestStepTreeModel::workAndWaitingAreShown()
{
    Model model(plainWords());
    model.setScenario(treeScenario());
    const QString pointer = u"/steps/0"_s;
    const auto state = [&] { return model.indexOf(pointer).data(Model::StateRole).toInt(); };
    QCOMPARE(state(), int(Model::None));
    model.setWaiting(pointer);
    QCOMPARE(state(), int(Model::Waiting));
    model.setWaiting({});
    model.setRunning(stepReport(pointer, StepOutcome::NotRun));
    QCOMPARE(state(), int(Model::Running));
    model.setReport(stepReport(pointer, StepOutcome::Passed));
    QCOMPARE(state(), int(Model::Ended));
}

void TestStepTreeModel::reportsOfOtherFilesAreLeftOut()
{
    Model model(plainWords());
    model.setScenario(treeScenario());
    StepReport other = stepReport(u"/steps/0"_s, StepOutcome::Failed);
    other.file = u"/elsewhere/other.scenario.json"_s;
    StepReport own = stepReport(u"/steps/2"_s, StepOutcome::Passed);
    own.steps = {stepReport(u"/steps/2/group/0"_s, StepOutcome::Passed)};
    model.setReports({other, own});
    QVERIFY(!model.report(u"/steps/0"_s));
    QVERIFY(model.report(u"/steps/2"_s));
    QVERIFY(model.report(u"/steps/2/group/0"_s));
}

void TestStepTreeModel::aDropAsksForTheMove()
{
    Model model(plainWords());
    model.setScenario(treeScenario());
    const std::unique_ptr<QMimeData> data(model.mimeData({model.indexOf(u"/setup/0"_s)}));
    QSignalSpy moves(&model, &Model::moveRequested);
    QVERIFY(!model.dropMimeData(data.get(), Qt::MoveAction, 1, 0, model.indexOf(u"/steps"_s)));
    QVERIFY(!model.dropMimeData(data.get(), Qt::MoveAction, -1, 0, model.indexOf(u"/steps/2"_s)));
    QVERIFY(!model.dropMimeData(data.get(), Qt::MoveAction, -1, 0, model.indexOf(u"/setup/0"_s))); // holds no steps
    QCOMPARE(moves.size(), 2);
    QCOMPARE(moves[0], QVariantList({u"/setup/0"_s, u"/steps"_s, 1}));
    QCOMPARE(moves[1], QVariantList({u"/setup/0"_s, u"/steps/2/group"_s, 1}));
}

void TestStepTreeModel::tooltipIsEscaped()
{
    Model model(plainWords());
    model.setScenario(treeScenario());
    QCOMPARE(model.indexOf(u"/setup/0"_s).data(Qt::ToolTipRole).toString(), u"<qt>&lt;connect</qt>"_s);
}

void TestStepTreeModel::valuesOfTheRunAreShown()
{
    Model model(plainWords());
    model.setScenario(treeScenario());
    StepReport ended = stepReport(u"/setup/0"_s, StepOutcome::Passed);
    ended.values = u" a/b"_s;
    model.setReport(ended);
    QCOMPARE(cell(model, u"/setup/0"_s, Model::StepColumn), u"connect a/b"_s);
    QVERIFY(model.indexOf(u"/setup/0"_s).data(Qt::ToolTipRole).toString().contains(u"a/b"));
    model.clearRun();
    QCOMPARE(cell(model, u"/setup/0"_s, Model::StepColumn), u"connect"_s);
}

STANDIN_TEST(TestStepTreeModel)
#include "tst_steptreemodel.moc"
