// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenariofile.h"
#include "scenario/run/runreport.h"

#include <QTimer>
#include <QUndoStack>

namespace Standin::Gui {

/// An open scenario file: its text, which table, forms and editor change alike, with undo and redo; and the runs of it.
class ScenarioDocument final : public QObject
{
    Q_OBJECT

public:
    /// Runs beyond this many are forgotten, the oldest first.
    static constexpr qsizetype mostRuns = 30;

    explicit ScenarioDocument(const QByteArray &text, QObject *parent = nullptr);
    [[nodiscard]] static Result<std::unique_ptr<ScenarioDocument>> open(const QString &path);

    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// The name of the file, or that of the scenario.
    [[nodiscard]] QString title() const;
    /// Also when its file has gone: the text is nowhere else then.
    [[nodiscard]] bool isModified() const { return m_text != m_savedText || m_onDisk == OnDisk::Gone; }
    /// Whether the file has another content than when it was read or written last.
    [[nodiscard]] bool isChangedElsewhere(const QString &path) const;
    Result<> save(const QString &path);

    /// What another program has done to the file.
    enum class OnDisk : quint8 {
        Same,
        Reread, ///< it was changed, and read again
        Changed,
        Gone,
    };
    [[nodiscard]] OnDisk onDisk() const { return m_onDisk; }
    /// Compares the file with what was read or written last. A changed one is read again if nothing is lost by that and
    /// `rereads`.
    void lookAtFile(bool rereads);
    /// Takes the text of the file, as a step that can be undone.
    Result<> reload();

    /// As much of it as could be read.
    [[nodiscard]] const Scenarios::Scenario &scenario() const { return *m_scenario; }
    [[nodiscard]] std::shared_ptr<const Scenarios::Scenario> shared() const { return m_scenario; }
    /// Faults of the form at once, those of the meaning after a short while.
    [[nodiscard]] const QList<Error> &faults() const { return m_faults; }
    [[nodiscard]] const QList<Error> &warnings() const { return m_warnings; }
    /// Checks now what would be checked later.
    void check();
    /// The JSON pointer of a fault of this file; empty: none.
    [[nodiscard]] static QString pointerOf(const Error &fault);

    /// One undo step. Texts of the same non-empty `origin` that follow each other are one.
    void setText(const QByteArray &text, const QString &title, const QString &origin = {});
    [[nodiscard]] QUndoStack &undo() { return m_undo; }

    /// What its user has to know about a recorded one, until it is saved.
    void setNotes(const QStringList &notes);
    [[nodiscard]] const QStringList &notes() const { return m_notes; }

    void addRun(const Scenarios::RunReport &run);
    /// The newest one last.
    [[nodiscard]] const QList<Scenarios::RunReport> &runs() const { return m_runs; }

signals:
    /// Text, path, whether it is modified, or what can be undone.
    void changed();
    /// Faults and warnings are new.
    void checked();
    void runsChanged();

private:
    friend class ScenarioTextChange;
    void take(const QByteArray &text);
    void setOnDisk(OnDisk state);

    QByteArray m_text;
    QByteArray m_savedText;
    QString m_path;
    OnDisk m_onDisk = OnDisk::Same;
    std::shared_ptr<const Scenarios::Scenario> m_scenario;
    QList<Error> m_faults;
    QList<Error> m_warnings;
    QList<Scenarios::RunReport> m_runs;
    QStringList m_notes;
    QUndoStack m_undo;
    QTimer m_checkLater;
};

} // namespace Standin::Gui
