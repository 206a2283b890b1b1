// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"

#include <QTableView>

class QToolButton;

namespace Standin::Models {
class JournalFilterModel;
} // namespace Standin::Models

namespace Standin::Gui {

/// The rows of the log. It follows the newest entry, or stands still where somebody is reading: then rows that come and
/// go do not move what is in view, and a button says how many new ones there are below.
///
/// One entry is the chosen one: the last that the user has selected. It stays that when its row goes, hidden by a
/// filter or given up by the journal, and it is selected and in view again when a filter shows it.
class LogTable final : public QTableView
{
    Q_OBJECT

public:
    /// More rows than that are not copied, nor more characters.
    static constexpr int maxCopiedRows = 5'000;
    static constexpr qsizetype maxCopiedCharacters = 4 * 1024 * 1024;

    explicit LogTable(QWidget *parent = nullptr);

    /// The model must outlive the table.
    void setEntries(Models::JournalFilterModel &entries);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    /// To be called after new entries may have come.
    void showNew();

    /// Null: none.
    [[nodiscard]] const EntryPtr &chosen() const { return m_chosen; }
    void forgetChosen() { choose(nullptr); }
    /// Puts the selected rows into the clipboard, as text (EntryFacts::line()).
    void copySelected() const;

    [[nodiscard]] QByteArray columnState() const;
    void restoreColumns(const QByteArray &state);

signals:
    void followingChanged(bool following);
    void chosenChanged(const Standin::EntryPtr &entry);

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpColumns();
    void stretchPayload();
    void choose(const EntryPtr &entry);
    void chooseCurrent();
    void keepView();
    void restoreView();
    void offerNew();

    const Models::JournalFilterModel *m_entries = nullptr;
    QToolButton *m_newButton;
    EntryPtr m_chosen;
    bool m_following = true;
    bool m_changing = false; ///< the rows change by themselves: what follows from that is no choice
    Cursor m_seen = 0;       ///< the newest entry that has been in view
    Cursor m_top = 0;        ///< the entry above the topmost in view, while rows are replaced
};

} // namespace Standin::Gui
