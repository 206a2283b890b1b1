// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/alikemessages.h"
#include "scenario/record/recordedblocks.h"
#include "scenario/record/recordedstates.h"

namespace Standin::Scenarios {

/// Writes the steps of a recording: its actions, and expectations of the messages that came after each.
class Expectations
{
public:
    /// All must outlive it. `plans`: of the entries.
    Expectations(const RecordedSession &session, const QList<ValuePlan> &plans, const DeviceEntries &devices,
                 const KnownValues &known, const RecordedBlocks &blocks);

    /// Call it once.
    [[nodiscard]] Steps steps();
    [[nodiscard]] const QList<RecordingWarning> &warnings() const { return m_warnings; }

private:
    /// A message as other ones are compared with it.
    struct Wanted
    {
        const Entry &entry;
        JsonText pattern = {}; ///< for the scenario
        std::optional<Match::Pattern> recorded = {};
    };

    void writeBlock(size_t index);
    void writeMessage(qsizetype number);
    void writeCommand(const Entry &entry, const ValuePlan &plan);
    void writeStates();
    /// `states`: the changes of its state in this block.
    void writeState(const QString &device, const QList<EntryPtr> &states);
    [[nodiscard]] bool isWritten(qsizetype number) const;
    [[nodiscard]] Wanted wantedOf(qsizetype number) const;
    [[nodiscard]] Since sinceOf(qsizetype number, const Wanted &wanted);
    /// Where the block begins: its action, also when a probe has acted since.
    [[nodiscard]] Since sinceOfBlock();
    [[nodiscard]] QList<Capture> capturesOf(qsizetype number) const;
    /// Adds the device to an expectation of the block that is the same otherwise, and returns that; nullopt when there
    /// is none.
    [[nodiscard]] std::optional<size_t> joinOther(const Step &step, const QString &device, int withinMs);
    /// So long after the block's action the entry came, and somewhat more.
    [[nodiscard]] int withinMs(const Entry &entry) const;
    /// The name of a step, which gets one if it has none.
    QString nameOf(size_t step);
    size_t write(const Step &step);

    const RecordedSession &m_session;
    const QList<ValuePlan> &m_plans;
    const DeviceEntries &m_devices;
    const RecordedBlocks &m_blocks;
    const RecordedStates m_states;
    const bool m_publishesCommands;
    QHash<qsizetype, QList<Capture>> m_captures; ///< by the number of the message
    Steps m_steps;
    QList<RecordingWarning> m_warnings;
    QHash<QString, int> m_names;          ///< how many steps of a kind have a name
    QSet<QByteArray> m_telemetry;         ///< the expectations of reports that were written
    QHash<QByteArray, size_t> m_commands; ///< the step of a command, by device and correlation
    std::vector<size_t> m_stepOfBlock;

    // Of the block at work.
    size_t m_block = 0;
    bool m_hasPublished = false; ///< a probe has published commands
    size_t m_action = 0;         ///< the step whose effects are expected
    AlikeMessages m_messages;
    QHash<qsizetype, size_t> m_written;  ///< the steps of its messages
    QHash<QByteArray, size_t> m_alike;   ///< expectations that other devices may join
    QHash<size_t, QStringList> m_joined; ///< the devices of these
};

} // namespace Standin::Scenarios
