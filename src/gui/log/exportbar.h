// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/export/journalexport.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QProgressBar;
class QPushButton;

namespace Standin::Gui {

class MessageLabel;

/// An export of the log: its progress, then its result until that is closed.
class ExportBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ExportBar(QWidget *parent = nullptr);
    /// Cancels an export that runs.
    ~ExportBar() override;

    /// Asks for a file. nullopt when the user has cancelled; a name that is not possible is told in the bar.
    [[nodiscard]] std::optional<ExportTerms> askForFile();
    /// Begins an export; isRunning() must be false. The journal must outlive the bar.
    void start(const JournalReader &journal, const ExportTerms &terms);
    [[nodiscard]] bool isRunning() const { return m_export != nullptr; }

signals:
    /// Begun or ended.
    void runningChanged(bool isRunning);

private:
    void end(const Result<ExportOutcome> &result);
    void tell(const Result<ExportOutcome> &result);
    void cancelOrClose();

    QProgressBar *m_progress;
    MessageLabel *m_text;
    QPushButton *m_button;
    QTimer m_timer;
    QString m_path;
    QString m_folder; ///< of the last export
    std::unique_ptr<JournalExport> m_export;
};

} // namespace Standin::Gui
