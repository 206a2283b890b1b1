// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/recordedblocks.h"

#include "scenario/file/stepwriter.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// Whether both are the same but for their devices.
bool areAlike(const Step &one, const Step &other)
{
    return one.kind.index() == other.kind.index() && toJson(one) == toJson(other);
}

bool isPresetOrRule(const Step &step)
{
    return std::holds_alternative<Preset>(step.kind) || std::holds_alternative<AddRule>(step.kind);
}

bool hasVariables(const Step &step)
{
    return toJson(step).text().contains("${vars.");
}

/// It is moved by so many actions at most.
constexpr size_t farthest = 100;

/// Whether a preset reply or a rule may as well be set before it.
bool mayFollow(const RecordedBlock &block)
{
    return block.step && block.expected == 0 &&
           (std::holds_alternative<Publish>(block.step->kind) || std::holds_alternative<Connect>(block.step->kind) ||
            std::holds_alternative<Reconnect>(block.step->kind));
}

} // namespace

bool RecordedBlock::isPreparation() const
{
    return step && (isPresetOrRule(*step) || std::holds_alternative<SetState>(step->kind));
}

bool RecordedBlock::isSessionOf(const QString &device) const
{
    return step && devices.contains(device) &&
           (std::holds_alternative<Connect>(step->kind) || std::holds_alternative<Reconnect>(step->kind) ||
            std::holds_alternative<GoOffline>(step->kind));
}

RecordedBlocks::RecordedBlocks(const RecordedSession &session, const RecordedSteps &steps,
                               const QList<ValuePlan> &plans)
    : m_session(session)
{
    m_blocks.push_back({.at = session.startedAt, .lastAt = session.startedAt});
    qsizetype next = 0;
    const auto addActionsBefore = [&](Cursor seq) {
        for (; next < session.actions.size() && session.actions.at(next).before < seq; ++next)
            add(session.actions.at(next), steps, plans.at(next));
    };
    for (qsizetype i = 0; i < session.entries.size(); ++i) {
        const RecordedEntry &recorded = session.entries.at(i);
        addActionsBefore(recorded.entry->seq);
        m_blocks.back().entries.append(i);
        m_blocks.back().expected += ValuePlanner::isExpected(recorded) && !ValuePlanner::isTelemetry(recorded);
    }
    addActionsBefore(std::numeric_limits<Cursor>::max());
    prepareEarlier();
}

void RecordedBlocks::add(const RecordedAction &action, const RecordedSteps &steps, const ValuePlan &plan)
{
    const auto *rule = std::get_if<Rules::Rule>(&action.what);
    const QStringList devices = rule ? steps.devicesOf(*rule) : QStringList{action.device};
    if (devices.isEmpty() || (rule && !rule->isEnabled))
        return;
    const Step step = steps.stepOf(action, plan);
    RecordedBlock &last = m_blocks.back();
    const bool isSoon = last.expected == 0 || action.at - last.lastAt < pauseMicros;
    if (!rule && last.step && isSoon && !m_devicesOfLast.contains(action.device) && areAlike(*last.step, step)) {
        last.devices.append(action.device);
        last.lastAt = action.at;
        m_devicesOfLast.insert(action.device);
        return;
    }
    m_devicesOfLast = QSet<QString>(devices.begin(), devices.end());
    m_blocks.push_back({.step = step, .devices = devices, .at = action.at, .lastAt = action.at});
}

void RecordedBlocks::prepareEarlier()
{
    for (size_t i = 2; i < m_blocks.size(); ++i) {
        const size_t end = std::max<size_t>(1, i - std::min(i, farthest));
        for (size_t at = i; at > end; --at) {
            RecordedBlock &block = m_blocks[at];
            RecordedBlock &before = m_blocks[at - 1];
            if (!isPresetOrRule(*block.step) || hasVariables(*block.step) || !mayFollow(before))
                break;
            before.entries += block.entries;
            before.expected = block.expected;
            block.entries.clear();
            block.expected = 0;
            block.at = block.lastAt = before.at;
            std::swap(block, before);
        }
    }
}

size_t RecordedBlocks::beginOf(size_t index, const QString &device) const
{
    size_t begin = index;
    while (begin > 1) {
        const RecordedBlock &block = m_blocks[begin];
        const RecordedBlock &before = m_blocks[begin - 1];
        const bool isInOneGo = block.isPreparation() || block.at - before.lastAt < pauseMicros;
        if (block.isSessionOf(device) || before.expected > 0 || !isInOneGo)
            break;
        --begin;
    }
    // What only prepares the devices has no effect that a message could be.
    while (begin < index && m_blocks[begin].isPreparation())
        ++begin;
    return begin;
}

} // namespace Standin::Scenarios
