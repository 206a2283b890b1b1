// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/recording.h"

#include <memory>
#include <mutex>
#include <vector>

namespace Standin::Scenarios {

/// The recordings of a Recorder, which all threads may reach. It observes the fleet, and may outlive the recorder while
/// orders are answered.
class RecordingBoard final : public FleetObserver
{
public:
    /// They must outlive the recorder. After close() they are not used any more.
    RecordingBoard(const Clock &clock, const JournalReader &journal, Fleet &fleet)
        : m_clock(clock)
        , m_journal(journal)
        , m_fleet(fleet)
    {}

    void orderGiven(const GivenOrder &order) override;
    void orderAnswered(quint64 number, const Result<> &result) override;
    void rulesChanging(const Rules::CompiledRules &after, Cursor before) override;

    /// Begins a recording. LimitReached. `removed`: one that was removed to make room.
    Result<QString> begin(const RecordingOptions &options, QString &removed);
    /// What changed since the last call: `progressed` have more items, `ended` have ended by themselves.
    struct Changes
    {
        QStringList progressed = {};
        QStringList ended = {};
    };
    /// Takes in the entries of the journal, for a short time.
    [[nodiscard]] Changes collect();
    /// Ends a recording; true when it ran, nullopt for an unknown id.
    std::optional<bool> end(const QString &id);
    std::optional<bool> remove(const QString &id);
    [[nodiscard]] bool hasRunning() const;
    void close();

    [[nodiscard]] std::optional<RecordingStatus> status(const QString &id);
    [[nodiscard]] QList<RecordingStatus> statuses() const;
    /// The scenario as far as it has come; that of a recording that has ended is made once.
    [[nodiscard]] std::optional<RecordedScenario> scenario(const QString &id);

private:
    struct Item
    {
        Recording recording;
        std::optional<RecordedScenario> made = {};
        bool isEndReported = false;
    };
    using Lock = std::lock_guard<std::mutex>;

    [[nodiscard]] Item *find(const QString &id) const;
    [[nodiscard]] bool makeRoom(QString &removed);
    [[nodiscard]] QList<Rules::Rule> rulesInForce() const;

    const Clock &m_clock;
    const JournalReader &m_journal;
    Fleet &m_fleet;
    mutable std::mutex m_mutex;
    std::vector<std::unique_ptr<Item>> m_items; ///< in the order in which they were begun
    quint64 m_lastId = 0;
    bool m_isClosed = false;
};

} // namespace Standin::Scenarios
