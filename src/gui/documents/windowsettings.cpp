// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/windowsettings.h"

#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype maxRecentFiles = 10;

} // namespace

QByteArray WindowSettings::layout(const QString &part) const
{
    return QByteArray::fromBase64(m_settings.value(u"layout/"_s + part).toByteArray());
}

void WindowSettings::setLayout(const QString &part, const QByteArray &state)
{
    m_settings.setValue(u"layout/"_s + part, QString::fromLatin1(state.toBase64()));
}

Theme::Choice WindowSettings::theme() const
{
    return Theme::fromString(m_settings.value(u"theme"_s).toString()).value_or(Theme::Choice::System);
}

void WindowSettings::setTheme(Theme::Choice choice)
{
    m_settings.setValue(u"theme"_s, Theme::toString(choice));
}

std::optional<JournalLimits> WindowSettings::journalLimits() const
{
    const auto wanted = m_settings.value(u"journalEntries"_s).toULongLong();
    for (const JournalLimits &choice : journalChoices()) {
        if (choice.entries == wanted)
            return choice;
    }
    return std::nullopt;
}

void WindowSettings::setJournalLimits(const JournalLimits &limits)
{
    m_settings.setValue(u"journalEntries"_s, static_cast<qulonglong>(limits.entries));
}

QList<JournalLimits> WindowSettings::journalChoices()
{
    const JournalLimits standard;
    QList<JournalLimits> choices;
    for (const size_t entries : {standard.entries / 4, standard.entries, standard.entries * 5}) {
        JournalLimits choice = standard;
        choice.entries = entries;
        choice.bytes = static_cast<qsizetype>(static_cast<size_t>(standard.bytes) * entries / standard.entries);
        choices.append(choice);
    }
    return choices;
}

QString WindowSettings::folder() const
{
    return m_settings.value(u"folder"_s, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
        .toString();
}

void WindowSettings::setFolder(const QString &folder)
{
    m_settings.setValue(u"folder"_s, folder);
}

QUrl WindowSettings::broker() const
{
    return m_settings.value(u"broker"_s).toUrl();
}

void WindowSettings::setBroker(const QUrl &url)
{
    m_settings.setValue(u"broker"_s, url.toString());
}

QStringList WindowSettings::recentFiles() const
{
    return m_settings.value(u"recentFiles"_s).toStringList();
}

void WindowSettings::addRecentFile(const QString &path)
{
    addRecent(u"recentFiles"_s, path);
}

void WindowSettings::addRecent(const QString &key, const QString &path)
{
    QStringList files = m_settings.value(key).toStringList();
    files.removeAll(path);
    files.prepend(path);
    m_settings.setValue(key, QStringList(files.first(qMin(files.size(), maxRecentFiles))));
}

void WindowSettings::clearRecentFiles()
{
    m_settings.remove(u"recentFiles"_s);
}

QStringList WindowSettings::openFiles() const
{
    return m_settings.value(u"openFiles"_s).toStringList();
}

void WindowSettings::setOpenFiles(const QStringList &paths)
{
    m_settings.setValue(u"openFiles"_s, paths);
}

QStringList WindowSettings::recentScenarios() const
{
    return m_settings.value(u"recentScenarios"_s).toStringList();
}

void WindowSettings::addRecentScenario(const QString &path)
{
    addRecent(u"recentScenarios"_s, path);
}

QStringList WindowSettings::openScenarios() const
{
    return m_settings.value(u"openScenarios"_s).toStringList();
}

void WindowSettings::setOpenScenarios(const QStringList &paths)
{
    m_settings.setValue(u"openScenarios"_s, paths);
}

} // namespace Standin::Gui
