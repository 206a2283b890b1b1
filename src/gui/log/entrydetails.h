// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QWidget>

#include <memory>

class QSyntaxHighlighter;

namespace Standin::Gui {

class JsonHighlighter;

namespace Ui {
class EntryDetails;
}

/// All there is to know about one log entry: its facts, and its payload as JSON, text and bytes. Whatever the entry
/// holds, its size hints stay what they are, and showing it takes a few milliseconds.
class EntryDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit EntryDetails(QWidget *parent = nullptr);
    ~EntryDetails() override;

    /// Null: nothing is chosen, and nothing is shown.
    void setEntry(const EntryPtr &entry);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpViews();
    /// The tab that was chosen last, or the next best for a payload that is no JSON.
    void showBestTab();
    void fillCurrentTab();
    void fitFacts();

    std::unique_ptr<Ui::EntryDetails> m_ui;
    JsonHighlighter *m_json = nullptr;
    QSyntaxHighlighter *m_labels = nullptr;
    EntryPtr m_entry;
    QWidget *m_chosenTab;            ///< by hand
    QList<const QWidget *> m_filled; ///< the tabs that show the entry
    bool m_showing = false;
};

} // namespace Standin::Gui
