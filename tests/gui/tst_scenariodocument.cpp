// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenariodocument.h"
#include "gui/scenarios/stepdraft.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestScenarioDocument : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &text)
    {
        QFile out(m_folder.filePath(name));
        const bool isOpen = out.open(QIODevice::WriteOnly);
        Q_ASSERT(isOpen);
        out.write(text);
        return out.fileName();
    }

private slots:
    void newFileIsValidAndUnmodified();
    void opensAndSavesTheBytes();
    void missingFileIsAnError();
    void editsAreUndone();
    void typingIsOneUndoStep();
    void failedSaveKeepsTheChange();
    void seesChangesOfOtherPrograms();
    void changedFileIsReadAgain();
    void changedFileDoesNotReplaceEdits();
    void goneFileIsUnsaved();
    void faultsOfTheFormAtOnce();
    void faultsOfTheMeaningLater();
    void pointerOfFault_data();
    void pointerOfFault();
    void keepsTheNewestRuns();
};

void TestScenarioDocument::newFileIsValidAndUnmodified()
{
    const ScenarioDocument document(StepDraft::newFile());
    QVERIFY(!document.isModified());
    QVERIFY2(document.faults().isEmpty(), qPrintable(document.faults().value(0).toString()));
    QCOMPARE(document.title(), u"New scenario"_s);
}

void TestScenarioDocument::opensAndSavesTheBytes()
{
    const QByteArray text = "{\n\"format\":   \"standin.scenario/1\", \"name\":\"x\",\"steps\":[]}";
    const QString path = file(u"x.scenario.json"_s, text);
    auto document = ScenarioDocument::open(path);
    VERIFY_RESULT(document);
    QCOMPARE((*document)->text(), text);
    QCOMPARE((*document)->title(), u"x.scenario.json"_s);
    (*document)->setText(text + '\n', u"edit"_s);
    QVERIFY((*document)->isModified());
    QSignalSpy changed(document->get(), &ScenarioDocument::changed);
    VERIFY_RESULT((*document)->save(path));
    QVERIFY(!(*document)->isModified());
    QCOMPARE(changed.size(), 1);
    QFile in(path);
    QVERIFY(in.open(QIODevice::ReadOnly));
    QCOMPARE(in.readAll(), text + '\n');
}

void TestScenarioDocument::missingFileIsAnError()
{
    const auto document = ScenarioDocument::open(m_folder.filePath(u"none.scenario.json"_s));
    QVERIFY(!document);
    QCOMPARE(document.error().code, ErrorCode::FileNotReadable);
}

void TestScenarioDocument::editsAreUndone()
{
    ScenarioDocument document("{}");
    document.setText("{\"a\":1}", u"one"_s);
    document.setText("{\"a\":2}", u"two"_s);
    document.undo().undo();
    QCOMPARE(document.text(), "{\"a\":1}"_ba);
    document.undo().undo();
    QCOMPARE(document.text(), "{}"_ba);
    QVERIFY(!document.isModified());
    document.undo().redo();
    QCOMPARE(document.text(), "{\"a\":1}"_ba);
}

void TestScenarioDocument::typingIsOneUndoStep()
{
    ScenarioDocument document("{}");
    for (const char *text : {"{\"", "{\"a", "{\"a\":1}"})
        document.setText(text, u"type"_s, u"json"_s);
    document.setText("{\"a\":3}", u"type"_s, u"field"_s);
    QCOMPARE(document.undo().count(), 2);
    document.undo().undo();
    QCOMPARE(document.text(), "{\"a\":1}"_ba);
    document.undo().undo();
    QCOMPARE(document.text(), "{}"_ba);
}

void TestScenarioDocument::failedSaveKeepsTheChange()
{
    ScenarioDocument document("{}");
    document.setText("{ }", u"edit"_s);
    QVERIFY(!document.save(m_folder.filePath(u"no/such/folder.json"_s)));
    QVERIFY(document.isModified());
    QVERIFY(document.path().isEmpty());
}

void TestScenarioDocument::seesChangesOfOtherPrograms()
{
    const QString path = file(u"shared.scenario.json"_s, "{}");
    const auto document = ScenarioDocument::open(path);
    VERIFY_RESULT(document);
    QVERIFY(!(*document)->isChangedElsewhere(path));
    file(u"shared.scenario.json"_s, "{ }");
    QVERIFY((*document)->isChangedElsewhere(path));
    QVERIFY(!(*document)->isChangedElsewhere(m_folder.filePath(u"other.json"_s)));
}

void TestScenarioDocument::faultsOfTheFormAtOnce()
{
    ScenarioDocument document(StepDraft::newFile());
    document.setText(R"({"format":"standin.scenario/1","steps":[{"explode":1}]})", u"edit"_s);
    QVERIFY(!document.faults().isEmpty());
    QVERIFY(ScenarioDocument::pointerOf(document.faults().first()).startsWith(u"/steps/0"));
}

void TestScenarioDocument::faultsOfTheMeaningLater()
{
    ScenarioDocument document(StepDraft::newFile());
    QSignalSpy checked(&document, &ScenarioDocument::checked);
    document.setText(R"({"format":"standin.scenario/1","name":"s","devices":{"gw":{"profile":{"clientId":"gw"}}},)"
                     R"("steps":[{"connect":"other"}]})",
                     u"edit"_s);
    QVERIFY(document.faults().isEmpty());
    QTRY_COMPARE(checked.size(), 1);
    QVERIFY(!document.faults().isEmpty());
    QVERIFY(ScenarioDocument::pointerOf(document.faults().first()).startsWith(u"/steps/0"));
}

void TestScenarioDocument::pointerOfFault_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("pointer");
    QTest::newRow("pointer") << u"/steps/1/connect"_s << u"/steps/1/connect"_s;
    QTest::newRow("behind a path") << u"/home/a/x.scenario.json: /steps/1"_s << u"/steps/1"_s;
    QTest::newRow("none") << u"line 3, column 1"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestScenarioDocument::pointerOfFault()
{
    QFETCH(const QString, where);
    QFETCH(const QString, pointer);
    QCOMPARE(ScenarioDocument::pointerOf(Error{.message = u"m"_s, .where = where}), pointer);
}

void TestScenarioDocument::keepsTheNewestRuns()
{
    ScenarioDocument document("{}");
    QSignalSpy changed(&document, &ScenarioDocument::runsChanged);
    const auto most = static_cast<int>(ScenarioDocument::mostRuns);
    for (int i = 0; i <= most; ++i)
        document.addRun({.round = i});
    QCOMPARE(changed.size(), most + 1);
    QCOMPARE(document.runs().size(), ScenarioDocument::mostRuns);
    QCOMPARE(document.runs().last().round, most);
    QCOMPARE(document.runs().first().round, 1);
}

void TestScenarioDocument::changedFileIsReadAgain()
{
    const QString path = file(u"reread.scenario.json"_s, "{}");
    const auto document = ScenarioDocument::open(path);
    VERIFY_RESULT(document);
    (*document)->lookAtFile(true);
    QCOMPARE((*document)->onDisk(), ScenarioDocument::OnDisk::Same);
    file(u"reread.scenario.json"_s, "{ }");
    (*document)->lookAtFile(false);
    QCOMPARE((*document)->onDisk(), ScenarioDocument::OnDisk::Changed);
    QCOMPARE((*document)->text(), "{}"_ba);
    (*document)->lookAtFile(true);
    QCOMPARE((*document)->onDisk(), ScenarioDocument::OnDisk::Reread);
    QCOMPARE((*document)->text(), "{ }"_ba);
    QVERIFY(!(*document)->isModified());
    (*document)->undo().undo();
    QCOMPARE((*document)->text(), "{}"_ba);
    QVERIFY((*document)->isModified());
}

void TestScenarioDocument::changedFileDoesNotReplaceEdits()
{
    const QString path = file(u"edited.scenario.json"_s, "{}");
    const auto document = ScenarioDocument::open(path);
    VERIFY_RESULT(document);
    (*document)->setText("{\"mine\":1}", u"edit"_s);
    file(u"edited.scenario.json"_s, "{\"theirs\":1}");
    (*document)->lookAtFile(true);
    QCOMPARE((*document)->onDisk(), ScenarioDocument::OnDisk::Changed);
    QCOMPARE((*document)->text(), "{\"mine\":1}"_ba);
    VERIFY_RESULT((*document)->reload());
    QCOMPARE((*document)->text(), "{\"theirs\":1}"_ba);
    QCOMPARE((*document)->onDisk(), ScenarioDocument::OnDisk::Same);
    (*document)->undo().undo();
    QCOMPARE((*document)->text(), "{\"mine\":1}"_ba);
}

void TestScenarioDocument::goneFileIsUnsaved()
{
    const QString path = file(u"gone.scenario.json"_s, "{}");
    const auto document = ScenarioDocument::open(path);
    VERIFY_RESULT(document);
    QVERIFY(QFile::remove(path));
    (*document)->lookAtFile(true);
    QCOMPARE((*document)->onDisk(), ScenarioDocument::OnDisk::Gone);
    QVERIFY((*document)->isModified());
    VERIFY_RESULT((*document)->save(path));
    QVERIFY(!(*document)->isModified());
    QVERIFY(QFile::exists(path));
}

STANDIN_TEST(TestScenarioDocument)
#include "tst_scenariodocument.moc"
