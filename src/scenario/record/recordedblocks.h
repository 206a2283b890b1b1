// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/recordedsteps.h"

namespace Standin::Scenarios {

/// An action, of one device or of several at once, and the entries that followed it.
struct RecordedBlock
{
    std::optional<Step> step = {}; ///< nullopt: what came before the first action
    QStringList devices = {};      ///< that it is for
    qint64 at = 0;                 ///< microseconds since 1970-01-01 UTC
    qint64 lastAt = 0;             ///< of the last action that is part of it
    QList<qsizetype> entries = {}; ///< numbers in the session
    qsizetype expected = 0;        ///< of these, the messages

    /// Whether the back end cannot see it: it prepares the devices.
    [[nodiscard]] bool isPreparation() const;
    /// Whether it begins or ends the session of this device.
    [[nodiscard]] bool isSessionOf(const QString &device) const;
};

/// A recording in blocks.
class RecordedBlocks
{
public:
    /// A pause after which an action has probably waited for the effects of the one before.
    static constexpr qint64 pauseMicros = 1'000'000;

    /// `plans`: of the actions. The session must outlive it.
    RecordedBlocks(const RecordedSession &session, const RecordedSteps &steps, const QList<ValuePlan> &plans);

    [[nodiscard]] const std::vector<RecordedBlock> &all() const { return m_blocks; }
    /// The first of the blocks whose effect a message of the device in block `index` may be: actions that were given in
    /// one go, without a message between them.
    [[nodiscard]] size_t beginOf(size_t index, const QString &device) const;

private:
    void add(const RecordedAction &action, const RecordedSteps &steps, const ValuePlan &plan);
    /// Sets preset replies and rules before the actions that precede them: a back end may be faster than the user was.
    void prepareEarlier();

    const RecordedSession &m_session;
    std::vector<RecordedBlock> m_blocks; ///< the first one has no action
    QSet<QString> m_devicesOfLast;       ///< of the last block, while they are made
};

} // namespace Standin::Scenarios
