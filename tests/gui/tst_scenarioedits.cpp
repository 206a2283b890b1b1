// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenarioedits.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray editedFile = R"({
  "steps": [
    {"wait": 1.0},
    {"group": [{"wait": 2}]},
    {"wait": 3}
  ],
  "unknown": 1e5
}
)";

/// The values of the top array, in their order.
QByteArray stepsIn(const QByteArray &text)
{
    return ScenarioEdits::valueAt(text, u"/steps"_s).toCompact();
}

JsonText wait(int ms)
{
    return JsonText::parse("{\"wait\":" + QByteArray::number(ms) + '}').value();
}

} // namespace

class TestScenarioEdits : public QObject
{
    Q_OBJECT

private slots:
    void replaceLeavesTheRest();
    void insert_data();
    void insert();
    void insertMakesTheArray();
    void remove_data();
    void remove();
    void move_data();
    void move();
    void refuses_data();
    void refuses();
};

void TestScenarioEdits::replaceLeavesTheRest()
{
    const auto changed = ScenarioEdits::replaced(editedFile, u"/steps/2"_s, wait(9));
    VERIFY_RESULT(changed);
    QByteArray expected = editedFile;
    QCOMPARE(*changed, expected.replace(R"({"wait": 3})", R"({"wait":9})"));
}

void TestScenarioEdits::insert_data()
{
    QTest::addColumn<QString>("array");
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("first") << u"/steps"_s << 0 << R"([{"wait":9},{"wait":1.0},{"group":[{"wait":2}]},{"wait":3}])"_ba;
    QTest::newRow("between") << u"/steps"_s << 1 << R"([{"wait":1.0},{"wait":9},{"group":[{"wait":2}]},{"wait":3}])"_ba;
    QTest::newRow("last") << u"/steps"_s << 3 << R"([{"wait":1.0},{"group":[{"wait":2}]},{"wait":3},{"wait":9}])"_ba;
    QTest::newRow("inside") << u"/steps/1/group"_s << 1
                            << R"([{"wait":1.0},{"group":[{"wait":2},{"wait":9}]},{"wait":3}])"_ba;
}

void TestScenarioEdits::insert()
{
    QFETCH(const QString, array);
    QFETCH(const int, index);
    QFETCH(const QByteArray, expected);
    const auto changed = ScenarioEdits::inserted(editedFile, {array, index}, wait(9));
    VERIFY_RESULT(changed);
    QCOMPARE(stepsIn(*changed), expected);
    QVERIFY(changed->contains("\"unknown\": 1e5"));
}

void TestScenarioEdits::insertMakesTheArray()
{
    for (const QByteArray &text : {"{}"_ba, R"({"name":"x"})"_ba, R"({"setup":[]})"_ba}) {
        const auto changed = ScenarioEdits::inserted(text, {u"/setup"_s, 0}, wait(9));
        VERIFY_RESULT(changed);
        QCOMPARE(ScenarioEdits::valueAt(*changed, u"/setup"_s).toCompact(), R"([{"wait":9}])"_ba);
    }
}

void TestScenarioEdits::remove_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("first") << u"/steps/0"_s << R"([{"group":[{"wait":2}]},{"wait":3}])"_ba;
    QTest::newRow("between") << u"/steps/1"_s << R"([{"wait":1.0},{"wait":3}])"_ba;
    QTest::newRow("last") << u"/steps/2"_s << R"([{"wait":1.0},{"group":[{"wait":2}]}])"_ba;
    QTest::newRow("only one") << u"/steps/1/group/0"_s << R"([{"wait":1.0},{"group":[]},{"wait":3}])"_ba;
}

void TestScenarioEdits::remove()
{
    QFETCH(const QString, pointer);
    QFETCH(const QByteArray, expected);
    const auto changed = ScenarioEdits::removed(editedFile, pointer);
    VERIFY_RESULT(changed);
    QCOMPARE(stepsIn(*changed), expected);
}

void TestScenarioEdits::move_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("array");
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("down") << u"/steps/0"_s << u"/steps"_s << 3
                          << R"([{"group":[{"wait":2}]},{"wait":3},{"wait":1.0}])"_ba;
    QTest::newRow("up") << u"/steps/2"_s << u"/steps"_s << 0
                        << R"([{"wait":3},{"wait":1.0},{"group":[{"wait":2}]}])"_ba;
    QTest::newRow("into a group behind it")
        << u"/steps/0"_s << u"/steps/1/group"_s << 0 << R"([{"group":[{"wait":1.0},{"wait":2}]},{"wait":3}])"_ba;
    QTest::newRow("into a group before it")
        << u"/steps/2"_s << u"/steps/1/group"_s << 1 << R"([{"wait":1.0},{"group":[{"wait":2},{"wait":3}]}])"_ba;
    QTest::newRow("out of a group") << u"/steps/1/group/0"_s << u"/steps"_s << 0
                                    << R"([{"wait":2},{"wait":1.0},{"group":[]},{"wait":3}])"_ba;
    QTest::newRow("to where it is") << u"/steps/0"_s << u"/steps"_s << 0
                                    << R"([{"wait":1.0},{"group":[{"wait":2}]},{"wait":3}])"_ba;
}

void TestScenarioEdits::move()
{
    QFETCH(const QString, pointer);
    QFETCH(const QString, array);
    QFETCH(const int, index);
    QFETCH(const QByteArray, expected);
    const auto changed = ScenarioEdits::moved(editedFile, pointer, {array, index});
    VERIFY_RESULT(changed);
    QCOMPARE(stepsIn(*changed), expected);
}

void TestScenarioEdits::refuses_data()
{
    using Edit = std::function<Result<QByteArray>()>;
    QTest::addColumn<Edit>("edit");
    QTest::newRow("no such step") << Edit([] { return ScenarioEdits::replaced(editedFile, u"/steps/7"_s, wait(1)); });
    QTest::newRow("not JSON") << Edit([] { return ScenarioEdits::removed("{"_ba, u"/steps/0"_s); });
    QTest::newRow("behind the end") << Edit([] {
        return ScenarioEdits::inserted(editedFile, {u"/steps"_s, 5}, wait(1));
    });
    QTest::newRow("no array") << Edit([] { return ScenarioEdits::inserted(editedFile, {u"/unknown"_s, 0}, wait(1)); });
    QTest::newRow("into itself") << Edit([] {
        return ScenarioEdits::moved(editedFile, u"/steps/1"_s, {u"/steps/1/group"_s, 0});
    });
}

void TestScenarioEdits::refuses()
{
    QFETCH(const std::function<Result<QByteArray>()>, edit);
    QVERIFY(!edit());
}

STANDIN_TEST(TestScenarioEdits)
#include "tst_scenarioedits.moc"
