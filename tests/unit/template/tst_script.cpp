// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/expression.h"
#include "template/script.h"
#include "template/scriptengine.h"
#include "template/templatescope.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;

/// What scripts can say, and what is refused before they run.
class TestScript : public QObject
{
    Q_OBJECT

private:
    const FakeClock m_clock;
    const QStringList m_keys = {u"requestTime"_s, u"traceId"_s, u"x-request-id"_s};
    const Command m_command{
        Match::Message({.topic = u"cmd/lab/reboot"_s,
                        .payload = R"({"level":3,"items":[{"id":1},{"id":2}],"op":{"name":"boot","deep":{"x":null}}})",
                        .qos = 1,
                        .retain = true,
                        .properties = {{u"x-id"_s, u"7"_s}, {u"x-id"_s, u"8"_s}}}),
        {{u"requestTime"_s, JsonText::whole(17)}, {u"traceId"_s, JsonText::string(u"a\"b")}}};
    ScriptEngine m_engine;

    TemplateScope scope()
    {
        TemplateScope scope(m_clock, 1);
        scope.clientId = u"dev-1"_s;
        scope.index = 4;
        scope.vars = JsonText(QJsonObject{{u"base"_s, 10}, {u"list"_s, QJsonArray{1, 2, 3}}, {u"site"_s, u"lab"_s}});
        scope.state = JsonText(QJsonObject{{u"fw"_s, u"1.0"_s}});
        scope.topics = {u"r/1"_s, u"c/1"_s, u"p/1"_s};
        scope.correlationKeys = m_keys;
        scope.command = &m_command;
        scope.scripts = &m_engine;
        return scope;
    }

    Result<QByteArray> valueOf(const QString &source)
    {
        TemplateScope here = scope();
        return Script::compile(source, m_keys)
            .and_then([&here](const Script &script) { return script.evaluate(here); })
            .map([](const JsonText &value) { return value.text().toByteArray(); });
    }

private slots:
    void values_data();
    void values()
    {
        QFETCH(QString, source);
        const auto value = valueOf(source);
        VERIFY_RESULT(value);
        QTEST(*value, "value");
    }

    void methods_data();
    void methods() { values(); }

    void patterns_data();
    void patterns() { values(); }

    void refuses_data();
    void refuses()
    {
        QFETCH(QString, source);
        QFETCH(QString, says);
        const auto script = Script::compile(source, m_keys);
        QVERIFY(!script);
        QCOMPARE(script.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(script.error().message.contains(says), qPrintable(script.error().message));
        QVERIFY2(script.error().message.startsWith(u"${"_s), qPrintable(script.error().message));
    }

    void failsWhileItRuns_data();
    void failsWhileItRuns()
    {
        QFETCH(QString, source);
        QFETCH(QString, says);
        const auto value = valueOf(source);
        QVERIFY2(!value, value ? value->constData() : "");
        QCOMPARE(value.error().code, ErrorCode::ScriptFailed);
        QVERIFY2(value.error().message.contains(says), qPrintable(value.error().message));
        QVERIFY2(value.error().message.startsWith(u"${"_s + source.left(50)), qPrintable(value.error().message));
    }

    void harmlessNamesAreAccepted_data();
    void harmlessNamesAreAccepted()
    {
        QFETCH(QString, source);
        VERIFY_RESULT(Script::compile(source, m_keys));
    }

    void theDevicesRandomValuesAreUsed()
    {
        TemplateScope one = scope();
        TemplateScope other = scope();
        const auto grammar = Expression::parse(u"randomInt(1, 1000000)"_s, {}).value();
        const Script script = Script::compile(u"[randomInt(1, 1000000)][0]"_s).value();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(script.evaluate(one).value(), other.evaluate(grammar));
        const Script pick = Script::compile(u"pick(...['a', 'b', 'c'])"_s).value();
        const auto pickOfGrammar = Expression::parse(u"pick('a', 'b', 'c')"_s, {}).value();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(pick.evaluate(one).value(), other.evaluate(pickOfGrammar));
        const Script math = Script::compile(u"Math.random() + 0"_s).value();
        const auto random = Expression::parse(u"random(0, 1)"_s, {}).value();
        QCOMPARE(math.evaluate(one)->toDouble(), other.evaluate(random).toDouble());
    }

    void countersAreTheDevices()
    {
        TemplateScope here = scope();
        const Script script = Script::compile(u"seq() + 0.5"_s).value();
        QCOMPARE(script.evaluate(here)->toDouble(), 1.5);
        QCOMPARE(here.evaluate(Expression::parse(u"seq()"_s, {}).value()).toWholeNumber(), 2);
        QCOMPARE(script.evaluate(here)->toDouble(), 3.5);
    }

    void withoutACommandItsPartsAreNull()
    {
        TemplateScope here = scope();
        here.command = nullptr;
        const Script script = Script::compile(u"[command.topic, command.json, traceId] + ''"_s, m_keys).value();
        QCOMPARE(script.evaluate(here)->toString(), u",,"_s);
    }

    void withoutAnEngineItSaysSo()
    {
        TemplateScope here = scope();
        here.scripts = nullptr;
        const auto value = Script::compile(u"1 + 1"_s)->evaluate(here);
        QVERIFY(!value);
        QCOMPARE(value.error().code, ErrorCode::Unsupported);
    }

    void anEmptyScriptIsNull()
    {
        TemplateScope here = scope();
        QVERIFY(Script().evaluate(here)->isNull());
        QCOMPARE(Script(), Script::compile(u"null"_s).value());
    }

    void knowsWhatItUses()
    {
        const Script script =
            Script::compile(u"command.json.a.b + command.json.a.c.trim() + vars.x + TraceId + now()"_s, m_keys).value();
        QStringList names;
        for (const ScriptName &name : script.names())
            names.append(name.name);
        QCOMPARE(names, (QStringList{u"command"_s, u"vars"_s, u"TraceId"_s, u"now"_s}));
        QCOMPARE(script.names().first().pathsOf(u"json"_s), (QList<QStringList>{{u"a"_s, u"b"_s}, {u"a"_s, u"c"_s}}));
        QVERIFY(script.names().first().pathsOf(u"payload"_s).isEmpty());
    }
};

void TestScript::values_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *source, const char *value) {
        QTest::newRow(source) << QString::fromUtf8(source) << QByteArray(value);
    };
    row("command.json.level * 2 + vars.base", "16");
    row("command.levels[1].toUpperCase()", "\"LAB\"");
    row("state.fw + '-rc'", "\"1.0-rc\"");
    row("command.json.level > 3", "false");
    row("command.json.level >= 3 && command.topic.startsWith('cmd/')", "true");
    row("clientId + '/' + index", "\"dev-1/4\"");
    row("topics.report + topics.command + topics.reply", "\"r/1c/1p/1\"");
    row("requestTime + 1", "18");
    row("RequestTime + 1", "18");
    row("traceId.length", "3");
    row("command.qos + command.retain", "2");
    row("command.properties['x-id'] + command.properties['none']", "\"7undefined\"");
    row("JSON.parse(command.payload).level", "3");
    row("command.json['level']", "3");
    row("command.json.items.map(item => item.id * 10)", "[10,20]");
    row("command.json.items.length", "2");
    row("Object.keys(command.json)", R"(["level","items","op"])");
    row("(c => c.json.op)(command)", R"({"name":"boot","deep":{"x":null}})");
    row("command.json.op.deep.x", "null");
    row("command.json.op.none", "null");
    row("command.json.none?.at.all ?? 'other'", "\"other\"");
    row("command.json.op.name + command.json.op.deep.x + command.json.op.name.length", "\"bootnull4\"");
    row("JSON.stringify([command.json.op, command.json.op.name])",
        R"("[{\"name\":\"boot\",\"deep\":{\"x\":null}},\"boot\"]")");
    row("vars.list.concat(vars.none)", "[1,2,3,null]");
    row("vars", R"({"base":10,"list":[1,2,3],"site":"lab"})");
    row("undefined", "null");
    row("[undefined, null, NaN, () => 1]", "[null,null,null,null]");
    row("({a: undefined, b: () => 1, c: 1})", "{\"c\":1}");
    row("1e20", "100000000000000000000");
    row("2 ** 60", "1152921504606846976");
    row("1e21", "1e+21");
    row("-0", "0");
    row("0.1 + 0.2", "0.30000000000000004");
    row("10 / 4", "2.5");
    row("true", "true");
    row("'a\\n\"' + \"\\u00e9\"", "\"a\\n\\\"\xc3\xa9\"");
    row("`${clientId}: ${vars.list.map(x => `<${x}>`).join('')}`", "\"dev-1: <1><2><3>\"");
    row("index /* the index */ + 1 // one more", "5");
    row("index\n + 1", "5");
    row("(() => { let sum = 0; for (const x of vars.list) sum += x; return sum; })()", "6");
    row("(function f(n) { return n < 2 ? 1 : n * f(n - 1); })(5)", "120");
    row("now() - now()", "0");
    row("uuid().length", "36");
    row("isoNow().slice(0, 4)", "\"2023\"");
    row("typeof seq() + typeof walk('a', 1, 2, 3) + typeof sine(1000, 1, 2)", "\"numbernumbernumber\"");
    row("random(3, 3) + randomInt(4, 4)", "7");
    row("new Date(0)", "\"1970-01-01T00:00:00.000Z\"");
    row("new Map([['a', 1]]).get('a')", "1");
    row("[...new Set([1, 1, 2])]", "[1,2]");
    row("parseInt('12px') + parseFloat('1.5') + Number('2')", "15.5");
    row("encodeURIComponent('a b')", "\"a%20b\"");
    row("typeof (() => { try { null.x } catch (e) { return e.message } })()", "\"string\"");
    row("this.x === undefined", "true");
}

void TestScript::methods_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *source, const char *value) {
        QTest::newRow(source) << QString::fromUtf8(source) << QByteArray(value);
    };
    row("[3, 1, 2].sort()", "[1,2,3]");
    row("[10, 9, 1].sort()", "[1,10,9]");
    row("[10, 9, 1, undefined].sort((a, b) => b - a)", "[10,9,1,null]");
    row("[['b', 1], ['a', 1], ['c', 0]].sort((x, y) => x[1] - y[1]).join('|')", "\"c,0|b,1|a,1\"");
    row("[1, [2, [3, [4]]]].flat(2)", "[1,2,3,[4]]");
    row("[1, 2].flatMap(x => [x, x * 10])", "[1,10,2,20]");
    row("[1, null, undefined, 'a'].join('-')", "\"1---a\"");
    row("[1].concat([2, [3]], 4)", "[1,2,[3],4]");
    row("[1, 2, 3].at(-1)", "3");
    row("[1, 2, 3, 4].filter(x => x % 2).reduce((a, b) => a + b)", "4");
    row("[1, 2, 3].includes(2) && [1].indexOf(2) === -1 && [1].some(x => x) && [0].every(x => !x)", "true");
    row("Array.from({length: 3}, (_, i) => i)", "[0,1,2]");
    row("Array.from('abc')", "[\"a\",\"b\",\"c\"]");
    row("new Array(3).fill(7)", "[7,7,7]");
    row("Array(1, 2)", "[1,2]");
    row("[1, 2, 3].reverse().slice(1).concat(Array.of(5))", "[2,1,5]");
    row("Array.isArray([]) && [] instanceof Array && [].constructor === Array", "true");
    row("Math.max(...[1, 5, 2])", "5");
    row("Math.max.apply(null, [1, 5, 2])", "5");
    row("(function (a, b) { return this.x + a + b; }).bind({x: 1}, 2)(3)", "6");
    row("Object.entries({a: 1}).concat(Object.values({b: 2}))", "[[\"a\",1],2]");
    row("Object.fromEntries([['a', 1], ['b', 2]])", R"({"a":1,"b":2})");
    row("Object.assign({a: 1}, {b: 2})", R"({"a":1,"b":2})");
    row("Object.hasOwn({a: 1}, 'a') && !Object.hasOwn({}, 'toString')", "true");
    row("'a,b,,c'.split(',')", R"(["a","b","","c"])");
    row("'abc'.split('')", R"(["a","b","c"])");
    row("'a,b,c'.split(',', 2)", R"(["a","b"])");
    row("'abc'.split()", R"(["abc"])");
    row("'abcabc'.replace('b', 'x')", "\"axcabc\"");
    row("'abcabc'.replaceAll('b', m => m.toUpperCase())", "\"aBcaBc\"");
    row("'ab'.replaceAll('', '-')", "\"-a-b-\"");
    row("'abc'.replace('b', '[$&$`$\\'$$]')", "\"a[bac$]c\"");
    row("'ab'.repeat(3) + '5'.padStart(3, '0') + 'x'.padEnd(3) + '|'", "\"ababab005x  |\"");
    row("' a '.trim() + ' b'.trimStart() + 'c '.trimEnd()", "\"abc\"");
    row("'abc'.substring(1, 2) + 'abc'.slice(-1) + 'abc'.charAt(0) + 'abc'[1]", "\"bcab\"");
    row("'abc'.indexOf('c') + 'abca'.lastIndexOf('a') + 'abc'.indexOf('a', 1)", "4");
    row("'abc'.includes('b') && 'abc'.startsWith('b', 1) && 'abc'.endsWith('c')", "true");
    row("'a'.concat('b', 1)", "\"ab1\"");
    row("'a'.charCodeAt(0) + 'a'.codePointAt(0) + String.fromCharCode(65)", "\"194A\"");
    row("[...'h\xc3\xa9'].length", "2");
    row("(255).toString(16) + (1.005).toFixed(1)", "\"ff1.0\"");
    row("JSON.stringify({a: [1, 'x', null], b: {}})", R"("{\"a\":[1,\"x\",null],\"b\":{}}")");
    row("JSON.stringify({a: 1, b: [2]}, null, 1)", R"("{\n \"a\": 1,\n \"b\": [\n  2\n ]\n}")");
    row("JSON.stringify({a: 1, b: 2}, ['b'])", R"("{\"b\":2}")");
    row("JSON.stringify({a: 1}, (k, v) => k === 'a' ? 5 : v)", R"("{\"a\":5}")");
    row("JSON.stringify({toJSON() { return 3; }})", "\"3\"");
    row("JSON.stringify(undefined) === undefined", "true");
    row("JSON.parse('{\"a\":[1]}').a[0]", "1");
}

void TestScript::patterns_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *source, const char *value) {
        QTest::newRow(source) << QString::fromUtf8(source) << QByteArray(value);
    };
    row("/b+/.test('abbc')", "true");
    row("/^cmd\\/(\\w+)\\/(\\w+)$/.exec(command.topic)", R"(["cmd/lab/reboot","lab","reboot"])");
    row("command.topic.match(/(?<site>l\\w+)/).groups.site", "\"lab\"");
    row("/x/.exec('abc')", "null");
    row("'a1b22'.match(/\\d+/g)", R"(["1","22"])");
    row("'abc'.match(/\\d/g)", "null");
    row("'a1b22'.matchAll(/[a-z](\\d+)/g).map(m => m[1])", R"(["1","22"])");
    row("'a1b22'.replace(/\\d/, '#')", "\"a#b22\"");
    row("'a1b22'.replace(/\\d/g, '#')", "\"a#b##\"");
    row("'john smith'.replace(/(\\w+) (\\w+)/, '$2, $1')", "\"smith, john\"");
    row("'x'.replace(/(?<l>x)/, '[$<l>$3$0]')", "\"[x$3$0]\"");
    row("'a-b'.replace(/[a-z]/g, c => c.toUpperCase())", "\"A-B\"");
    row("'a1b2'.split(/\\d/)", R"(["a","b",""])");
    row("'a1b2'.split(/(\\d)/)", R"(["a","1","b","2",""])");
    row("'abc'.split(/(?:)/)", R"(["a","b","c"])");
    row("'abc'.search(/c/)", "2");
    row("/A/i.test('a') + /^b/m.test('a\\nb') + /a.b/s.test('a\\nb')", "3");
    row("/a$/.test('a\\n')", "false");
    row("/[^]/.test('\\n') && !/[]/.test('a')", "true");
    row("/\\u0061\\x62/.test('ab') && /[[]/.test('[')", "true");
    row("RegExp('a+').source + new RegExp('b', 'g').flags", "\"a+g\"");
    row("String(/a\\/b/gi)", "\"/a\\\\/b/gi\"");
    row("(r => [r.exec('aXa').index, r.exec('aXa').index, r.lastIndex])(/a/g)", "[0,2,3]");
    row("(r => [r.test('ab'), r.test('ab')])(/a/y)", "[true,false]");
    row("10 / 2 / 5 + (4) / 2 + [6][0] / 3", "5");
    row("(x => /\\//.test(x) ? 1 : 2)('/')", "1");
    row("(() => { if (index) /a/g.exec('a'); return 1; })()", "1");
    row("/a/ instanceof RegExp", "true");
}

void TestScript::refuses_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *source, const char *says) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(says);
    };
    row("", "expected an expression");
    row("// only a comment", "expected an expression");
    row("1 +", "line 1, column 4: the expression is not complete");
    row("index\n *", "line 2, column 3: the expression is not complete");
    row("1 + * 2", "line 1, column 5");
    row("index\n + 3 4", "line 2, column 6: Unexpected token");
    row("1; 2", "line 1, column 2");
    row("comand.json.op + 1", "line 1, column 1: unknown name \"comand\"; did you mean \"command\"?");
    row("1 + clientid", "line 1, column 5: unknown name \"clientid\"; did you mean \"clientId\"?");
    row("[1].map(x => y)", "unknown name \"y\"");
    row("index ? indx : 3", "unknown name \"indx\"");
    row("({a: indx})", "unknown name \"indx\"");
    row("Math.max(1, rnd(2))", "unknown name \"rnd\"");
    row("`${indx}`", "unknown name \"indx\"");
    row("globalThis.x", "unknown name \"globalThis\"");
    row("Function('return 1')()", "unknown name \"Function\"");
    row("Qt.quit()", "unknown name \"Qt\"");
    row("console.log(1)", "unknown name \"console\"");
    row("setTimeout(() => 1)", "unknown name \"setTimeout\"");
    row("new XMLHttpRequest()", "unknown name \"XMLHttpRequest\"");
    row("new ArrayBuffer(1)", "unknown name \"ArrayBuffer\"");
    row("Symbol.iterator", "unknown name \"Symbol\"");
    row("new Proxy({}, {})", "unknown name \"Proxy\"");
    row("new Promise(() => 1)", "unknown name \"Promise\"");
    row("eval('1')", "\"eval\" cannot be used here");
    row("import('x')", "\"import\" cannot be used here");
    row("class A {}", "\"class\" cannot be used here");
    row("(function* () { })()", "\"function\" cannot be used here");
    row("({*g() { yield 1 }})", "\"yield\" cannot be used here");
    row("async () => 1", "\"async\" cannot be used here");
    row("(() => { debugger })()", "\"debugger\" cannot be used here");
    row("(() => { with (vars) {} })()", "\"with\" cannot be used here");
    row("x = 1", "unknown name \"x\"");
    row("(1", "column 1: \"(\" is not closed");
    row("1)", "column 2: did not expect \")\"");
    row("[1)", "did not expect \")\"");
    row("1 }) + (function () { return 2", "did not expect \"}\"");
    row("'abc", "the text is not closed");
    row("'a\nb'", "the text is not closed");
    row("`abc", "the template literal is not closed");
    row("`${1`", "the template literal is not closed");
    row("/abc", "the regular expression is not closed");
    row("/* abc", "the comment is not closed");
    row("index # 1", "did not expect \"#\"");
    row("\\u0069ndex", "did not expect \"\\\"");
    row("(() => { if (index) { } /a/.test('a'); })()", "expected brackets around");
    row("index + /(a/.test('')", "column 9: regular expression: missing closing parenthesis");
    row("/a/q", "invalid flags");
    row("Math.max(...[1], ...[2])", "expected one \"...\"");
    QTest::newRow("too long") << QString(Script::mostCharacters + 1, u'1') << u"longer than 4096 characters"_s;
    QTest::newRow("too deep") << QString(1500, u'[') + QString(1500, u']') << u"depth"_s;
}

void TestScript::failsWhileItRuns_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *source, const char *says) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(says);
    };
    row("command.json.none.at", ": line 1: TypeError: Cannot read property 'at' of undefined");
    row("[1,\n 2].map(x =>\n x.y.z)", ": line 3: TypeError");
    row("command.levels[9].trim()", ": line 1: TypeError");
    row("(() => { throw 'my own words' })()", "my own words");
    row("(() => { throw new Error('my own words') })()", "Error: my own words");
    row("0 / 0", "its value is NaN");
    row("1 / 0", "its value is Infinity");
    row("() => 1", "its value is a function");
    row("Math.max", "its value is a function");
    row("random(1)", ": line 1: TypeError: random() takes 2 arguments, found 1");
    row("random('a', index)", "argument 1 of random() must be a number");
    row("walk(clientId.repeat(30), 1, 2, 3)", "at most 100 characters");
    row("pick(...[])", "pick() takes 1 argument");
    row("RegExp('(')", "SyntaxError");
    row("RegExp('a', 'q')", "invalid flags");
    row("RegExp('(?R)')", "invalid group");
    row("RegExp('(*LIMIT_MATCH=9)a')", "invalid group");
    row("(() => { let x = 1; x(); })()", "is not a function");
    row("(o => { o.o = o; return o; })({})", "Maximum call stack size exceeded");
    row("undefined + vars.none.x", "Cannot read property 'x' of undefined");
}

void TestScript::harmlessNamesAreAccepted_data()
{
    QTest::addColumn<QString>("source");
    for (const char *source :
         {"[1].map(x => x)",
          "[1].map((x, i) => x + i)",
          "(({a, b: [c]}, ...d) => a + c + d)({}, 1)",
          "(() => { let a = 1, b = 2; const {c, d: e} = {}; var f; return a + b + c + e + f; })()",
          "(function g(h) { return g && h; })()",
          "(() => { try { } catch (error) { return error; } })()",
          "(() => { for (const x of vars.list) return x; for (let i = 0; i < 1; ++i) return i; })()",
          "({key: 1, other: 2}).key",
          "({method(x) { return x; }, get prop() { return 1; }})",
          "vars.anything.at.all",
          "vars?.anything",
          "({clientId: 1})",
          "typeof undefined",
          "(() => { outer: for (;;) break outer; })()",
          "new Date().getTime()",
          "isNaN(NaN) || Infinity",
          "index ? clientId : vars",
          "vars.class + vars.import",
          "({class: 1, with: 2})",
          "(a => `${a}`)(1)"}) {
        QTest::newRow(source) << QString::fromUtf8(source);
    }
}

STANDIN_TEST(TestScript)
#include "tst_script.moc"
