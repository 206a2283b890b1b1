// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"

#include <QTableView>

class QToolButton;

namespace Standin::Models {
class JournalFilterModel;
} // namespace Standin::Models

namespace Standin::Gui {

/// The rows of the log. It follows the newest entry, or keeps its position while the user reads: then added and removed
/// rows do not move the visible ones, and a button shows the number of new ones below.
///
/// The chosen entry is the last one that the user has selected. It stays chosen when its row is removed, by a filter or
/// by the journal, and it is selected and visible again when a filter shows it.
class LogTable final : public QTableView
{
    Q_OBJECT

public:
    /// Limits of a copy in rows and characters.
    static constexpr int maxCopiedRows = 5'000;
    static constexpr qsizetype maxCopiedCharacters = 4 * 1024 * 1024;

    explicit LogTable(QWidget *parent = nullptr);

    /// The model must outlive the table.
    void setEntries(Models::JournalFilterModel &entries);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    /// Call it when there may be new entries.
    void showNew();

    /// Selects the shown entries after the first cursor and up to the second; the last of them is chosen.
    void selectEntries(Cursor after, Cursor last);
    /// Null: none.
    [[nodiscard]] const EntryPtr &chosen() const { return m_chosen; }
    void forgetChosen() { choose(nullptr); }
    /// Copies the selected rows to the clipboard, as text (EntryFacts::line()).
    void copySelected() const;

    [[nodiscard]] QByteArray columnState() const;
    void restoreColumns(const QByteArray &state);

signals:
    void followingChanged(bool following);
    void chosenChanged(const Standin::EntryPtr &entry);
    /// The user has scrolled to the first row.
    void topReached();

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
    void rowsComeInFront(int count);
    /// -1: none.
    [[nodiscard]] int lastWholeRow() const;

    const Models::JournalFilterModel *m_entries = nullptr;
    QToolButton *m_newButton;
    EntryPtr m_chosen;
    bool m_following = true;
    bool m_changing = false; ///< rows are changed by the model: a change of the selection is not made by the user
    Cursor m_seen = 0;       ///< the newest entry that was visible as a whole
    Cursor m_top = 0;        ///< the entry above the topmost visible one, while rows are replaced
};

} // namespace Standin::Gui
