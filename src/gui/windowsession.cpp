// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windowsession.h"

#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace Standin {

namespace {

constexpr qsizetype maxRecentFiles = 10;

} // namespace

QByteArray WindowSession::layout(const QString &part) const
{
    return m_settings.value(u"layout/"_s + part).toByteArray();
}

void WindowSession::setLayout(const QString &part, const QByteArray &state)
{
    m_settings.setValue(u"layout/"_s + part, state);
}

Theme::Choice WindowSession::theme() const
{
    return Theme::fromString(m_settings.value(u"theme"_s).toString()).value_or(Theme::Choice::System);
}

void WindowSession::setTheme(Theme::Choice choice)
{
    m_settings.setValue(u"theme"_s, Theme::toString(choice));
}

QString WindowSession::folder() const
{
    return m_settings.value(u"folder"_s, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
        .toString();
}

void WindowSession::setFolder(const QString &folder)
{
    m_settings.setValue(u"folder"_s, folder);
}

QStringList WindowSession::recentFiles() const
{
    return m_settings.value(u"recentFiles"_s).toStringList();
}

void WindowSession::addRecentFile(const QString &path)
{
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    m_settings.setValue(u"recentFiles"_s, QStringList(files.first(qMin(files.size(), maxRecentFiles))));
}

void WindowSession::clearRecentFiles()
{
    m_settings.remove(u"recentFiles"_s);
}

QStringList WindowSession::openFiles() const
{
    return m_settings.value(u"openFiles"_s).toStringList();
}

void WindowSession::setOpenFiles(const QStringList &paths)
{
    m_settings.setValue(u"openFiles"_s, paths);
}

} // namespace Standin
