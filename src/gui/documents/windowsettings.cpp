// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/windowsettings.h"

#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype maxRecentFiles = 10;

} // namespace

WindowSettings::WindowSettings(QSettings &settings)
    : m_settings(settings)
{
    m_checkLater.setSingleShot(true);
    connect(&m_checkLater, &QTimer::timeout, this, &WindowSettings::check);
    m_checkLater.start(0);
}

void WindowSettings::set(const QString &key, const QVariant &value)
{
    m_settings.setValue(key, value);
    m_checkLater.start(0);
}

void WindowSettings::check()
{
    m_settings.sync();
    const bool isRead = m_settings.status() != QSettings::FormatError;
    if (m_told || (isRead && m_settings.status() == QSettings::NoError && m_settings.isWritable()))
        return;
    m_told = true;
    emit notSaved({isRead ? ErrorCode::FileNotWritable : ErrorCode::FileDamaged, u"the settings were not saved"_s,
                   m_settings.fileName()});
}

QByteArray WindowSettings::layout(const QString &part) const
{
    return QByteArray::fromBase64(m_settings.value(u"layout/"_s + part).toByteArray());
}

void WindowSettings::setLayout(const QString &part, const QByteArray &state)
{
    set(u"layout/"_s + part, QString::fromLatin1(state.toBase64()));
}

Theme::Choice WindowSettings::theme() const
{
    return Theme::fromString(m_settings.value(u"theme"_s).toString()).value_or(Theme::Choice::System);
}

void WindowSettings::setTheme(Theme::Choice choice)
{
    set(u"theme"_s, Theme::toString(choice));
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
    set(u"journalEntries"_s, static_cast<qulonglong>(limits.entries));
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
    set(u"folder"_s, folder);
}

QUrl WindowSettings::broker() const
{
    return m_settings.value(u"broker"_s).toUrl();
}

void WindowSettings::setBroker(const QUrl &url)
{
    set(u"broker"_s, url.toString());
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
    set(key, QStringList(files.first(qMin(files.size(), maxRecentFiles))));
}

void WindowSettings::clearRecentFiles()
{
    set(u"recentFiles"_s, QStringList());
}

QStringList WindowSettings::openFiles() const
{
    return m_settings.value(u"openFiles"_s).toStringList();
}

void WindowSettings::setOpenFiles(const QStringList &paths)
{
    set(u"openFiles"_s, paths);
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
    set(u"openScenarios"_s, paths);
}

} // namespace Standin::Gui
