// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "support/processortime.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/script.h"
#include "template/scriptengine.h"
#include "template/templatescope.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>

#include <atomic>
#include <thread>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;

namespace {

/// The highest resident memory of this process since resetPeak(), in MiB.
qint64 peakMiB()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.simplified().split(' ').value(1).toLongLong() / 1024;
    }
    return -1;
}

/// 250 ms, and the instruction during which they end.
constexpr double mostSeconds = 1;

bool resetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    return file.open(QIODevice::WriteOnly) && file.write("5") == 1;
}

Result<JsonText> run(const QString &source, TemplateScope &scope)
{
    return Script::compile(source, scope.correlationKeys).and_then([&scope](const Script &script) {
        return script.evaluate(scope);
    });
}

} // namespace

/// Bounds of time and memory, and that scripts do not see each other.
class TestScriptEngine : public QObject
{
    Q_OBJECT

private:
    const FakeClock m_clock;

    TemplateScope scopeWith(ScriptEngine &engine) const
    {
        TemplateScope scope(m_clock, 1);
        scope.clientId = u"dev"_s;
        scope.scripts = &engine;
        return scope;
    }

private slots:
    void startsWithTheFirstScript()
    {
        ScriptEngine engine;
        TemplateScope scope = scopeWith(engine);
        QVERIFY(!engine.isStarted());
        QCOMPARE(run(u"1 + 1"_s, scope)->text(), "2");
        QVERIFY(engine.isStarted());
    }

    void everyScriptEnds_data();
    void everyScriptEnds()
    {
        QFETCH(QString, source);
        ScriptEngine engine;
        TemplateScope scope = scopeWith(engine);
        VERIFY_RESULT(run(u"1 + 1"_s, scope)); // the engine is there
        QVERIFY(resetPeak());
        const qint64 before = peakMiB();
        QVERIFY(before > 0);
        const double begin = Tests::processorSeconds();
        const auto value = run(source, scope);
        const double took = Tests::processorSeconds() - begin;
        const qint64 grown = peakMiB() - before;
        qInfo("%.0f ms, %lld MiB: %s", 1000 * took, grown,
              value ? "a value" : qPrintable(value.error().message.right(90)));
        QVERIFY2(!value, "it had a value");
        QCOMPARE(value.error().code, ErrorCode::ScriptFailed);
        QVERIFY2(took < mostSeconds, qPrintable(QString::number(took)));
        QVERIFY2(grown < 256, qPrintable(QString::number(grown)));
        QCOMPARE(run(u"6 * 7"_s, scope)->text(), "42");
    }

    void boundedCallsEnd_data();
    /// They have a value or not, but take little time and memory.
    void boundedCallsEnd()
    {
        QFETCH(QString, source);
        ScriptEngine engine;
        TemplateScope scope = scopeWith(engine);
        VERIFY_RESULT(run(u"1 + 1"_s, scope));
        QVERIFY(resetPeak());
        const qint64 before = peakMiB();
        const double begin = Tests::processorSeconds();
        const auto value = run(source, scope);
        const double took = Tests::processorSeconds() - begin;
        qInfo("%.0f ms, %lld MiB: %s", 1000 * took, peakMiB() - before,
              value ? value->text().toByteArray().left(60).constData() : qPrintable(value.error().message.right(90)));
        QVERIFY2(took < mostSeconds, qPrintable(QString::number(took)));
        QVERIFY(peakMiB() - before < 256);
        QCOMPARE(run(u"6 * 7"_s, scope)->text(), "42");
    }

    void scriptsDoNotSeeEachOther_data();
    void scriptsDoNotSeeEachOther()
    {
        QFETCH(QString, attempt);
        QFETCH(QString, probe);
        ScriptEngine engine;
        TemplateScope one = scopeWith(engine);
        TemplateScope other = scopeWith(engine);
        one.vars = other.vars = JsonText(QJsonObject{{u"a"_s, QJsonObject{{u"b"_s, 1}}}});
        const Command command{Match::Message({.topic = u"a/b"_s, .payload = R"({"a":{"b":1}})"}), {}};
        one.command = other.command = &command;
        const auto before = run(probe, other);
        VERIFY_RESULT(before);
        static_cast<void>(run(attempt, one)); // it may fail
        const auto after = run(probe, other);
        VERIFY_RESULT(after);
        QCOMPARE(after->text(), before->text());
    }

    void nothingElseIsInReach_data();
    void nothingElseIsInReach()
    {
        QFETCH(QString, source);
        ScriptEngine engine;
        TemplateScope scope = scopeWith(engine);
        const auto value = run(source, scope);
        VERIFY_RESULT(value);
        QCOMPARE(value->text(), "\"undefined\"");
    }

    void knownGlobalsExist()
    {
        ScriptEngine engine;
        TemplateScope scope = scopeWith(engine);
        for (const QString &name : Script::globals()) {
            if (name != u"undefined")
                QVERIFY2(run(u"typeof "_s + name, scope)->toString() != u"undefined", qPrintable(name));
        }
    }

    void manyDifferentScriptsAreForgotten()
    {
        ScriptEngine engine;
        TemplateScope scope = scopeWith(engine);
        for (int i = 0; i < 1200; ++i)
            QCOMPARE(run(u"%1 + 1"_s.arg(i), scope)->toDouble(), i + 1.0);
    }

    void memoryStaysFlat()
    {
        ScriptEngine engine;
        TemplateScope scope = scopeWith(engine);
        const Script script = Script::compile(u"'x'.repeat(1000000).length + [1,2,3].map(x => [x]).length"_s).value();
        for (int i = 0; i < 100; ++i)
            VERIFY_RESULT(script.evaluate(scope));
        QVERIFY(resetPeak());
        const qint64 before = peakMiB();
        for (int i = 0; i < 2000; ++i)
            VERIFY_RESULT(script.evaluate(scope));
        QVERIFY2(peakMiB() - before < 100, qPrintable(QString::number(peakMiB() - before)));
    }

    void enginesInSeveralThreads()
    {
        std::atomic<int> right = 0;
        std::atomic<int> ended = 0;
        const Script shared = Script::compile(u"[clientId, command.json.a.map(x => x + index)]"_s).value();
        const auto work = [&](int number) {
            ScriptEngine engine;
            TemplateScope scope(m_clock, 1);
            scope.clientId = QString::number(number);
            scope.index = number;
            scope.scripts = &engine;
            const Command command{Match::Message({.payload = "{\"a\":[1,2]}"}), {}};
            scope.command = &command;
            const QByteArray expected = "[\"" + QByteArray::number(number) + "\",[" + QByteArray::number(number + 1) +
                                        ',' + QByteArray::number(number + 2) + "]]";
            for (int i = 0; i < 300; ++i) {
                const auto value = shared.evaluate(scope);
                right += value && value->text() == expected;
                if (i % 150 == number)
                    ended += !run(u"(() => { for (;;) {} })()"_s, scope);
                const auto own = run(u"index * %1"_s.arg(i), scope);
                right += own && own->toDouble() == double(i) * number;
            }
        };
        std::vector<std::thread> threads;
        for (int number = 0; number < 4; ++number)
            threads.emplace_back(work, number);
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(right.load(), 4 * 600);
        QCOMPARE(ended.load(), 4 * 2);
    }

    void aScriptedValueTakesLittleTime()
    {
        ScriptEngine engine;
        TemplateScope scope = scopeWith(engine);
        const Command command{
            Match::Message({.topic = u"cmd/lab/reboot"_s,
                            .payload = R"({"level":3,"requestTime":1700000000123,"op":"reboot","items":[1,2,3]})"}),
            {}};
        scope.command = &command;
        scope.vars = JsonText(QJsonObject{{u"base"_s, 10}});
        const Script script =
            Script::compile(u"command.json.level * 2 + vars.base + command.levels[1].toUpperCase()"_s).value();
        constexpr int runs = 5000;
        QCOMPARE(script.evaluate(scope)->toString(), u"16LAB"_s);
        QElapsedTimer time;
        time.start();
        for (int i = 0; i < runs; ++i)
            static_cast<void>(script.evaluate(scope));
        const double micros = static_cast<double>(time.nsecsElapsed()) / 1000 / runs;
        qInfo("%.1f us for a script", micros);
        QVERIFY2(micros < 500, "far more than the few microseconds of a quiet machine");
    }
};

void TestScriptEngine::everyScriptEnds_data()
{
    QTest::addColumn<QString>("source");
    const auto row = [](const char *source) { QTest::newRow(source) << QString::fromUtf8(source); };
    // Time
    row("(() => { for (;;) {} })()");
    row("(() => { while (true) { try { while (true) {} } catch (e) {} finally { continue; } } })()");
    row("(() => { const f = () => { for (;;) {} }; return [1].map(f); })()");
    row("[1].map(function f() { return f(); })");
    row("(() => { const a = [3, 1, 2]; a.sort(() => { for (;;) {} }); })()");
    row("({toJSON() { for (;;) {} }})");
    row("({toString() { for (;;) {} }}) + ''");
    row("(() => { throw Object.assign(new Error('x'), {toString() { for (;;) {} }}); })()");
    row("'x'.replace('x', () => { for (;;) {} })");
    row("({get a() { for (;;) {} }})");
    row("(() => { let a = 'ab'.repeat(500000); for (;;) a.indexOf('b'.repeat(50)); })()");
    row("(() => { const a = []; a.length = 10000; for (;;) a.indexOf(1); })()");
    row("(function f(n) { for (let i = 0; i < 2; ++i) f(n + 1); })(0)");
    // Recursion
    row("(function f(n) { return f(n + 1) + 1; })(0)");
    row("(() => { const f = () => [1].map(f); return f(); })()");
    row("(() => { let f = () => 1; for (let i = 0; i < 30000; ++i) f = f.bind(null); return f(); })()");
    row("(() => { let a = []; for (let i = 0; i < 100000; ++i) a = [a]; return a; })()");
    row("(() => { let a = []; for (let i = 0; i < 100000; ++i) a = [a]; return JSON.stringify(a); })()");
    row("(() => { let a = []; for (let i = 0; i < 100000; ++i) a = [a]; return a + ''; })()");
    row("(() => { let a = []; for (let i = 0; i < 100000; ++i) a = [a]; return a.flat(Infinity); })()");
    row("(() => { const a = []; a.push(a); return a.join(); })()");
    row("({toJSON() { return {a: this}; }})");
    row("JSON.stringify({}, (key, value) => ({a: 1}))");
    row("(() => { const o = {toString() { return o + ''; }}; return '' + o; })()");
    row("(function f(...a) { return f(...a, 1) + 1; })(1)");
    row("(() => { const a = Array(10000).fill(1); const f = (n, ...r) => f(n + 1, ...a) + 1; return f(0); })()");
    row("(() => { const a = Array(10000).fill(1); const f = n => f.apply(null, a) + Math.max(...a); return f(0); })()");
    // Memory
    row("(() => { let a = 'x'; for (;;) a += a; })()");
    row("(() => { let a = 'x'; for (;;) a = `${a}${a}`; })()");
    row("(() => { let a = 'x'; for (;;) a = a.concat(a); })()");
    row("(() => { let a = 'x'; for (;;) a = [a, a].join(''); })()");
    row("(() => { let a = 'x'; for (;;) a = a.replace(/x/g, 'xx'); })()");
    row("(() => { const a = []; for (;;) a.push({}); })()");
    row("(() => { const a = []; for (;;) a[a.length] = {}; })()");
    row("(() => { let a = [1]; for (;;) a = [...a, ...a]; })()");
    row("(() => { let a = [1]; for (;;) a = a.concat(a); })()");
    row("(() => { let a = [1]; for (;;) a = a.flatMap(x => [x, x]); })()");
    row("(() => { const o = {}; for (let i = 0; ; ++i) o['k' + i] = i; })()");
    row("(() => { const m = new Map(); for (let i = 0; ; ++i) m.set(i, {}); })()");
    row("(() => { let f = () => 1; for (;;) { const g = f; f = () => g; } })()");
    row("(() => { let a = ''; for (;;) a += JSON.stringify(a); })()");
    row("(() => { let a = ['x']; for (let i = 0; i < 60; ++i) a = [a, a]; return a; })()");
    row("(() => { let a = ['x']; for (let i = 0; i < 60; ++i) a = [a, a]; return JSON.stringify(a); })()");
    row("(() => { let a = ['x']; for (let i = 0; i < 60; ++i) a = [a, a]; return a + ''; })()");
    row("(() => { let a = 'x'.repeat(1048576), b = []; for (;;) b.push(a + b.length); })()");
    row("'x'.repeat(2 ** 29)");
    row("'x'.repeat(Infinity)");
    row("'x'.padStart(2 ** 29)");
    row("'x'.padEnd(1e9, 'abc')");
    row("new Array(1e9).fill(0)");
    row("Array(4294967295)");
    row("Array.from({length: 1e9})");
    row("(() => { const a = []; a.length = 4294967295; return a.indexOf(1); })()");
    row("(() => { const a = []; a.length = 4294967295; return a; })()");
    row("(() => { const a = []; a.length = 1e9; return Math.max(...a); })()");
    row("(() => { const a = []; a.length = 1e9; return [...a]; })()");
    row("(() => { const a = []; a.length = 1e9; return a.join('x'); })()");
    row("Math.max.apply(null, {length: 1e9})");
    row("Math.max(...'x'.repeat(1000000))");
    row("[].map.call({length: 1e9}, x => x)");
    row("'x'.repeat(1000000).split('')");
    row("'ab'.repeat(500000).indexOf('ba'.repeat(250000))");
    QTest::newRow("a doubled text, without a loop")
        << u"(() => { let a = 'x'; %1 return a.length; })()"_s.arg(u"a+=a;"_s.repeated(200));
    QTest::newRow("a doubled text, in one expression") << u"(a => (%1 a.length))('x')"_s.arg(u"a=a+a,"_s.repeated(200));
    // Regular expressions
    row("/(a+)+[bc]/.test('a'.repeat(40))");
    row("/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(100000))");
    row("/a*a*a*a*a*a*a*a*[bc]/.test('a'.repeat(2000))");
    row("/(.*)*[xy]/.test('a'.repeat(100000))");
    row("/(x+x+)+y/.exec('x'.repeat(50) + 'z'.repeat(100000) + 'y')");
    row("'a'.repeat(100000).match(/a/g)"); // too many matches
    row("(() => { for (;;) /(a|aa)+$/.test('a'.repeat(30) + 'b'); })()");
    QTest::newRow("a pattern with nested counts")
        << u"RegExp('%1a%2').test('a')"_s.arg(QString(40, u'('), u"){1,99}"_s.repeated(40));
}

void TestScriptEngine::boundedCallsEnd_data()
{
    QTest::addColumn<QString>("source");
    const auto row = [](const char *source) { QTest::newRow(source) << QString::fromUtf8(source); };
    row("'x'.repeat(1048576)");
    row("'\\u1E9E'.repeat(1048576).toLowerCase().toUpperCase()");
    row("'\\uFDFA'.repeat(1048576).normalize('NFKD').length");
    row("encodeURIComponent('\\u20AC'.repeat(1048576)).length");
    row("decodeURIComponent('%41'.repeat(300000)).length");
    row("'a'.repeat(1048576).localeCompare('a'.repeat(1048575) + 'b')");
    row("'a'.repeat(1048576) < 'a'.repeat(1048576)");
    row("JSON.parse('['.repeat(100000))");
    row("JSON.parse('[' + '1,'.repeat(500000) + '1]').length");
    row("Number('1'.repeat(1000000))");
    row("parseFloat('1'.repeat(1000000))");
    row("new Date('1'.repeat(1000000)).getTime() === 1");
    row("Array(10000).fill(7).sort().reverse().map(x => x + 1).length");
    row("Array(10000).fill(0).map((x, i) => i % 7).sort((a, b) => a - b).length");
    row("Array(10000).fill(1).flatMap(x => [x]).length");
    row("Array(10000).fill('x').join('y'.repeat(100)).length");
    row("Math.max(...Array(10000).fill(1))");
    row("Object.keys(Object.assign({}, Array(10000).fill(1))).length");
    row("'x,'.repeat(9999).split(',').length");
    row("'x'.repeat(9999).replace(/x/g, '$&$&').length");
    row("(1e21).toLocaleString() + (123.456).toFixed(20) + (255).toString(2)");
    row("Object.getOwnPropertyNames(Array(10000).fill(1)).length");
    row("(() => { const a = []; a[4294967294] = 1; let n = 0; for (const k in a) ++n; return n; })()");
    row("(() => { const a = []; a[1e8] = 1; return a.length; })()");
    row("/(?:a?){1000}a{1000}/.test('a'.repeat(1000))");
    row("/((((a{1,50}){1,50}){1,50}){1,50}){1,50}b/.test('a'.repeat(200))");
    row("new Date(8.64e15).toISOString()");
    row("new Date(NaN)");
    row("String.fromCodePoint(0x10FFFF).length");
    row("[1, 2, 3].fill([1]).flat(1e9)");
    row("'a\\uD800'.match(/a/)");
    row("(() => { const s = new Set([1]); for (const x of s) if (x < 5000) s.add(x + 1); return s.size; })()");
}

void TestScriptEngine::scriptsDoNotSeeEachOther_data()
{
    QTest::addColumn<QString>("attempt");
    QTest::addColumn<QString>("probe");
    const auto row = [](const char *attempt, const char *probe) {
        QTest::newRow(attempt) << QString::fromUtf8(attempt) << QString::fromUtf8(probe);
    };
    row("Array.prototype.x = 1", "typeof [].x");
    row("Array.prototype.map = () => 5", "[1].map(x => x)");
    row("Object.prototype.x = 1", "typeof ({}).x");
    row("[].constructor.prototype.map = 1", "[1].map(x => x)");
    row("(() => 1).__proto__.call = 1", "typeof (() => 1).call");
    row("String.prototype.trim = () => 'x'", "' a '.trim()");
    row("Math.max = () => 1", "Math.max(1, 2)");
    row("(() => { Math.extra = 1; })()", "typeof Math.extra");
    row("JSON.stringify = () => '{}'", "JSON.stringify([1])");
    row("Date.prototype.getTime = () => 1", "new Date(5).getTime()");
    row("RegExp.prototype.exec = () => null", "/a/.exec('a')[0]");
    row("(() => { /a/g.lastIndex = 5; /a/g.test('a'); })()", "/a/g.test('a')");
    row("delete Array.prototype.map", "typeof [].map");
    row("(() => { this.x = 1; })()", "typeof this.x");
    row("(function () { this.leaked = 1; })()", "typeof this.leaked");
    row("now.x = 1", "typeof now.x");
    row("Object.assign(now, {x: 1})", "typeof now.x");
    row("(() => { command.x = 1; })()", "typeof command.x");
    row("(() => { command.json.a.b = 7; vars.a.b = 7; })()", "command.json.a.b + vars.a.b");
    row("(() => { command.json.a = 7; vars.a = 7; return [command, vars]; })()", "[command.json, vars]");
    row("command.levels.push('x')", "command.levels");
    row("(() => { for (;;) { Array.prototype.x = 1; } })()", "typeof [].x");
    row("Map.prototype.get = () => 7", "new Map([[1, 2]]).get(1)");
    row("[][0].x", "typeof [].values().next");
    row("([].values().constructor || {}).x = 1", "[...[1]]");
    row("Error.prototype.message = 'x'", "new Error('a').message");
    row("undefined = 1", "typeof undefined");
    row("NaN = 1", "String(NaN)");
}

void TestScriptEngine::nothingElseIsInReach_data()
{
    QTest::addColumn<QString>("source");
    for (const char *source : {"typeof [].constructor.constructor",
                               "typeof (() => 1).constructor",
                               "typeof (function () {}).constructor",
                               "typeof ''.constructor.constructor",
                               "typeof now.constructor",
                               "typeof Math.max.constructor",
                               "typeof ({}).__proto__",
                               "typeof ({}).__defineGetter__",
                               "typeof Object.defineProperty",
                               "typeof Object.setPrototypeOf",
                               "typeof Object.getPrototypeOf",
                               "typeof Object.create",
                               "typeof Object.getOwnPropertySymbols",
                               "typeof (() => 1).caller",
                               "typeof (() => 1).arguments",
                               "typeof (() => 1).connect",
                               "typeof now.destroyed",
                               "typeof now.deleteLater",
                               "typeof this.host",
                               "typeof this.constructor.constructor",
                               "typeof this.now",
                               "typeof String.raw",
                               "typeof Date.constructor",
                               "typeof /a/.constructor.constructor",
                               "typeof /a/.compile",
                               "typeof [].values().constructor.constructor",
                               "typeof (function () { return arguments.callee; }.caller)",
                               "typeof JSON.constructor.constructor"})
        QTest::newRow(source) << QString::fromUtf8(source);
}

STANDIN_TEST(TestScriptEngine)
#include "tst_scriptengine.moc"
