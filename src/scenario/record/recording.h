// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleetobserver.h"
#include "journal/journalreader.h"
#include "scenario/record/recordedsession.h"
#include "scenario/record/recorder.h"
#include "scenario/record/templateshape.h"

namespace Standin::Scenarios {

/// Takes in one recording: orders as they are given, and the entries of the journal by collect(). Not thread-safe.
class Recording
{
public:
    /// Begins. Clock, journal and fleet must outlive it.
    Recording(QString id, const RecordingOptions &options, const Clock &clock, const JournalReader &journal,
              const Fleet &fleet, const QList<Rules::Rule> &rules);

    void orderGiven(const GivenOrder &order);
    void orderAnswered(quint64 number, const Result<> &result);
    void rulesChanging(const QList<Rules::Rule> &before, const QList<Rules::Rule> &after, Cursor cursor);

    /// Takes in the entries that have come, for this time at most; all by default. Ends it at a limit.
    void collect(std::chrono::milliseconds atMost = std::chrono::milliseconds::max());
    /// Whether it has more items than at the last call.
    [[nodiscard]] bool takeProgress();
    /// Without effect when it has ended.
    void end(RecordingStatus::State state);

    [[nodiscard]] bool isRunning() const { return m_status.state == RecordingStatus::State::Running; }
    [[nodiscard]] const RecordingStatus &status() const { return m_status; }
    [[nodiscard]] const RecordedSession &session() const { return m_session; }

private:
    /// What a device was like at the beginning, where that was not as its profile has it.
    struct Beginning
    {
        bool wasOnline = false;
        JsonText values = {};
        QList<PresetReply> presets = {};
    };
    /// A publication that was ordered; its entry is not known yet.
    struct Pending
    {
        quint64 number;
        Cursor before;
        TemplateShape topic;
        TemplateShape payload;
    };

    [[nodiscard]] bool isWanted(const QString &id) const;
    /// Whether a device is part of the recording; it is from its first use on.
    bool use(const QString &id);
    void noteSettings(const QString &id);
    void take(const EntryPtr &entry);
    [[nodiscard]] bool isOrdered(const Entry &entry);
    void warn(const RecordingWarning &warning);
    void count(qsizetype bytes);

    const Fleet &m_fleet;
    const JournalReader &m_journal;
    const Clock &m_clock;
    RecordingStatus m_status;
    RecordedSession m_session;
    Cursor m_cursor;
    quint64 m_dropped = 0;
    qsizetype m_seenSteps = 0; ///< by takeProgress()
    qsizetype m_entries = 0;   ///< devices that need an entry of their own
    QHash<QString, Beginning> m_beginnings;
    QHash<QString, qsizetype> m_places; ///< of devices in the session; -1: not part of it
    QHash<QString, QList<Pending>> m_pending;
    QHash<quint64, qsizetype> m_unanswered; ///< actions by the number of the order
};

} // namespace Standin::Scenarios
