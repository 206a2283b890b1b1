// SPDX-License-Identifier: GPL-3.0-or-later
// A template: whatever its text is, it is refused or rendered, with scripts and without, within bounds, and its
// scripts leave nothing behind. The first byte decides; then come the text, a zero byte, and the payload of the
// command.
#include "base/clock.h"
#include "fuzz/application.h"
#include "fuzz/fuzzinput.h"
#include "fuzz/require.h"
#include "template/scriptengine.h"
#include "template/template.h"
#include "template/templatescope.h"

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype most = 1'000'000;

void requireBounded(const Result<QByteArray> &rendered)
{
    if (rendered) {
        require(rendered->size() <= most, "a rendered text is not longer than allowed");
        return;
    }
    const ErrorCode code = rendered.error().code;
    require(code == ErrorCode::TooLarge || code == ErrorCode::ScriptFailed || code == ErrorCode::Unsupported,
            "a rendered text is too large, or a script fails");
    require(!rendered.error().message.isEmpty(), "an error says what is wrong");
}

/// A script that touches what others could have changed.
void requireUntouched(TemplateScope &scope)
{
    static const Script probe =
        Script::compile(u"[[3, 1].sort().map(x => x + 1), 'a'.toUpperCase(), JSON.stringify({b: 1}), /c/.test('c'), "
                        "typeof this.x, Object.keys({}).length, Math.max(1, 2)]"_s)
            .value();
    const auto value = probe.evaluate(scope);
    if (!value && value.error().message.contains(u"takes too long"))
        return; // the machine is busy
    require(value && value->text() == R"([[2,4],"A","{\"b\":1}",true,"undefined",0,2])",
            "a script does not change what the next one sees");
}

/// The text as a script alone, as in the condition of a rule.
void runAlone(const QByteArray &text, TemplateScope &scope)
{
    const auto script = Script::compile(QString::fromUtf8(text), scope.correlationKeys);
    if (!script) {
        require(script.error().code == ErrorCode::InvalidArgument, "a wrong script is a wrong argument");
        return;
    }
    const auto value = script->evaluate(scope);
    require(value ? !value->isUndefined() : value.error().code == ErrorCode::ScriptFailed,
            "a script has a value or fails");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int count = 0;
    makeApplication();
    static ScriptEngine engine;

    FuzzInput input(data, size);
    const quint8 choice = input.byte();
    const QByteArray rest = input.rest().toByteArray();
    const qsizetype end = rest.indexOf('\0');
    const QByteArray text = end < 0 ? rest : rest.first(end);
    const Command command{
        Match::Message({.topic = u"cmd/lab/reboot"_s,
                        .payload = end < 0 ? QByteArray(R"({"op":{"level":3},"list":[1,2]})") : rest.sliced(end + 1),
                        .qos = 1,
                        .properties = {{u"x-id"_s, u"7"_s}}}),
        {{u"requestTime"_s, JsonText::whole(17)}}};
    const SystemClock clock;
    TemplateScope scope(clock, 1);
    scope.clientId = u"dev"_s;
    scope.vars = JsonText::parse(R"({"base":10,"list":[1,{"a":2}]})").value();
    scope.correlationKeys = QStringList{u"requestTime"_s};
    scope.command = (choice & 1) != 0 ? &command : nullptr;
    scope.scripts = (choice & 2) != 0 ? &engine : nullptr;

    if ((choice & 4) != 0 && scope.scripts)
        runAlone(text, scope);
    const auto compiled = Template::compile(text, scope.correlationKeys);
    if (compiled) {
        requireBounded(compiled->render(scope, most));
        static_cast<void>(compiled->renderNames(scope));
        static_cast<void>(compiled->names());
        static_cast<void>(compiled->firstWithoutValue(scope));
    } else {
        require(!compiled.error().message.isEmpty(), "an error says what is wrong");
    }
    if (scope.scripts && ++count % 16 == 0)
        requireUntouched(scope);
    return 0;
}
