// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/stepdraft.h"
#include "gui/scenarios/stepform.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/payloadeditor.h"
#include "scenario/file/scenariofile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The fields of steps, without a window.
class TestStepForm : public QObject
{
    Q_OBJECT

    template <typename Editor>
    static Editor *field(const StepForm &form, const QString &name)
    {
        return form.findChild<Editor *>(u"field_"_s + name);
    }
    static JsonText lastStep(QSignalSpy &edited) { return edited.last().first().value<JsonText>(); }

private slots:
    void everyKindHasFields_data();
    void everyKindHasFields();
    void choiceWritesTheValue();
    void shortFormIsKeptUntilItIsEdited();
    void wrongNumberIsSaid();
    void flagIsWrittenAndRemoved();
    void unknownKeysStay();
    void noStepIsSaid();
};

void TestStepForm::everyKindHasFields_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<int>("least"); // fields beside name, condition, limit and flag
    const Scenarios::Scenario scenario =
        Scenarios::ScenarioFile::read(R"({"format":"standin.scenario/1","devices":{"gw":{}},"steps":[]})").scenario;
    for (const QString &kind : Scenarios::Step::kindNames()) {
        const bool isPlain = kind == u"group" || kind == u"parallel";
        QTest::newRow(qPrintable(kind)) << StepDraft::ofKind(kind, scenario).toCompact() << (isPlain ? 0 : 1);
    }
    QTest::newRow("probe expects") << R"({"probe":{"expect":{"topic":"a"}}})"_ba << 9;
    QTest::newRow("probe expects nothing") << R"({"probe":{"expectNone":{"topic":"a"}}})"_ba << 5;
    QTest::newRow("probe subscribes") << R"({"probe":{"subscribe":"a/#"}})"_ba << 2;
    QTest::newRow("probe subscribes to several") << R"({"probe":{"subscribe":["a/#"]}})"_ba << 1;
}

void TestStepForm::everyKindHasFields()
{
    QFETCH(const QByteArray, step);
    QFETCH(const int, least);
    const auto json = JsonText::parse(step);
    VERIFY_RESULT(json);
    const QString kind = Scenarios::Step::kindNames().at(
        Scenarios::ScenarioFile::read(R"({"format":"standin.scenario/1","devices":{"gw":{}},"steps":[)" + step + "]}")
            .scenario.steps.front()
            .kind.index());
    const QList<StepField> fields = StepFields::of(kind, json->value(kind));
    QVERIFY2(fields.size() >= least + 4, qPrintable(QString::number(fields.size())));
    QSet<QString> paths;
    for (const StepField &one : fields) {
        QVERIFY(!one.label.isEmpty());
        paths.insert(one.path.join(u'/'));
    }
    QCOMPARE(paths.size(), fields.size());
    StepForm form;
    QSignalSpy edited(&form, &StepForm::edited);
    form.setStep(kind, *json, {u"gw"_s});
    QCOMPARE(edited.size(), 0); // showing a step does not change it
    field<QLineEdit>(form, u"name"_s)->setFocus();
    QTest::keyClicks(field<QLineEdit>(form, u"name"_s), u"n"_s);
    QCOMPARE(lastStep(edited).value(u"name").toString(), u"n"_s);
}

void TestStepForm::choiceWritesTheValue()
{
    StepForm form;
    QSignalSpy edited(&form, &StepForm::edited);
    form.setStep(u"offline"_s, *JsonText::parse(R"({"offline":{"device":"gw","mode":"abrupt"}})"), {u"gw"_s});
    auto *mode = field<QComboBox>(form, u"mode"_s);
    QCOMPARE(mode->currentData().toString(), u"abrupt"_s);
    mode->setCurrentIndex(mode->findData(u"with-will"_s));
    QCOMPARE(lastStep(edited).toCompact(), R"({"offline":{"device":"gw","mode":"with-will"}})"_ba);
    mode->setCurrentIndex(0);
    QCOMPARE(lastStep(edited).toCompact(), R"({"offline":{"device":"gw"}})"_ba);
}

void TestStepForm::shortFormIsKeptUntilItIsEdited()
{
    StepForm form;
    QSignalSpy edited(&form, &StepForm::edited);
    form.setStep(u"connect"_s, *JsonText::parse(R"({"connect":"gw"})"), {u"gw"_s, u"door"_s});
    auto *device = field<QComboBox>(form, u"device"_s);
    QCOMPARE(device->currentText(), u"gw"_s);
    QCOMPARE(edited.size(), 0);
    device->setCurrentText(u"door"_s);
    QCOMPARE(lastStep(edited).toCompact(), R"({"connect":{"device":"door"}})"_ba);
}

void TestStepForm::wrongNumberIsSaid()
{
    StepForm form;
    QSignalSpy edited(&form, &StepForm::edited);
    form.setStep(u"expectNone"_s, *JsonText::parse(R"({"expectNone":{"topic":"a","forMs":5}})"), {});
    auto *time = field<QLineEdit>(form, u"forMs"_s);
    time->clear();
    QTest::keyClicks(time, u"x"_s);
    QCOMPARE(edited.size(), 0);
    QVERIFY(form.findChild<MessageLabel *>(u"stepFormFault"_s)->text().contains(u"a number"));
    QTest::keyClick(time, Qt::Key_Backspace);
    QTest::keyClicks(time, u"7"_s);
    QCOMPARE(lastStep(edited).value(u"expectNone").value(u"forMs").toPlainText(), u"7"_s);
}

void TestStepForm::flagIsWrittenAndRemoved()
{
    StepForm form;
    QSignalSpy edited(&form, &StepForm::edited);
    form.setStep(u"wait"_s, *JsonText::parse(R"({"wait":5})"), {});
    auto *flag = field<QCheckBox>(form, u"continueOnFailure"_s);
    flag->click();
    QCOMPARE(lastStep(edited).toCompact(), R"({"wait":5,"continueOnFailure":true})"_ba);
    flag->click();
    QCOMPARE(lastStep(edited).toCompact(), R"({"wait":5})"_ba);
}

void TestStepForm::unknownKeysStay()
{
    StepForm form;
    QSignalSpy edited(&form, &StepForm::edited);
    form.setStep(u"expect"_s, *JsonText::parse(R"({"expect":{"topic":"a","text":{"contains":"x"}}})"), {});
    auto *topic = field<QLineEdit>(form, u"topic"_s);
    QTest::keyClicks(topic, u"b"_s);
    QCOMPARE(lastStep(edited).toCompact(), R"({"expect":{"topic":"ab","text":{"contains":"x"}}})"_ba);
}

void TestStepForm::noStepIsSaid()
{
    StepForm form;
    form.setStep(u"wait"_s, *JsonText::parse(R"({"wait":5})"), {});
    form.setStep({}, {}, {});
    QVERIFY(!form.findChild<QLineEdit *>(u"field_name"_s));
    QVERIFY(form.findChild<QLabel *>());
}

STANDIN_TEST(TestStepForm)
#include "tst_stepform.moc"
