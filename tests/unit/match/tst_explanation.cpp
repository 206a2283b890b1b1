// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/explanation.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestExplanation : public QObject
{
    Q_OBJECT

private slots:
    void everyPartIsAsked_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QStringList>("checks"); // pointer expected found held
        const auto row = [](const char *name, const QByteArray &pattern, const QStringList &checks) {
            QTest::newRow(name) << pattern << checks;
        };
        row("nothing", "{}", {});
        row("topic", R"({"topic": "cmd/+/set"})", {u"/topic \"cmd/+/set\" \"cmd/lab/reboot\" false"_s});
        row("part of a topic", R"({"topicContains": "lab"})", {u"/topicContains \"lab\" \"cmd/lab/reboot\" true"_s});
        row("QoS and flags", R"({"qos": 2, "retain": false, "dup": true})",
            {u"/qos 2 1 false"_s, u"/retain false false true"_s, u"/dup true false false"_s});
        row("text", R"({"text": "boot"})",
            {u"/text \"boot\" \"{\\\"op\\\": \\\"reboot\\\", \\\"n\\\": 2.50, \\\"s\\\": \\\"42\\\", \\\"z\\\": null}\" true"_s});
        row("correlation", R"({"correlation": {"id": 7, "n": 2.5, "x/y": 1}})",
            {u"/correlation/id 7 \"7\" true"_s, u"/correlation/n 2.5 2.50 true"_s, u"/correlation/x~1y 1 - false"_s});
        row("value", R"({"payload": {"jsonPointer": "/n", "greaterThan": 2, "lessThan": 2.1}})",
            {u"/payload/greaterThan 2 2.50 true"_s, u"/payload/lessThan 2.1 2.50 false"_s});
        row("a text is no number", R"({"payload": {"jsonPointer": "/s", "equalTo": 42}})",
            {u"/payload/equalTo 42 \"42\" false"_s});
        row("a member that is null", R"({"payload": {"jsonPointer": "/z", "equalTo": 1}})",
            {u"/payload/equalTo 1 null false"_s});
        row("absent value", R"({"payload": {"jsonPointer": "/m", "equalTo": 1}})", {u"/payload/equalTo 1 - false"_s});
        row("all",
            R"({"payload": {"allOf": [{"jsonPointer": "/op", "equalTo": "x"}, {"topicLevel": 1, "equalTo": "lab"}]}})",
            {u"/payload/allOf/0/equalTo \"x\" \"reboot\" false"_s, u"/payload/allOf/1/equalTo \"lab\" \"lab\" true"_s});
        row("the nearest of any",
            R"({"payload": {"anyOf": [{"jsonPointer": "/op", "equalTo": "x"}, {"jsonPointer": "/n", "greaterThan": 1, "lessThan": 2}]}})",
            {u"/payload/anyOf/1/greaterThan 1 2.50 true"_s, u"/payload/anyOf/1/lessThan 2 2.50 false"_s});
        row("not", R"({"payload": {"not": {"jsonPointer": "/op", "equalTo": "reboot"}}})",
            {u"/payload/not {\"jsonPointer\":\"/op\",\"equalTo\":\"reboot\"} \"reboot\" false"_s});
    }

    void everyPartIsAsked()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QStringList, checks);
        const Message message({.topic = u"cmd/lab/reboot"_s,
                               .payload = R"({"op": "reboot", "n": 2.50, "s": "42", "z": null})",
                               .qos = 1,
                               .correlation = {{u"id"_s, u"7"_s}}});
        const auto compiled = Pattern::fromJson(JsonText::parse(pattern).value());
        QVERIFY(compiled);
        const Explanation explanation = Explanation::of(*compiled, message);
        QStringList found;
        bool allHeld = true;
        for (const Check &check : explanation.checks) {
            const QByteArray value = check.found.isUndefined() ? "-"_ba : check.found.toCompact();
            found.append(u"%1 %2 %3 %4"_s.arg(check.pointer, QString::fromUtf8(check.expected.toCompact()),
                                              QString::fromUtf8(value), check.held ? u"true"_s : u"false"_s));
            allHeld &= check.held;
        }
        QCOMPARE(found, checks);
        QCOMPARE(compiled->matches(message), allHeld);
        QCOMPARE(explanation.score() >= 1, allHeld);
    }

    void whatWasFoundIsShortened()
    {
        const Message message({.topic = u"t"_s, .payload = QByteArray(5000, 'x')});
        const auto pattern = Pattern::fromJson(JsonText::parse(R"({"payload": {"equalTo": "y"}})").value());
        QVERIFY(pattern);
        QCOMPARE(Explanation::of(*pattern, message).checks.first().found.toString().size(),
                 Explanation::longestFound + 1);
    }
};

STANDIN_TEST(TestExplanation)
#include "tst_explanation.moc"
