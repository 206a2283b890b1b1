// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QWidget>

#include <memory>

namespace Standin::Gui {

namespace Ui {
class EntryDetails;
}

/// All there is to know about one log entry: its facts, and its payload as JSON, text and bytes.
class EntryDetails final : public QWidget
{
    Q_OBJECT

public:
    /// More of a payload than this is not shown, so that a large one cannot hold up the window.
    static constexpr qsizetype shownBytes = 256 * 1024;

    explicit EntryDetails(QWidget *parent = nullptr);
    ~EntryDetails() override;

    /// Null: nothing is chosen, and nothing is shown.
    void setEntry(const EntryPtr &entry);

private:
    void showPayload(const QByteArray &payload);
    /// The tab that was chosen last, or the next best for a payload that is no JSON.
    void showBestTab(bool isJson, bool isText);

    std::unique_ptr<Ui::EntryDetails> m_ui;
    QWidget *m_chosenTab; ///< by hand
    bool m_showing = false;
};

} // namespace Standin::Gui
