// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QWidget>

#include <memory>

namespace Standin {

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

    /// Null: nothing is chosen.
    void setEntry(const EntryPtr &entry);

private:
    void showPayload(const QByteArray &payload);

    std::unique_ptr<Ui::EntryDetails> m_ui;
};

} // namespace Standin
