// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/style/theme.h"
#include "journal/journal.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QUrl>

class QSettings;

namespace Standin::Gui {

/// The settings of the window that are stored between two starts.
class WindowSettings final : public QObject
{
    Q_OBJECT

public:
    /// The settings must outlive the session.
    explicit WindowSettings(QSettings &settings);

    /// The state of a part of the window ("geometry", a splitter, a table header), in Qt's format.
    [[nodiscard]] QByteArray layout(const QString &part) const;
    void setLayout(const QString &part, const QByteArray &state);

    [[nodiscard]] Theme::Choice theme() const;
    void setTheme(Theme::Choice choice);

    /// The limit of the journal, and so of the log, if it was set.
    [[nodiscard]] std::optional<JournalLimits> journalLimits() const;
    void setJournalLimits(const JournalLimits &limits);
    /// The possible limits; the default is one of them.
    [[nodiscard]] static QList<JournalLimits> journalChoices();

    /// The folder of file dialogs.
    [[nodiscard]] QString folder() const;
    void setFolder(const QString &folder);

    /// The broker that devices were last made for; empty: none yet.
    [[nodiscard]] QUrl broker() const;
    void setBroker(const QUrl &url);

    /// Newest first.
    [[nodiscard]] QStringList recentFiles() const;
    void addRecentFile(const QString &path);
    void clearRecentFiles();

    /// The profile files that were open at the end.
    [[nodiscard]] QStringList openFiles() const;
    void setOpenFiles(const QStringList &paths);

    /// Newest first.
    [[nodiscard]] QStringList recentScenarios() const;
    void addRecentScenario(const QString &path);
    /// The scenario files that were open at the end.
    [[nodiscard]] QStringList openScenarios() const;
    void setOpenScenarios(const QStringList &paths);

signals:
    /// The file cannot be read or written. Emitted once, by the event loop, also when nothing was changed yet.
    void notSaved(const Standin::Error &error);

private:
    void set(const QString &key, const QVariant &value);
    void check();
    void addRecent(const QString &key, const QString &path);

    QSettings &m_settings;
    QTimer m_checkLater{this};
    bool m_told = false;
};

} // namespace Standin::Gui
