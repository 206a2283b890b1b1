// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/stepreader.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "scenario/file/stepparts.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// "GET https://…" as an object.
JsonText longFormOfHttp(const QString &text)
{
    const qsizetype space = text.indexOf(u' ');
    JsonBuilder object;
    if (space > 0)
        object.add(u"method"_s, JsonText::string(text.first(space)));
    return object.add(u"url"_s, JsonText::string(QStringView(text).sliced(space + 1).trimmed())).object();
}

JsonText longForm(const QString &kind, const JsonText &value)
{
    static const QStringList ofDevices = {u"connect"_s, u"offline"_s, u"reconnect"_s};
    if (ofDevices.contains(kind) && (value.isString() || value.isArray()))
        return JsonBuilder().add(u"device"_s, value).object();
    if (kind == u"http" && value.isString())
        return longFormOfHttp(value.toString());
    if (kind == u"include" && value.isString())
        return JsonBuilder().add(u"file"_s, value).object();
    return value;
}

} // namespace

StepReader::StepReader(const QByteArray &text, const JsonText &document, Faults &faults)
    : m_document(document)
    , m_faults(faults)
{
    const QByteArrayView of = document.text();
    for (qsizetype end = of.indexOf('\n'); end >= 0; end = of.indexOf('\n', end + 1))
        m_lineEnds.append(end);
    m_linesBefore = static_cast<int>(QByteArrayView(text).first(std::max<qsizetype>(0, text.indexOf('{'))).count('\n'));
}

int StepReader::lineOf(const JsonText &part) const
{
    const qsizetype offset = part.text().data() - m_document.text().data();
    const auto line = std::ranges::lower_bound(m_lineEnds, offset) - m_lineEnds.begin();
    return m_linesBefore + static_cast<int>(line) + 1;
}

Steps StepReader::read(const JsonText &steps, const QString &pointer, int depth)
{
    Steps read;
    if (!steps.isArray()) {
        m_faults.add(ErrorText::expected(u"an array of steps"_s, ErrorText::found(steps)), pointer);
        return read;
    }
    if (depth > deepest) {
        m_faults.add(u"steps are nested deeper than %1"_s.arg(deepest), pointer);
        return read;
    }
    const JsonParts parts(steps);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (++m_count > most) {
            if (m_count == most + 1)
                m_faults.add(u"a scenario has at most %1 steps"_s.arg(most), pointer);
            break;
        }
        read.push_back(readStep(parts.value(i), u"%1/%2"_s.arg(pointer).arg(i), depth));
    }
    return read;
}

Step StepReader::readStep(const JsonText &value, const QString &pointer, int depth)
{
    Step step;
    step.pointer = pointer;
    step.line = lineOf(value);
    if (!value.isObject()) {
        m_faults.add(ErrorText::expected(u"a step (an object)"_s, ErrorText::found(value)), pointer);
        return step;
    }
    JsonReader reader(value, pointer);
    reader.read(u"name"_s, step.name);
    if (step.name.size() > longestName)
        reader.fail(u"name"_s, u"longer than %1 characters"_s.arg(longestName));
    reader.read(u"when"_s, step.when);
    reader.read(u"timeoutMs"_s, step.timeoutMs, 1, Step::longestMs);
    reader.read(u"continueOnFailure"_s, step.continueOnFailure);
    const QString kind = reader.oneOf(Step::kindNames());
    JsonText what;
    if (!kind.isEmpty() && reader.read(kind, what))
        readKind(kind, what, pointer + u'/' + kind, depth, step);
    if (auto *capture = std::get_if<CaptureValues>(&step.kind))
        reader.read(u"from"_s, capture->from);
    if (auto *wait = std::get_if<Wait>(&step.kind))
        Rules::Delay::read(reader, kind, wait->delay);
    reader.know(Step::kindNames());
    reader.refuseUnknownKeys();
    m_faults.add(reader.status());
    return step;
}

void StepReader::readKind(const QString &kind, const JsonText &value, const QString &pointer, int depth, Step &step)
{
    using Read = void (StepReader::*)(const JsonText &, const QString &, Step &);
    // In the order of Step::Kind.
    static constexpr std::array<Read, 14> leaves = {
        &StepReader::readLeaf<Connect>,     &StepReader::readLeaf<GoOffline>,   &StepReader::readLeaf<Reconnect>,
        &StepReader::readLeaf<Publish>,     &StepReader::readLeaf<Preset>,      &StepReader::readLeaf<AddRule>,
        &StepReader::readLeaf<SetState>,    &StepReader::readLeaf<Expect>,      &StepReader::readLeaf<ExpectNone>,
        &StepReader::readLeaf<ExpectOrder>, &StepReader::readLeaf<ExpectState>, &StepReader::readLeaf<CaptureValues>,
        &StepReader::readLeaf<HttpStep>,    &StepReader::readLeaf<ProbeStep>};
    const auto index = static_cast<std::size_t>(Step::kindNames().indexOf(kind));
    const JsonText object = longForm(kind, value);
    if (index < leaves.size())
        (this->*leaves[index])(object, pointer, step);
    else if (kind == u"group")
        step.kind = Group{read(value, pointer, depth + 1)};
    else if (kind == u"parallel")
        readParallel(value, pointer, depth, step);
    else if (kind == u"repeat")
        readRepeat(value, pointer, depth, step);
    else if (kind == u"forEachDevice")
        readForEachDevice(value, pointer, depth, step);
    else if (kind == u"include")
        readInclude(object, pointer, step);
    else
        step.kind = Wait{};
}

template <typename Kind, typename Fill>
void StepReader::readObject(const JsonText &value, const QString &pointer, Step &step, Fill fill)
{
    Kind &kind = step.kind.emplace<Kind>();
    if (!value.isObject()) {
        m_faults.add(ErrorText::expected(u"an object"_s, ErrorText::found(value)), pointer);
        return;
    }
    JsonReader reader(value, pointer);
    fill(reader, kind);
    reader.refuseUnknownKeys();
    m_faults.add(reader.status());
}

template <typename Kind>
void StepReader::readLeaf(const JsonText &value, const QString &pointer, Step &step)
{
    readObject<Kind>(value, pointer, step,
                     [this](JsonReader &reader, Kind &kind) { StepParts::read(reader, kind, m_faults); });
}

void StepReader::readParallel(const JsonText &value, const QString &pointer, int depth, Step &step)
{
    Parallel &parallel = step.kind.emplace<Parallel>();
    const JsonParts branches(value);
    if (!value.isArray() || branches.size() == 0) {
        m_faults.add(ErrorText::expected(u"an array of branches, each a step or an array of steps"_s,
                                         value.isArray() ? u"none"_s : ErrorText::found(value)),
                     pointer);
        return;
    }
    for (qsizetype i = 0; i < branches.size(); ++i) {
        const JsonText branch = branches.value(i);
        const QString place = u"%1/%2"_s.arg(pointer).arg(i);
        if (branch.isObject()) {
            ++m_count;
            parallel.branches.emplace_back().push_back(readStep(branch, place, depth + 1));
        } else {
            parallel.branches.push_back(read(branch, place, depth + 1));
        }
    }
}

void StepReader::readRepeat(const JsonText &value, const QString &pointer, int depth, Step &step)
{
    readObject<Repeat>(value, pointer, step, [&](JsonReader &reader, Repeat &repeat) {
        reader.read(u"times"_s, repeat.times, 1, Repeat::mostTimes);
        if (!reader.has(u"times"_s))
            reader.unexpected(u"times"_s, u"a whole number from 1 to %1"_s.arg(Repeat::mostTimes));
        reader.read(u"as"_s, repeat.as);
        if (reader.has(u"as"_s) && !DeviceNames::isName(repeat.as))
            reader.unexpected(u"as"_s, u"a name of letters, digits, \"_\" and \"-\""_s);
        JsonText steps;
        reader.read(u"steps"_s, steps);
        repeat.steps = read(steps, pointer + u"/steps"_s, depth + 1);
    });
}

void StepReader::readForEachDevice(const JsonText &value, const QString &pointer, int depth, Step &step)
{
    readObject<ForEachDevice>(value, pointer, step, [&](JsonReader &reader, ForEachDevice &each) {
        DeviceNames::read(reader, each.devices);
        reader.read(u"parallel"_s, each.isParallel);
        JsonText steps;
        reader.read(u"steps"_s, steps);
        each.steps = read(steps, pointer + u"/steps"_s, depth + 1);
    });
}

void StepReader::readInclude(const JsonText &value, const QString &pointer, Step &step)
{
    readObject<Include>(value, pointer, step, [](JsonReader &reader, Include &include) {
        reader.readText(u"file"_s, include.file);
        reader.readObject(u"vars"_s, include.vars);
    });
}

} // namespace Standin::Scenarios
