// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/privatefolder.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace Standin::Broker {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView prefix("standin-broker-");
constexpr QLatin1StringView lockName("lock");

QByteArray pathOf(const QString &folder, const QString &name)
{
    return QFile::encodeName(folder + u'/' + name);
}

/// The lock file gets its name after it was locked: an unlocked file of that name means that its owner has ended.
int lockedFile(const QString &folder)
{
    const QByteArray unfinished = pathOf(folder, u"lock.new"_s);
    const int file = ::open(unfinished.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool isHeld = file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0 &&
                        ::rename(unfinished.constData(), pathOf(folder, lockName).constData()) == 0;
    if (isHeld || file < 0)
        return file;
    ::close(file);
    return -1;
}

/// Removes the folders of this user whose owner has ended.
void removeAbandoned()
{
    const QDir temporary(QDir::tempPath());
    const auto folders =
        temporary.entryInfoList({prefix + u"*"_s}, QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot);
    for (const QFileInfo &folder : folders) {
        if (folder.ownerId() != ::geteuid())
            continue;
        const QString path = folder.absoluteFilePath();
        const int file = ::open(pathOf(path, lockName).constData(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (file < 0)
            continue; // just being made
        if (::flock(file, LOCK_EX | LOCK_NB) == 0)
            QDir(path).removeRecursively();
        ::close(file);
    }
}

QString templatePath()
{
    removeAbandoned();
    return QDir::tempPath() + u'/' + prefix + u"XXXXXX"_s;
}

} // namespace

PrivateFolder::PrivateFolder()
    : m_dir(templatePath())
    , m_lock(m_dir.isValid() ? lockedFile(m_dir.path()) : -1)
{}

bool PrivateFolder::isThere() const
{
    return m_lock >= 0 && m_dir.isValid() && QFileInfo(m_dir.path()).isDir();
}

PrivateFolder::~PrivateFolder()
{
    m_dir.remove();
    if (m_lock >= 0)
        ::close(m_lock);
}

} // namespace Standin::Broker
