// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/diagramview.h"
#include "gui/scenarios/stepform.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/payloadeditor.h"
#include "gui/widgets/textview.h"
#include "gui/windowfixture.h"
#include "models/journalmodel.h"
#include "models/steptreemodel.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeView>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;
using StepModel = Models::StepTreeModel;

/// Actions of a tester on the Scenarios view of a real window, with a real broker.
class TestScenarioPane : public QObject
{
    Q_OBJECT

    LocalBroker m_broker;

    /// Writes a scenario with one device "gw" at the broker, opens it, and shows the view. ' stands for ".
    QString open(WindowFixture &w, QByteArray members) const;
    static QTreeView *tree(const WindowFixture &w) { return w.find<QTreeView>(u"stepTree"_s); }
    static const StepModel *model(const WindowFixture &w) { return qobject_cast<const StepModel *>(tree(w)->model()); }
    static void choose(const WindowFixture &w, const QString &pointer)
    {
        const QModelIndex index = model(w)->indexOf(pointer);
        QVERIFY2(index.isValid(), qPrintable(pointer));
        tree(w)->setCurrentIndex(index);
    }
    static QString outcome(const WindowFixture &w, const QString &pointer)
    {
        return model(w)->indexOf(pointer).siblingAtColumn(StepModel::OutcomeColumn).data().toString();
    }
    static QByteArray text(const WindowFixture &w) { return w.find<PayloadEditor>(u"scenarioEditor"_s)->payload(); }
    static MessageLabel *runLabel(const WindowFixture &w) { return w.find<MessageLabel>(u"runLabel"_s); }
    static bool isDone(const WindowFixture &w)
    {
        return !w.find<QToolButton>(u"stopButton"_s)->isEnabled() && w.find<QToolButton>(u"runButton"_s)->isEnabled();
    }
    static void run(const WindowFixture &w)
    {
        w.click(u"runButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(w), 20'000);
    }

private slots:
    void initTestCase() { VERIFY_RESULT(m_broker.start()); }

    void showsTheStepsOfAFile();
    void runPasses();
    void failureShowsExpectedAndGot();
    void failureJumpsToTheLog();
    void runToHereWaitsAndGoesOn();
    void stepwise();
    void stopRunsTheTeardown();
    void twoRunsAreCompared();
    void diagramIsShownAndSaved();
    void formEditsTheFile();
    void stepsAreAddedDuplicatedRemoved();
    void undoAndRedo();
    void dropMovesAStep();
    void jsonEditsTheTable();
    void faultIsShownAtItsPlace();
    void unsavedChangesAreAskedFor_data();
    void unsavedChangesAreAskedFor();
    void filesComeBackAfterARestart();
    void entryBecomesAStep();
    void aThousandSteps();
    void emptyViewExplainsItself();
    void partsExplainThemselves();
    void valuesOfTheRunAreShown();
    void stepsAreMovedByKeys();
    void devicesAreAdded();
    void fileArgumentIsShown();
    void windowSavesTheScenario();
    void fileChangedElsewhereIsReadAgain();
    void fileChangedElsewhereIsNotMixedWithEdits();
    void closingEndsARun();
    void closingCanLeaveARun();
    void closingTwiceDropsTheTeardown();
    void diagramIsZoomed();
};

QString TestScenarioPane::open(WindowFixture &w, QByteArray members) const
{
    const QString path = w.folder.filePath(u"test.scenario.json"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the file cannot be written");
    file.write("{\"format\":\"standin.scenario/"
               "1\",\"name\":\"test\",\"devices\":{\"gw\":{\"profile\":{\"clientId\":\"gw-${run.id}\","
               "\"connection\":{\"url\":\"" +
               m_broker.url().toString().toUtf8() + "\"}}}}," + members.replace('\'', '"') + '}');
    file.close();
    w.trigger(u"actionScenariosView"_s);
    const DialogAnswer answer(DialogAnswer::choosingFile(path));
    w.trigger(u"actionOpenScenario"_s);
    if (!answer.wasAsked())
        qFatal("no dialog was shown");
    w.window->activateWindow(); // for its keys; the dialog was the active one
    if (!QTest::qWaitForWindowActive(w.window.get()))
        qFatal("the window is not active");
    return path;
}

void TestScenarioPane::showsTheStepsOfAFile()
{
    WindowFixture w(m_broker);
    open(w, "'setup':[{'connect':'gw'}],'steps':[{'name':'three times','repeat':{'times':3,'steps':[{'wait':1}]}}],"
            "'teardown':[{'offline':{'device':'gw','mode':'abrupt'}}]");
    QCOMPARE(model(w)->rowCount(), 3);
    QCOMPARE(model(w)->indexOf(u"/setup/0"_s).data().toString(), u"Connect gw"_s);
    QCOMPARE(model(w)->indexOf(u"/steps/0"_s).data().toString(), u"three times"_s);
    QCOMPARE(model(w)->indexOf(u"/steps/0/repeat/steps/0"_s).data().toString(), u"Wait 1 ms"_s);
    QVERIFY(tree(w)->isExpanded(model(w)->indexOf(u"/steps/0"_s)));
    QCOMPARE(w.find<QComboBox>(u"fileBox"_s)->currentText(), u"test.scenario.json"_s);
}

void TestScenarioPane::runPasses()
{
    WindowFixture w(m_broker);
    open(w, "'setup':[{'connect':'gw'}],'steps':[{'publish':{'device':'gw','payload':{'a':1}}},"
            "{'expect':{'device':'gw','kind':'out','json':{'a':1}}}],'teardown':[{'offline':'gw'}]");
    run(w);
    for (const QString &pointer : {u"/setup/0"_s, u"/steps/0"_s, u"/steps/1"_s, u"/teardown/0"_s})
        QCOMPARE(outcome(w, pointer), u"passed"_s);
    QVERIFY(!model(w)->indexOf(u"/setup/0"_s).siblingAtColumn(StepModel::TimeColumn).data().toString().isEmpty());
    QCOMPARE(runLabel(w)->tone(), MessageLabel::Tone::Good);
    QTRY_COMPARE(w.engine->fleet().ids(), QStringList());
}

void TestScenarioPane::failureShowsExpectedAndGot()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'connect':'gw'},{'publish':{'device':'gw','payload':{'op':'restart'}}},"
            "{'expect':{'device':'gw','kind':'out','json':{'op':'reboot'},'withinMs':100}},{'wait':1}]");
    run(w);
    QCOMPARE(outcome(w, u"/steps/2"_s), u"failed"_s);
    QCOMPARE(outcome(w, u"/steps/3"_s), u"not run"_s);
    QCOMPARE(runLabel(w)->tone(), MessageLabel::Tone::Bad);
    // The failed step is chosen.
    QCOMPARE(tree(w)->currentIndex().data(StepModel::PointerRole).toString(), u"/steps/2"_s);
    const auto *expected = w.find<TextView>(u"expectedView"_s);
    QVERIFY(expected->isVisible() && expected->toPlainText().contains(u"reboot"));
    QVERIFY(w.find<TextView>(u"gotView"_s)->isVisible());
    QVERIFY(w.find<TextView>(u"missesView"_s)->toPlainText().contains(u"restart"));
    choose(w, u"/steps/0"_s);
    QVERIFY(!expected->isVisible());
}

void TestScenarioPane::failureJumpsToTheLog()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'connect':'gw'},{'publish':{'device':'gw','payload':{'n':7}}},{'wait':1}]");
    run(w);
    choose(w, u"/steps/1"_s);
    w.click(u"showInLogButton"_s);
    const QModelIndexList rows = w.logTable()->selectionModel()->selectedRows(Models::JournalModel::PayloadColumn);
    QVERIFY(!rows.isEmpty());
    QVERIFY(std::ranges::any_of(rows, [](const QModelIndex &row) { return row.data().toString() == u"{\"n\":7}"; }));
}

void TestScenarioPane::runToHereWaitsAndGoesOn()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'connect':'gw'},{'wait':1},{'group':[{'wait':2}]}]");
    choose(w, u"/steps/2/group/0"_s);
    w.click(u"runToButton"_s);
    QTRY_COMPARE(outcome(w, u"/steps/2"_s), u"paused here"_s);
    QCOMPARE(outcome(w, u"/steps/1"_s), u"passed"_s);
    QCOMPARE(w.state(w.engine->fleet().ids().value(0)), u"online"_s); // one can look around
    QVERIFY(!w.find<QToolButton>(u"addStepButton"_s)->isEnabled());
    run(w);
    QCOMPARE(outcome(w, u"/steps/2/group/0"_s), u"passed"_s);
}

void TestScenarioPane::stepwise()
{
    WindowFixture w(m_broker);
    open(w, "'setup':[{'wait':1}],'steps':[{'wait':2}],'teardown':[{'wait':3}]");
    for (const QString &pointer : {u"/setup/0"_s, u"/steps/0"_s, u"/teardown/0"_s}) {
        w.click(u"stepButton"_s);
        QTRY_COMPARE(outcome(w, pointer), u"paused here"_s);
    }
    w.click(u"stepButton"_s);
    QTRY_VERIFY(isDone(w));
    QCOMPARE(outcome(w, u"/teardown/0"_s), u"passed"_s);
}

void TestScenarioPane::stopRunsTheTeardown()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'connect':'gw'},{'wait':60000}],'teardown':[{'offline':'gw'}]");
    w.click(u"runButton"_s);
    QTRY_COMPARE(outcome(w, u"/steps/1"_s), u"running"_s);
    w.click(u"stopButton"_s);
    QTRY_VERIFY(isDone(w));
    QCOMPARE(outcome(w, u"/steps/1"_s), u"cancelled"_s);
    QCOMPARE(outcome(w, u"/teardown/0"_s), u"passed"_s);
    QTRY_COMPARE(w.engine->fleet().ids(), QStringList());
}

void TestScenarioPane::twoRunsAreCompared()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':1},{'wait':2}]");
    run(w);
    run(w);
    auto *list = w.find<QListWidget>(u"runList"_s);
    QCOMPARE(list->count(), 2);
    auto *table = w.find<QTableWidget>(u"runComparison"_s);
    QCOMPARE(table->columnCount(), 2);
    list->selectAll();
    QCOMPARE(table->columnCount(), 3);
    QCOMPARE(table->rowCount(), 2);
    for (int column : {1, 2})
        QVERIFY(table->item(1, column)->text().startsWith(u"passed"));
}

void TestScenarioPane::diagramIsShownAndSaved()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'connect':'gw'},{'publish':{'device':'gw','payload':{'n':1}}}]");
    run(w);
    const auto *diagram = w.find<DiagramView>(u"diagramView"_s);
    QVERIFY(diagram->svg().contains("<svg"));
    for (const auto &[name, magic] : {std::pair{u"d.svg"_s, "<svg"_ba}, std::pair{u"d.png"_s, "\x89PNG"_ba}}) {
        const QString path = w.folder.filePath(name);
        const DialogAnswer answer(DialogAnswer::choosingFile(path));
        w.click(u"exportDiagramButton"_s);
        QVERIFY(answer.wasAsked());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(200).contains(magic));
    }
}

void TestScenarioPane::formEditsTheFile()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'expect':{'device':'gw','topic':'a/b','withinMs':100}}]");
    choose(w, u"/steps/0"_s);
    w.find<QTabWidget>(u"stepTabs"_s)->setCurrentIndex(1);
    auto *topic = w.find<StepForm>(u"stepForm"_s)->findChild<QLineEdit *>(u"field_topic"_s);
    QVERIFY(topic);
    QCOMPARE(topic->text(), u"a/b"_s);
    topic->selectAll();
    QTest::keyClicks(topic, u"cmd/#"_s);
    QVERIFY(text(w).contains("\"topic\":\"cmd/#\""));
    QVERIFY(model(w)->indexOf(u"/steps/0"_s).data().toString().contains(u"cmd/#"));
    QCOMPARE(w.find<StepForm>(u"stepForm"_s)->findChild<QLineEdit *>(u"field_topic"_s), topic); // keeps the focus
    auto *within = w.find<StepForm>(u"stepForm"_s)->findChild<QLineEdit *>(u"field_withinMs"_s);
    within->selectAll();
    QTest::keyClicks(within, u"x"_s);
    QVERIFY(w.find<MessageLabel>(u"stepFormFault"_s)->isVisibleTo(w.find<StepForm>(u"stepForm"_s)));
    QVERIFY(text(w).contains("\"withinMs\":100"));
    w.click(u"undoButton"_s); // the typed topic, as one step
    QVERIFY(text(w).contains("\"topic\":\"a/b\""));
}

void TestScenarioPane::stepsAreAddedDuplicatedRemoved()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':1}]");
    choose(w, u"/steps/0"_s);
    w.trigger(u"actionAdd_offline"_s);
    QCOMPARE(model(w)->indexOf(u"/steps/1"_s).data(StepModel::KindRole).toString(), u"offline"_s);
    QCOMPARE(tree(w)->currentIndex().data(StepModel::PointerRole).toString(), u"/steps/1"_s);
    w.click(u"duplicateStepButton"_s);
    QCOMPARE(model(w)->indexOf(u"/steps/2"_s).data(StepModel::KindRole).toString(), u"offline"_s);
    choose(w, u"/steps/0"_s);
    w.click(u"removeStepButton"_s);
    QCOMPARE(model(w)->rowCount(model(w)->indexOf(u"/steps"_s)), 2);
    choose(w, u"/teardown"_s);
    w.trigger(u"actionAdd_wait"_s);
    QCOMPARE(model(w)->indexOf(u"/teardown/0"_s).data(StepModel::KindRole).toString(), u"wait"_s);
}

void TestScenarioPane::undoAndRedo()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':1},{'wait':2}]");
    const QByteArray before = text(w);
    choose(w, u"/steps/1"_s);
    w.click(u"removeStepButton"_s);
    QVERIFY(!model(w)->indexOf(u"/steps/1"_s).isValid());
    w.click(u"undoButton"_s);
    QCOMPARE(text(w), before);
    QVERIFY(model(w)->indexOf(u"/steps/1"_s).isValid());
    w.click(u"redoButton"_s);
    QVERIFY(!model(w)->indexOf(u"/steps/1"_s).isValid());
}

void TestScenarioPane::dropMovesAStep()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':1},{'wait':2},{'wait':3}]");
    auto *steps = tree(w)->model();
    const std::unique_ptr<QMimeData> data(steps->mimeData({model(w)->indexOf(u"/steps/2"_s)}));
    steps->dropMimeData(data.get(), Qt::MoveAction, 0, 0, model(w)->indexOf(u"/steps"_s));
    QCOMPARE(model(w)->indexOf(u"/steps/0"_s).data().toString(), u"Wait 3 ms"_s);
    QCOMPARE(model(w)->indexOf(u"/steps/2"_s).data().toString(), u"Wait 2 ms"_s);
}

void TestScenarioPane::jsonEditsTheTable()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':1}]");
    QByteArray changed = text(w);
    w.find<PayloadEditor>(u"scenarioEditor"_s)->setPayload(changed.replace("\"wait\":1", "\"wait\":77"));
    QTRY_COMPARE(model(w)->indexOf(u"/steps/0"_s).data().toString(), u"Wait 77 ms"_s);
    QVERIFY(w.find<QComboBox>(u"fileBox"_s)->currentText().contains(u"unsaved"));
}

void TestScenarioPane::faultIsShownAtItsPlace()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':1},{'connect':'other'}]");
    const auto *problem = w.find<MessageLabel>(u"scenarioProblemLabel"_s);
    QTRY_VERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(u"/steps/1"), qPrintable(problem->text()));
    const auto *editor = w.find<PayloadEditor>(u"scenarioEditor"_s);
    QVERIFY(editor->problem());
    QVERIFY(editor->problem()->at.column > text(w).indexOf("\"wait\""));
    QVERIFY(!w.find<QToolButton>(u"runButton"_s)->isEnabled());
}

void TestScenarioPane::unsavedChangesAreAskedFor_data()
{
    QTest::addColumn<int>("button");
    QTest::addColumn<bool>("isClosed");
    QTest::addColumn<bool>("isSaved");
    QTest::newRow("save") << int(QMessageBox::Save) << true << true;
    QTest::newRow("discard") << int(QMessageBox::Discard) << true << false;
    QTest::newRow("cancel") << int(QMessageBox::Cancel) << false << false;
}

void TestScenarioPane::unsavedChangesAreAskedFor()
{
    QFETCH(const int, button);
    QFETCH(const bool, isClosed);
    QFETCH(const bool, isSaved);
    WindowFixture w(m_broker);
    const QString path = open(w, "'steps':[{'wait':1}]");
    choose(w, u"/steps/0"_s);
    w.click(u"duplicateStepButton"_s);
    const QByteArray changed = text(w);
    const DialogAnswer answer(DialogAnswer::pressing(static_cast<QMessageBox::StandardButton>(button)));
    QCOMPARE(w.window->close(), isClosed);
    QVERIFY(answer.wasAsked());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll() == changed, isSaved);
}

void TestScenarioPane::filesComeBackAfterARestart()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':1}]");
    w.restart();
    w.window->openLastFiles();
    w.trigger(u"actionScenariosView"_s);
    QTRY_COMPARE(w.find<QComboBox>(u"fileBox"_s)->currentText(), u"test.scenario.json"_s);
    QVERIFY(model(w)->indexOf(u"/steps/0"_s).isValid());
}

void TestScenarioPane::entryBecomesAStep()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-1"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw-1"_s), u"online"_s);
    Order::Publish order;
    order.publication.topic = u"mqtt/gw-1/v1/req"_s;
    order.publication.payload = "{\"door\":\"open\"}";
    w.engine->fleet().perform(u"gw-1"_s, order);
    QTRY_VERIFY(w.logColumn(Models::JournalModel::PayloadColumn).contains(u"{\"door\":\"open\"}"_s));
    w.logTable()->selectRow(
        static_cast<int>(w.logColumn(Models::JournalModel::PayloadColumn).indexOf(u"{\"door\":\"open\"}"_s)));
    w.trigger(u"actionExpectEntry"_s);
    QCOMPARE(model(w)->indexOf(u"/steps/0"_s).data(StepModel::KindRole).toString(), u"expect"_s);
    w.trigger(u"actionSendEntryAsStep"_s);
    QCOMPARE(model(w)->indexOf(u"/steps/1"_s).data(StepModel::KindRole).toString(), u"publish"_s);
    QVERIFY(text(w).contains("${run.id}"));
    QVERIFY2(w.find<MessageLabel>(u"scenarioProblemLabel"_s)->isHidden() ||
                 w.find<QToolButton>(u"runButton"_s)->isEnabled(),
             qPrintable(w.find<MessageLabel>(u"scenarioProblemLabel"_s)->text()));
}

void TestScenarioPane::aThousandSteps()
{
    WindowFixture w(m_broker);
    QByteArray steps;
    for (int i = 0; i < 1000; ++i)
        steps +=
            QByteArray(i == 0 ? "" : ",") + "{'setState':{'device':'gw','values':{'n':" + QByteArray::number(i) + "}}}";
    open(w, "'steps':[" + steps + ']');
    QCOMPARE(model(w)->rowCount(model(w)->indexOf(u"/steps"_s)), 1000);
    run(w);
    QCOMPARE(outcome(w, u"/steps/999"_s), u"passed"_s);
}

void TestScenarioPane::emptyViewExplainsItself()
{
    WindowFixture w(m_broker);
    w.trigger(u"actionScenariosView"_s);
    QVERIFY(w.find<QLabel>(u"scenarioWelcomeText"_s)->isVisible());
    QVERIFY(!tree(w)->isVisible());
    w.click(u"welcomeNewScenarioButton"_s);
    QVERIFY(tree(w)->isVisible());
    QVERIFY(w.find<QLabel>(u"noRunsLabel"_s)->isVisibleTo(w.find<QWidget>(u"runsPane"_s)));
    w.trigger(u"actionCloseScenario"_s);
    QVERIFY(w.find<QLabel>(u"scenarioWelcomeText"_s)->isVisible());
}

void TestScenarioPane::partsExplainThemselves()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':1}]");
    const auto *label = w.find<MessageLabel>(u"stepOutcomeLabel"_s);
    choose(w, u"/teardown"_s);
    QVERIFY(label->text().startsWith(u"Teardown"));
    choose(w, u"/steps/0"_s);
    QCOMPARE(label->text(), u"The step has not run yet."_s);
}

void TestScenarioPane::valuesOfTheRunAreShown()
{
    WindowFixture w(m_broker);
    open(w, "'vars':{'n':7},'steps':[{'connect':'gw'},{'publish':{'device':'gw','topic':'up/${run.id}',"
            "'payload':{'n':'${vars.n}'}}}]");
    const auto title = [&w] { return model(w)->indexOf(u"/steps/1"_s).data().toString(); };
    QVERIFY(title().contains(u"up/${run.id}"));
    run(w);
    QVERIFY2(!title().contains(u"${") && title().contains(u"{\"n\":7}"), qPrintable(title()));
    choose(w, u"/steps/1"_s);
    QVERIFY(w.find<QLabel>(u"stepValuesLabel"_s)->text().endsWith(u" {\"n\":7}"));
}

void TestScenarioPane::stepsAreMovedByKeys()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':1},{'wait':2},{'wait':3}]");
    const auto order = [&w] {
        QStringList all;
        for (int i = 0; i < 3; ++i)
            all.append(model(w)->indexOf(u"/steps/%1"_s.arg(i)).data().toString());
        return all.join(u',');
    };
    choose(w, u"/steps/0"_s);
    tree(w)->setFocus();
    QTest::keyClick(tree(w), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(order(), u"Wait 2 ms,Wait 1 ms,Wait 3 ms"_s);
    QTest::keyClick(tree(w), Qt::Key_Down, Qt::AltModifier); // the same step goes on
    QCOMPARE(order(), u"Wait 2 ms,Wait 3 ms,Wait 1 ms"_s);
    QTest::keyClick(tree(w), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(order(), u"Wait 2 ms,Wait 3 ms,Wait 1 ms"_s);
    QTest::keyClick(tree(w), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(order(), u"Wait 2 ms,Wait 1 ms,Wait 3 ms"_s);
    QTest::keyClick(tree(w), Qt::Key_Delete);
    QVERIFY(!model(w)->indexOf(u"/steps/2"_s).isValid());
    QTest::keyClick(tree(w), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(order(), u"Wait 2 ms,Wait 1 ms,Wait 3 ms"_s);
}

void TestScenarioPane::devicesAreAdded()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-1"_s));
    w.trigger(u"actionScenariosView"_s);
    w.trigger(u"actionNewScenario"_s);
    auto *menu = w.find<QMenu>(u"menuAddDevice"_s);
    emit menu->aboutToShow();
    QCOMPARE(menu->actions().first()->text(), u"gw-1"_s);
    menu->actions().first()->trigger();
    QVERIFY2(text(w).contains("gw-1-${run.id}"), text(w).constData());
    const QString profile = w.folder.filePath(u"door.json"_s);
    {
        QFile file(profile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"format":"standin.profile/1","clientId":"door"})");
    }
    const DialogAnswer answer(DialogAnswer::choosingFile(profile));
    w.trigger(u"actionAddDeviceOfFile"_s);
    QVERIFY(answer.wasAsked());
    QVERIFY(text(w).contains("door-${run.id}"));
    QTRY_VERIFY(w.find<QToolButton>(u"runButton"_s)->isEnabled());
    w.click(u"undoButton"_s);
    QVERIFY(!text(w).contains("door-${run.id}"));
}

void TestScenarioPane::fileArgumentIsShown()
{
    WindowFixture w(m_broker);
    const QString path = open(w, "'steps':[{'wait':1}]");
    w.trigger(u"actionCloseScenario"_s);
    w.trigger(u"actionDevicesView"_s);
    VERIFY_RESULT(w.window->openFile(path));
    QVERIFY(tree(w)->isVisible());
    QCOMPARE(model(w)->indexOf(u"/steps/0"_s).data().toString(), u"Wait 1 ms"_s);
    // By its content, when the name does not say it.
    const QString other = w.folder.filePath(u"plain.json"_s);
    QVERIFY(QFile::copy(path, other));
    VERIFY_RESULT(w.window->openFile(other));
    QCOMPARE(w.find<QComboBox>(u"fileBox"_s)->currentText(), u"plain.json"_s);
    QVERIFY(!w.window->openFile(w.folder.filePath(u"none.scenario.json"_s)));
}

void TestScenarioPane::windowSavesTheScenario()
{
    WindowFixture w(m_broker);
    const QString path = open(w, "'steps':[{'wait':1}]");
    QCOMPARE(w.window->windowTitle(), u"test.scenario.json[*] – Standin"_s);
    QVERIFY(!w.find<QAction>(u"actionSave"_s)->isEnabled());
    choose(w, u"/steps/0"_s);
    w.click(u"duplicateStepButton"_s);
    QVERIFY(w.window->isWindowModified());
    QTest::keyClick(w.window.get(), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!w.window->isWindowModified());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), text(w));
    w.trigger(u"actionDevicesView"_s);
    QCOMPARE(w.window->windowTitle(), u"Standin"_s);
}

void TestScenarioPane::fileChangedElsewhereIsReadAgain()
{
    WindowFixture w(m_broker);
    const QString path = open(w, "'steps':[{'wait':1}]");
    QByteArray changed = text(w);
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(changed.replace("\"wait\":1", "\"wait\":55"));
    }
    QTRY_COMPARE(model(w)->indexOf(u"/steps/0"_s).data().toString(), u"Wait 55 ms"_s);
    QVERIFY(w.find<MessageLabel>(u"fileNoticeLabel"_s)->isVisible());
    QVERIFY(!w.find<QToolButton>(u"reloadButton"_s)->isVisible());
    w.click(u"undoButton"_s);
    QCOMPARE(model(w)->indexOf(u"/steps/0"_s).data().toString(), u"Wait 1 ms"_s);
}

void TestScenarioPane::fileChangedElsewhereIsNotMixedWithEdits()
{
    WindowFixture w(m_broker);
    const QString path = open(w, "'steps':[{'wait':1}]");
    QByteArray changed = text(w);
    choose(w, u"/steps/0"_s);
    w.click(u"duplicateStepButton"_s);
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(changed.replace("\"wait\":1", "\"wait\":55"));
    }
    auto *reload = w.find<QToolButton>(u"reloadButton"_s);
    QTRY_VERIFY(reload->isVisible());
    QVERIFY(model(w)->indexOf(u"/steps/1"_s).isValid());
    w.click(u"reloadButton"_s);
    QCOMPARE(model(w)->indexOf(u"/steps/0"_s).data().toString(), u"Wait 55 ms"_s);
    QVERIFY(!model(w)->indexOf(u"/steps/1"_s).isValid());
    QVERIFY(!reload->isVisible());
}

void TestScenarioPane::closingEndsARun()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'connect':'gw'},{'wait':60000}],"
            "'teardown':[{'publish':{'device':'gw','topic':'down','payload':'done'}}]");
    w.click(u"runButton"_s);
    QTRY_COMPARE(outcome(w, u"/steps/1"_s), u"running"_s);
    const Cursor before = w.engine->journal().cursor();
    const DialogAnswer answer(DialogAnswer::pressing(u"End Run and Close"_s));
    QVERIFY(!w.window->close());
    QVERIFY(answer.wasAsked());
    QTRY_VERIFY(!w.window->isVisible());
    const JournalQuery sent{.after = before, .event = EntryEvent::MessageSent};
    QCOMPARE(w.engine->journal().read(sent).entries.size(), 1);
    QCOMPARE(outcome(w, u"/teardown/0"_s), u"passed"_s);
}

void TestScenarioPane::closingCanLeaveARun()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'connect':'gw'},{'wait':60000}]");
    w.click(u"runButton"_s);
    QTRY_COMPARE(outcome(w, u"/steps/1"_s), u"running"_s);
    const DialogAnswer answer(DialogAnswer::pressing(QMessageBox::Cancel));
    QVERIFY(!w.window->close());
    QVERIFY(answer.wasAsked());
    QCOMPARE(outcome(w, u"/steps/1"_s), u"running"_s);
    w.click(u"stopButton"_s);
    QTRY_VERIFY(isDone(w));
    QVERIFY(w.window->isVisible());
}

void TestScenarioPane::closingTwiceDropsTheTeardown()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'wait':60000}],'teardown':[{'wait':60000}]");
    w.click(u"runButton"_s);
    QTRY_COMPARE(outcome(w, u"/steps/0"_s), u"running"_s);
    {
        const DialogAnswer answer(DialogAnswer::pressing(u"End Run and Close"_s));
        QVERIFY(!w.window->close());
    }
    QTRY_COMPARE(outcome(w, u"/teardown/0"_s), u"running"_s);
    const DialogAnswer answer(DialogAnswer::pressing(u"Close Now"_s));
    QVERIFY(w.window->close());
    QVERIFY(answer.wasAsked());
    QTRY_COMPARE(w.engine->fleet().ids(), QStringList());
}

void TestScenarioPane::diagramIsZoomed()
{
    WindowFixture w(m_broker);
    open(w, "'steps':[{'connect':'gw'}]");
    QVERIFY(!w.find<QToolButton>(u"zoomInButton"_s)->isEnabled());
    run(w);
    w.find<QTabWidget>(u"scenarioTabs"_s)->setCurrentWidget(w.find<QWidget>(u"diagramPane"_s));
    const auto *diagram = w.find<DiagramView>(u"diagramView"_s);
    QVERIFY(diagram->zoom() <= 1);
    const double before = diagram->zoom();
    w.click(u"zoomInButton"_s);
    QCOMPARE(diagram->zoom(), before * 1.25);
    w.click(u"zoomFitButton"_s);
    QVERIFY(diagram->widget()->width() <= diagram->viewport()->width());
}

STANDIN_TEST(TestScenarioPane)
#include "tst_scenariopane.moc"
