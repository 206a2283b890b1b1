// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "support/fakeclock.h"
#include "support/growth.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/scriptengine.h"
#include "template/template.h"
#include "template/templatescope.h"

#include <QElapsedTimer>
#include <QJsonObject>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestTemplate : public QObject
{
    Q_OBJECT

private:
    const Tests::FakeClock m_clock;
    const QStringList m_keys = {u"requestTime"_s, u"traceId"_s};
    const Command m_command{Match::Message({.topic = u"cmd/a"_s, .payload = R"({"op":{"level":3}})"}),
                            {{u"requestTime"_s, JsonText::whole(17)}, {u"traceId"_s, JsonText::string(u"a\"b")}}};

    TemplateScope scope() const
    {
        TemplateScope scope(m_clock, 1);
        scope.clientId = u"dev \"1\""_s;
        scope.index = 4;
        scope.vars = JsonText(QJsonObject{{u"site"_s, u"lab"_s}});
        scope.state = JsonText(QJsonObject{{u"fw"_s, u"1.0"_s}});
        scope.topics = {u"r"_s, u"c"_s, u"p"_s};
        scope.correlationKeys = m_keys;
        scope.command = &m_command;
        return scope;
    }

private slots:
    void renders_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("rendered");
        const auto row = [](const char *name, const char *text, const char *rendered) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(rendered);
        };
        row("no expression", "{ \"b\": 1,  \"a\": 2 }", "{ \"b\": 1,  \"a\": 2 }");
        row("empty", "", "");
        row("a number stays a number", "{\"t\":\"${requestTime}\"}", "{\"t\":17}");
        row("a string stays a string", "{\"t\":\"${traceId}\"}", "{\"t\":\"a\\\"b\"}");
        row("amid text", "{\"t\":\"at ${requestTime}!\"}", "{\"t\":\"at 17!\"}");
        row("amid text, escaped", "{\"t\":\"x${traceId}y\"}", "{\"t\":\"xa\\\"by\"}");
        row("two in a string", "{\"t\":\"${index}${index}\"}", "{\"t\":\"44\"}");
        row("outside of a string", "{\"t\":${requestTime},\"u\":[${traceId}]}", "{\"t\":17,\"u\":[\"a\\\"b\"]}");
        row("as a key", "{\"${clientId}\":1}", "{\"dev \\\"1\\\"\":1}");
        row("older spelling", "{\"t\":\"{requestTime}\",\"u\":\"<{traceId}>\"}", "{\"t\":17,\"u\":\"<a\\\"b>\"}");
        row("older spelling without quotes", "{\"t\":{requestTime}}", "{\"t\":17}");
        row("older case", "{\"t\":\"${TraceId}\",\"u\":\"{REQUESTTIME}\"}", "{\"t\":\"a\\\"b\",\"u\":17}");
        row("behind an escaped quote", "{\"t\":\"\\\"{requestTime}\"}", "{\"t\":\"\\\"17\"}");
        row("white space stays", "{\n  \"t\" : \"${requestTime}\"\n}", "{\n  \"t\" : 17\n}");
        row("plain text", "id=${clientId};t=${requestTime}", "id=dev \"1\";t=17");
        row("plain text with braces", "{id} ${index} {x", "{id} 4 {x");
        row("bare expression", "${clientId}", "dev \"1\"");
        row("a literal", "{\"t\":\"$${requestTime}\"}", "{\"t\":\"${requestTime}\"}");
        row("dollar signs", "{\"t\":\"$5 $ {x}\"}", "{\"t\":\"$5 $ {x}\"}");
        row("vars", "{\"t\":\"${vars.site}\",\"u\":\"${vars.none}\"}", "{\"t\":\"lab\",\"u\":null}");
        row("topics", "${topics.report}/x", "r/x");
        row("state", "{\"t\":\"${state.fw}\",\"u\":\"${state.none}\"}", "{\"t\":\"1.0\",\"u\":null}");
        row("command", "{\"t\":\"${command.json.op.level}\",\"u\":\"${command.topic}\"}", "{\"t\":3,\"u\":\"cmd/a\"}");
        row("whole command", "{\"t\":\"${command.json}\"}", "{\"t\":{\"op\":{\"level\":3}}}");
        row("now", "[\"${now()}\",\"${isoNow()}\"]", "[1700000000123,\"2023-11-14T22:13:20.123Z\"]");
        row("seq", "[\"${seq()}\",\"${seq()}\"]", "[1,2]");
        row("quoted arguments", "[\"${pick('x')}\",\"${pick(\\\"y\\\")}\"]", "[\"x\",\"y\"]");
        row("numbers as they were written", "[\"${pick(1.50)}\",\"${pick(1E2)}\"]", "[1.50,1E2]");
        row("a random number is none without a point", "[\"${random(3,3)}\"]", "[3.0]");
        row("a walk has three decimals", "[\"${walk('w',0,3,3)}\",\"x${walk('w',0,3,3)}\"]", "[3.000,\"x3.000\"]");
        row("a sine has three decimals", "[\"${sine(1000,5,5)}\"]", "[5.000]");
        row("a brace in an argument", "[\"${pick('}')}\"]", "[\"}\"]");
    }

    void renders()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, rendered);
        const auto compiled = Template::compile(text, m_keys);
        QVERIFY2(compiled.has_value(), compiled ? "" : qPrintable(compiled.error().message));
        TemplateScope here = scope();
        QCOMPARE(compiled->render(here).value(), rendered);
    }

    void rendersScripts_data();
    void rendersScripts()
    {
        ScriptEngine engine;
        QFETCH(QByteArray, text);
        const auto compiled = Template::compile(text, m_keys);
        VERIFY_RESULT(compiled);
        TemplateScope here = scope();
        here.scripts = &engine;
        const auto rendered = compiled->render(here);
        VERIFY_RESULT(rendered);
        QTEST(*rendered, "rendered");
    }

    void namesAndCallsNeedNoScript_data();
    void namesAndCallsNeedNoScript()
    {
        ScriptEngine engine;
        QFETCH(QByteArray, text);
        TemplateScope here = scope();
        here.scripts = &engine;
        const auto compiled = Template::compile(text, m_keys);
        VERIFY_RESULT(compiled);
        VERIFY_RESULT(compiled->render(here));
        QVERIFY(!engine.isStarted());
    }

    void refusesScripts_data();
    void refusesScripts()
    {
        QFETCH(QByteArray, text);
        const auto compiled = Template::compile(text, m_keys);
        QVERIFY(!compiled);
        QCOMPARE(compiled.error().code, ErrorCode::InvalidArgument);
        QFETCH(QString, says);
        QVERIFY2(compiled.error().message.contains(says), qPrintable(compiled.error().message));
    }

    void aScriptThatFailsIsAnError()
    {
        ScriptEngine engine;
        TemplateScope here = scope();
        here.scripts = &engine;
        const auto compiled = Template::compile(R"({"a":"${index}","b":"${command.json.none.x + 1}"})", m_keys);
        const auto rendered = compiled->render(here);
        QVERIFY(!rendered);
        QCOMPARE(rendered.error().code, ErrorCode::ScriptFailed);
        QCOMPARE(rendered.error().message,
                 u"${command.json.none.x + 1}: line 1: TypeError: Cannot read property 'x' of undefined"_s);
        QCOMPARE(Template::compile("a/${index + 1}", {})->renderName(here).value(), u"a/5"_s);
        here.scripts = nullptr;
        QCOMPARE(compiled->render(here).error().code, ErrorCode::Unsupported);
    }

    void aScriptsValueIsBounded()
    {
        ScriptEngine engine;
        TemplateScope here = scope();
        here.scripts = &engine;
        const auto compiled = Template::compile("${'x'.repeat(65000)}${'y'.repeat(index * 200)}", {});
        QCOMPARE(compiled->renderName(here).error().code, ErrorCode::TooLarge);
        QCOMPARE(compiled->render(here)->size(), 65'800);
    }

    void manyScriptsAreRefused()
    {
        QVERIFY(Template::compile(QByteArray("${index+1}").repeated(1000), {}));
        const auto compiled = Template::compile(QByteArray("${index+1}").repeated(1001), {});
        QVERIFY(!compiled);
        QCOMPARE(compiled.error().code, ErrorCode::LimitReached);
    }

    void aScriptNamesWhatItUses()
    {
        QStringList names;
        for (const Expression &name :
             Template::compile("${topics.report + clientId.length + seq() + requestTime + [1].map(x => x)}", m_keys)
                 ->names())
            names.append(name.path.join(u'.'));
        QCOMPARE(names, (QStringList{u"topics.report"_s, u"clientId"_s, u"requestTime"_s}));
    }

    void aScriptWithoutItsCorrelationKeyHasNoValue()
    {
        ScriptEngine engine;
        TemplateScope here = scope();
        here.scripts = &engine;
        const auto compiled = Template::compile("a/${seq() + requestTime}", m_keys);
        QCOMPARE(compiled->firstWithoutValue(here), QString());
        const Command other{Match::Message({.topic = u"cmd/a"_s}), {}};
        here.command = &other;
        QCOMPARE(compiled->firstWithoutValue(here), u"${seq() + requestTime}"_s);
        QVERIFY(!engine.isStarted());
    }

    void withoutACommandItsValuesAreNull()
    {
        TemplateScope here = scope();
        here.command = nullptr;
        const auto compiled = Template::compile("{\"t\":\"${requestTime}\",\"u\":\"<${traceId}>\"}", m_keys);
        QCOMPARE(compiled->render(here).value(), QByteArray("{\"t\":null,\"u\":\"<>\"}"));
    }

    /// MQTT has it as any other character.
    void keepsAByteOrderMark()
    {
        TemplateScope here = scope();
        const QString text = u"\uFEFFa/${index}"_s;
        QCOMPARE(Template::compile(text.toUtf8(), {})->renderName(here).value(), u"\uFEFFa/4"_s);
        QCOMPARE(renderNames(text, here), u"\uFEFFa/4"_s);
    }

    void rendersNamesOnly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rendered");
        const auto row = [](const char *name, const char *text, const char *rendered) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(rendered);
        };
        row("no expression", "a/b", "a/b");
        row("client id", "a/${clientId}", "a/dev \"1\"");
        row("index", "a/${index}/b", "a/4/b");
        row("topics", "${topics.report}/${topics.command}/${topics.reply}", "r/c/p");
        row("vars", "${vars.site}/x", "lab/x");
        row("vars that are not there", "${vars.floor}/x", "${vars.floor}/x");
        row("spaces inside", "${ vars.floor }/${ index }", "${ vars.floor }/4");
        row("call", "${index}/${uuid()}", "4/${uuid()}");
        row("correlation key", "${requestTime}/${index}", "${requestTime}/4");
        row("older spelling of a key", "{requestTime}/${index}", "{requestTime}/4");
        row("command", "${command.topic}/${index}", "${command.topic}/4");
        row("escaped", "$${index}", "${index}");
        row("a script", "${index + 1}/${index}", "${index + 1}/4");
        row("state", "${state.fw}/${index}", "${state.fw}/4");
        row("wrong name", "${oops}/${index}", "${oops}/${index}");
        row("not closed", "${index", "${index");
        row("JSON", R"({"a":"${index}","b":"${seq()}","c":"x${clientId}"})",
            "{\"a\":4,\"b\":\"${seq()}\",\"c\":\"xdev \\\"1\\\"\"}");
    }

    void rendersNamesOnly()
    {
        QFETCH(QString, text);
        QFETCH(QString, rendered);
        TemplateScope now = scope();
        QCOMPARE(renderNames(text, now), rendered);
    }

    void partly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QByteArray>("rendered"); // the rest, by another scope
        QTest::newRow("name of an object") << QByteArray("${row.op}") << QByteArray("reboot") << QByteArray("reboot");
        QTest::newRow("type in JSON") << QByteArray(R"({"n": "${row.n}", "t": "n=${row.n}"})")
                                      << QByteArray(R"({"n": 5.0, "t": "n=5.0"})")
                                      << QByteArray(R"({"n": 5.0, "t": "n=5.0"})");
        QTest::newRow("others stay") << QByteArray(R"(["${row.n}","${clientId}", "${index + 1}", "${vars.none}"])")
                                     << QByteArray(R"([5.0,"${clientId}", "${index + 1}", "${vars.none}"])")
                                     << QByteArray(R"([5.0,"other", 5, null])");
        QTest::newRow("escapes stay") << QByteArray("$${row.n} ${row.n}") << QByteArray("$${row.n} 5.0")
                                      << QByteArray("${row.n} 5.0");
        QTest::newRow("expression in a value")
            << QByteArray("<${row.evil}>") << QByteArray("<$${clientId}>") << QByteArray("<${clientId}>");
        QTest::newRow("dollar before an expression")
            << QByteArray("${row.dollar}${index}") << QByteArray("${pick('$')}${index}") << QByteArray("$4");
        QTest::newRow("dollar before a brace")
            << QByteArray("${row.dollar}{x}") << QByteArray("$${x}") << QByteArray("${x}");
    }

    void partly()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, rest);
        QFETCH(QByteArray, rendered);
        TemplateScope here = scope();
        here.objects.insert(u"row"_s,
                            JsonText::parse(R"({"op":"reboot","n":5.0,"evil":"${clientId}","dollar":"$"})").value());
        const auto compiled = Template::compile(text, {{}, {u"row"_s}});
        VERIFY_RESULT(compiled);
        QCOMPARE(compiled->renderPartly(here, {u"row"_s, u"vars"_s}).value(), rest);
        TemplateScope other = scope();
        other.clientId = u"other"_s;
        ScriptEngine scripts;
        other.scripts = &scripts;
        QCOMPARE(Template::compile(rest, {})->render(other).value(), rendered);
    }

    void namesOfObjects()
    {
        TemplateScope here = scope();
        here.objects.insert(u"row"_s, JsonText::parse(R"({"n":5,"list":[1,2]})").value());
        ScriptEngine scripts;
        here.scripts = &scripts;
        const TemplateNames names({}, {u"row"_s});
        QCOMPARE(Template::compile("${row.n}/${row.list.1}/${row.n * 2}/${row.none}", names)->render(here).value(),
                 QByteArray("5/2/10/"));
        QVERIFY(!Template::compile("${row.n}", {}));
        QVERIFY(!Template::compile("${row.n + 1}", {}));
        const QString message = Template::compile("${rwo.n}", names).error().message;
        QVERIFY2(message.contains(u"did you mean \"row\"?"), qPrintable(message));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("unknown name in JSON") << QByteArray("{\"t\":\"${oops}\"}");
        QTest::newRow("unknown name in text") << QByteArray("t=${oops}");
        QTest::newRow("no closing brace") << QByteArray("{\"t\":\"${now()\"}");
        QTest::newRow("empty") << QByteArray("{\"t\":\"${}\"}");
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto compiled = Template::compile(text, m_keys);
        QVERIFY(!compiled);
        QVERIFY(compiled.error().code == ErrorCode::InvalidArgument);
    }

    void randomValuesCanBeRepeated()
    {
        const auto compiled = Template::compile(
            R"({"u":"${uuid()}","r":"${random(1,2)}","i":"${randomInt(1,6)}","w":"${walk('w',1,0,10)}","s":"${sine(1000,0,1)}"})",
            m_keys);
        TemplateScope one(m_clock, 7);
        TemplateScope same(m_clock, 7);
        TemplateScope other(m_clock, 8);
        const QByteArray rendered = compiled->render(one).value();
        QCOMPARE(compiled->render(same).value(), rendered);
        QVERIFY(compiled->render(other).value() != rendered);
        QVERIFY(compiled->render(one).value() != rendered);
        QVERIFY(Json::parse(rendered).has_value());
    }

    void variablesKeepTheirText()
    {
        TemplateScope here = scope();
        here.vars =
            JsonText::parse(R"({"serial": 18446744073709551615, "t": 20.0, "o": { "b": 1e2, "a": 0 }})").value();
        const auto compiled = Template::compile(R"({"s":"${vars.serial}","t":"${vars.t} C","o":"${vars.o}"})", m_keys);
        QCOMPARE(compiled->render(here).value(), R"({"s":18446744073709551615,"t":"20.0 C","o":{"b":1e2,"a":0}})"_ba);
        QCOMPARE(renderText(u"a/${vars.serial}"_s, here).value(), u"a/18446744073709551615"_s);
    }

    void aWalkStaysInsideAndTakesSmallSteps()
    {
        const auto compiled = Template::compile("${walk('w',0.5,10,12)}", m_keys);
        TemplateScope here(m_clock, 3);
        double last = compiled->render(here).value().toDouble();
        for (int i = 0; i < 500; ++i) {
            const double next = compiled->render(here).value().toDouble();
            QVERIFY(next >= 10 && next <= 12);
            QVERIFY(std::abs(next - last) <= 0.501);
            last = next;
        }
    }

    void compilingIsLinear_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("repeated");
        QTest::addColumn<QByteArray>("end");
        const auto row = [](const char *name, const QByteArray &begin, const QByteArray &repeated,
                            const QByteArray &end) { QTest::newRow(name) << begin << repeated << end; };
        row("only braces", "", "{", "");
        row("braces in a string", "[\"", "{", "}\"]");
        row("braces with an end", "", QByteArray(90, '{') + '}', "");
        row("expressions that are strings", "[", "\"${seq()}\",", "1]");
        row("expressions in text", "", "${seq()}", "");
        row("openings without an end", "[", "\"${\",", "1]");
        row("openings with a quote", "[", "\"${'\",", "1]");
        row("escapes", "", "$${", "");
        row("quotes", "", "\"", "");
        row("white space behind an expression", "[\"${seq()}\"", " ", "]");
    }

    /// Also with a correlation key that is as long as the text.
    void compilingIsLinear()
    {
        QFETCH(QByteArray, begin);
        QFETCH(QByteArray, repeated);
        QFETCH(QByteArray, end);
        const double growth = Tests::growth(40'000, [&](qsizetype size) {
            const QByteArray text = begin + repeated.repeated(size / repeated.size()) + end;
            static_cast<void>(Template::compile(text, QStringList{QString(size, u'k'), u"requestTime"_s}));
        });
        QVERIFY2(growth < Tests::mostLinearGrowth, qPrintable(QString::number(growth)));
    }

    void theCommandIsParsedOnceForAllExpressions()
    {
        constexpr int expressions = 400;
        const QByteArray payload = "{\"list\":[" + QByteArray("{\"a\":[1,2,3]},").repeated(30'000) + "0],\"op\":7}";
        const Template compiled =
            Template::compile('[' + QByteArray("\"${command.json.op}\",").repeated(expressions) + "0]", m_keys).value();

        QElapsedTimer timer;
        timer.start();
        QVERIFY(Match::Message({.payload = payload}).written().isObject());
        const qint64 oneParsing = timer.nsecsElapsed();

        const Command command{Match::Message({.payload = payload}), {}};
        TemplateScope here = scope();
        here.command = &command;
        timer.restart();
        QCOMPARE(compiled.render(here).value(), '[' + QByteArray("7,").repeated(expressions) + "0]");
        const qint64 rendering = timer.nsecsElapsed();
        QVERIFY2(rendering < oneParsing * expressions / 10,
                 qPrintable(u"one parsing %1 ns, rendering %2 ns"_s.arg(oneParsing).arg(rendering)));
    }

    /// As many expressions as there are values.
    void renderingIsLinear_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::newRow("variables") << u"${vars.k#}"_s;
        QTest::newRow("variables that are not there") << u"${vars.x#}"_s;
        QTest::newRow("variables inside") << u"${vars.list.#.a}"_s;
        QTest::newRow("of the command") << u"${command.json.k#}"_s;
        QTest::newRow("elements of the command") << u"${command.json.list.#.a}"_s;
        QTest::newRow("properties") << u"${command.properties.k#}"_s;
        QTest::newRow("walks") << u"${walk('w#',1,2,3)}"_s;
    }

    void renderingIsLinear()
    {
        QFETCH(QString, expression);
        const double growth = Tests::growth(1000, [&](qsizetype size) {
            QByteArray members;
            Match::NamedTexts properties;
            QByteArray text;
            for (qsizetype i = 0; i < size; ++i) {
                members += "\"k" + QByteArray::number(i) + "\":0,";
                properties.append({u"k%1"_s.arg(i), u"0"_s});
                text += QString(expression).replace(u'#', QString::number(i)).toUtf8();
            }
            const QByteArray json = '{' + members + "\"list\":[" + QByteArray("{\"a\":0},").repeated(size) + "0]}";
            const Command command{Match::Message({.payload = json, .properties = properties}), {}};
            TemplateScope here = scope();
            here.vars = JsonText::parse(json).value();
            here.command = &command;
            QVERIFY(Template::compile(text, {})->render(here));
        });
        QVERIFY2(growth < Tests::mostLinearGrowth, qPrintable(QString::number(growth)));
    }

    void aBoundHoldsWhileItIsRendered()
    {
        TemplateScope here = scope();
        here.vars = JsonText(QJsonObject{{u"a"_s, QString(1'000'000, u'x')}});
        const auto compiled = Template::compile(QByteArray("${vars.a}").repeated(90'000), m_keys);
        const auto rendered = compiled->render(here); // would be 90 GB
        QVERIFY(!rendered);
        QCOMPARE(rendered.error().code, ErrorCode::TooLarge);
        QVERIFY(!compiled->renderName(here));
        QVERIFY(compiled->renderNames(here).size() < 2'000'000);
        here.vars = JsonText(QJsonObject{{u"a"_s, QString(65'535, u'x')}});
        QCOMPARE(renderText(u"${vars.a}"_s, here)->size(), 65'535);
        QVERIFY(!renderText(u"${vars.a}/"_s, here));
    }

    void refusesTooManyExpressions()
    {
        const auto compiled = Template::compile(QByteArray("${seq()}").repeated(100'001), m_keys);
        QVERIFY(!compiled);
        QCOMPARE(compiled.error().code, ErrorCode::LimitReached);
    }

    void memoryOfExpressionsIsCounted_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("expressions");
        QTest::newRow("none") << "[{},{\"a\":{ }}]"_ba << 0;
        QTest::newRow("two") << "${seq()} ${index}"_ba << 2;
        QTest::newRow("older spelling") << "{requestTime}"_ba << 1;
        QTest::newRow("at the end") << "${"_ba << 1;
    }

    void memoryOfExpressionsIsCounted()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, expressions);
        const qsizetype ofOne = Template::memoryOf("${a}") - 4;
        QVERIFY(ofOne > 100);
        QCOMPARE(Template::memoryOf(text), text.size() + expressions * ofOne);
    }

    void topicsAreRenderedAsText()
    {
        TemplateScope here = scope();
        QCOMPARE(renderText(u"a/${index}/b"_s, here).value(), u"a/4/b"_s);
        QCOMPARE(renderText(u"a/{site}/b"_s, here).value(), u"a/{site}/b"_s);
        QVERIFY(!renderText(u"a/${oops}"_s, here));
    }
};

void TestTemplate::rendersScripts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rendered");
    const auto row = [](const char *name, const char *text, const char *rendered) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(rendered);
    };
    row("a number stays a number", R"({"t":"${command.json.op.level * 2}"})", R"({"t":6})");
    row("a string", R"({"t":"${clientId.toUpperCase()}"})", R"({"t":"DEV \"1\""})");
    row("an object", R"({"t":"${({a: index})}"})", R"({"t":{"a":4}})");
    row("amid text", R"({"t":"at ${requestTime + 1}!"})", R"({"t":"at 18!"})");
    row("amid text, escaped", R"({"t":"x${traceId + '\"'}y"})", R"({"t":"xa\"b\"y"})");
    row("outside of a string", R"({"t":${index + 1},"u":[${[1, "a"]}]})", R"({"t":5,"u":[[1,"a"]]})");
    row("null in JSON", R"({"t":"${undefined}","u":"<${null}>"})", R"({"t":null,"u":"<>"})");
    row("plain text", "t=${index + 1};${[1,2].join(' ')}", "t=5;1 2");
    row("an object in plain text", "${JSON.stringify({a: 1})} ${({b: 2})}", R"({"a":1} {"b":2})");
    row("braces", R"({"t":"${[1].map(x => { return {a: x}; })[0].a}"})", R"({"t":1})");
    row("a brace in a text", R"({"t":"${'}' + '{'}"})", R"({"t":"}{"})");
    row("escaped quotes of JSON", R"({"t":"${[\"a\", 'b\\'c'].join(\"-\")}"})", R"({"t":"a-b'c"})");
    row("a line break of JSON", R"({"t":"${index // four\n + 1}"})", R"({"t":5})");
    row("an escape of JSON", R"({"t":"${'\u0041' + '\u007d'}"})", R"({"t":"A}"})");
    row("a template literal", R"({"t":"${`<${index}>`}"})", R"({"t":"<4>"})");
    row("a regular expression with a brace", R"({"t":"${'a}b'.replace(/}/, '-')}"})", R"({"t":"a-b"})");
    row("other characters", "{\"t\":\"${'\xc3\xa4}\xf0\x9f\x98\x80'.length + 'x'}\"}", R"({"t":"4x"})");
    row("a key", R"({"${'k' + index}":1})", R"({"k4":1})");
    row("two in a string", R"({"t":"${index+1}${index+2}"})", R"({"t":"56"})");
    row("beside a name", R"({"t":"${index}","u":"${index * 2}"})", R"({"t":4,"u":8})");
    row("state", "${state.fw + '-rc'}", "1.0-rc");
    row("length", "${clientId.length} ${command.topic.length} ${command.json.op.length}", "7 5 ");
    row("a literal", "${true} ${1.50} ${'a'}", "true 1.5 a");
    row("an escaped one", "$${index + 1}", "${index + 1}");
    row("a minus", "${index - 1} ${index-1}", "3 3");
    row("a method with a literal", "${clientId.slice(0, 3)}", "dev");
    row("a function with a name", "${random(index, index)}", "4");
    row("a global", "${Math.PI > 3} ${parseInt('7x')}", "true 7");
}

void TestTemplate::namesAndCallsNeedNoScript_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"${index} ${clientId}", "${now()} ${walk('a',1,2,3)} ${pick('a', 2)}", "{requestTime}",
                             "${command.json.op.level} ${command.qos} ${command.retain}",
                             "${state.fw} ${vars.site.length}", "${command.levels.0} ${topics.report}"})
        QTest::newRow(text) << QByteArray(text);
}

void TestTemplate::refusesScripts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *text, const char *says) {
        QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(says);
    };
    // Names and calls that are misspelt are no scripts.
    row("${comand.json.op}", "did you mean \"command\"?");
    row("${clientid}", "did you mean \"clientId\"?");
    row("${clientId.x}", "clientId has no parts");
    row("${later()}", "there is no function later()");
    row("${random(1)}", "takes 2 arguments");
    row("${command.level}", "expected command.topic");
    row("${}", "expected a name");
    row("${ }", "expected a name");
    // Scripts
    row("${index +}", "line 1, column 8: the expression is not complete");
    row("${index + + ,}", "line 1, column 11");
    row("${indx + 1}", "unknown name \"indx\"; did you mean \"index\"?");
    row("${clientid.length}", "unknown name \"clientid\"");
    row("${clientid.toUpperCase()}", "unknown name \"clientid\"");
    row("${request-id}", "unknown name \"request\"");
    row("${[1}", "line 1, column 1: \"[\" is not closed");
    row("${[1", "closing brace");
    row("${'a}", "closing brace");
    row("{\"t\":\"${index + }\"}", "line");
    row("${class {}}", "\"class\" cannot be used here");
}

STANDIN_TEST(TestTemplate)
#include "tst_template.moc"
