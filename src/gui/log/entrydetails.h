// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/log/ruletrial.h"

#include <QWidget>

#include <memory>

class QSyntaxHighlighter;

namespace Standin::Gui {

class JsonHighlighter;

namespace Ui {
class EntryDetails;
}

/// The details of a log entry: its facts, and its payload as JSON, text and bytes; of a command without an answer also
/// the rules that came nearest, which are looked for when it is shown, and judged as rules and state are then. The size
/// hints do not depend on the entry, and showing any entry takes a few milliseconds.
class EntryDetails final : public QWidget
{
    Q_OBJECT

public:
    /// The fleet must outlive the details.
    explicit EntryDetails(const Fleet &fleet, QWidget *parent = nullptr);
    ~EntryDetails() override;

    /// Null: no entry is selected, and nothing is shown.
    void setEntry(const EntryPtr &entry);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpViews();
    /// `more`: after the facts of the entry.
    void showFacts(const QList<std::pair<QString, QString>> &more);
    /// The tab that was selected last, or another suitable one for a payload that is not JSON.
    void showBestTab();
    void fillCurrentTab();
    void fitFacts();

    std::unique_ptr<Ui::EntryDetails> m_ui;
    JsonHighlighter *m_json = nullptr;
    QSyntaxHighlighter *m_labels = nullptr;
    RuleTrial m_trial;
    EntryPtr m_entry;
    QWidget *m_chosenTab;            ///< by the user
    QList<const QWidget *> m_filled; ///< the tabs that show the entry
    bool m_showing = false;
};

} // namespace Standin::Gui
