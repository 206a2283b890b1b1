// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/oldersearch.h"

#include <QObject>

class QToolButton;

namespace Standin {
class History;
struct HistoryStatus;
} // namespace Standin

namespace Standin::Models {
class JournalFilterModel;
class JournalModel;
} // namespace Standin::Models

namespace Standin::Gui {

/// The history on disk behind the log: searches it for older entries that pass the filters, some at a time, and says
/// what is there. Without a history it does nothing.
class LogHistory final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the object.
    struct Parts
    {
        const History &history;
        const Models::JournalModel &entries;
        Models::JournalFilterModel &shown;
        QToolButton &button; ///< begins and ends a search
    };

    LogHistory(const Parts &parts, QObject *parent);

    /// Searches older entries, unless it does or there are none.
    void search();
    /// The log was cleared.
    void cleared();
    /// Call it often. The first time it fills the log with the last entries of earlier runs.
    void refresh();

    /// Number of entries since the log was cleared that nothing has any more.
    [[nodiscard]] quint64 dropped() const;
    /// For the line below the log; may be empty.
    [[nodiscard]] QString note() const;

private:
    [[nodiscard]] bool hasOlder(const HistoryStatus &status) const;
    [[nodiscard]] bool canSearch(const HistoryStatus &status) const;
    /// What the button does, or why it does nothing.
    [[nodiscard]] QString explanationFor(const HistoryStatus &status) const;
    void stop();

    const Parts m_parts;
    Models::OlderSearch m_search;
    quint64 m_lostBefore = 0; ///< when the log was cleared
    bool m_hasBegun = false;
};

} // namespace Standin::Gui
