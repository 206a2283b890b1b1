// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/scenariofolder.h"

#include "base/errortext.h"
#include "base/file.h"
#include "scenario/file/scenariofile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QtEndian>

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

bool isPart(const QString &part)
{
    constexpr qsizetype longest = 200;
    return !part.isEmpty() && part.size() <= longest && !part.startsWith(u'.') &&
           std::ranges::all_of(part, [](QChar c) { return c.isPrint() && c != u'\\'; });
}

bool isId(const QString &id)
{
    const QStringList parts = id.split(u'/');
    return id.size() <= ScenarioFolder::longestId && parts.size() <= ScenarioFolder::deepest &&
           std::ranges::all_of(parts, isPart);
}

/// With all links followed; of the nearest folder above that is there when it is not.
QString realPath(QString path)
{
    QString real;
    while ((real = QFileInfo(path).canonicalFilePath()).isEmpty()) {
        if (QFileInfo(path).isSymLink())
            return {}; // to nowhere: a file would be made there
        path = QFileInfo(path).path();
    }
    return real;
}

} // namespace

QStringList ScenarioFolder::ids() const
{
    QStringList ids;
    if (m_path.isEmpty())
        return ids;
    QDirIterator found(m_path, {u"*"_s + suffix}, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext() && ids.size() < mostFiles) {
        if (const QString id = idOf(found.next()); pathOf(id))
            ids.append(id);
    }
    ids.sort();
    return ids;
}

QString ScenarioFolder::idOf(const QString &path) const
{
    const QString relative = QDir(m_path).relativeFilePath(path);
    return m_path.isEmpty() || !relative.endsWith(suffix) ? QString() : relative.chopped(suffix.size());
}

Result<QString> ScenarioFolder::pathOf(const QString &id) const
{
    if (m_path.isEmpty())
        return failure(ErrorCode::FileNotWritable, u"there is no folder of scenarios: start with --scenarios DIR"_s);
    if (!isId(id))
        return failure(
            ErrorCode::InvalidArgument,
            ErrorText::expected(u"a path in the folder of scenarios, without %1"_s.arg(suffix), ErrorText::found(id)),
            u"id"_s);
    const QString path = QDir(m_path).absoluteFilePath(id + suffix);
    const QString folder = QFileInfo(m_path).canonicalFilePath();
    const QString real = realPath(path);
    if (folder.isEmpty() || (real != folder && !real.startsWith(folder + u'/')))
        return failure(ErrorCode::InvalidArgument,
                       u"found \"%1\", which leads out of the folder of scenarios"_s.arg(id), u"id"_s);
    return path;
}

Result<QString> ScenarioFolder::folderOf(const QString &id) const
{
    return pathOf(id).map([](const QString &path) { return QFileInfo(path).path(); });
}

quint64 ScenarioFolder::revisionOf(const QByteArray &bytes)
{
    return qFromBigEndian<quint64>(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).constData());
}

Result<std::optional<ScenarioFolder::Text>> ScenarioFolder::read(const QString &id) const
{
    const auto path = pathOf(id);
    if (!path && path.error().code == ErrorCode::InvalidArgument)
        return Failure(path.error());
    if (!path || !QFileInfo::exists(*path))
        return std::optional<Text>();
    return File::read(*path, ScenarioFile::maxFileBytes).map([](const QByteArray &bytes) {
        return std::optional(Text{bytes, revisionOf(bytes)});
    });
}

Result<std::optional<quint64>> ScenarioFolder::revision(const QString &id) const
{
    return read(id).map([](const std::optional<Text> &text) {
        return text ? std::optional(text->revision) : std::optional<quint64>();
    });
}

Result<bool> ScenarioFolder::write(const QString &id, const QByteArray &bytes, const Check &check)
{
    const std::lock_guard lock(m_changes);
    const auto path = pathOf(id);
    if (!path)
        return Failure(path.error());
    const auto before = revision(id);
    if (!before)
        return Failure(before.error());
    return check(*before)
        .and_then([&]() -> Result<> {
            if (!QDir().mkpath(QFileInfo(*path).path()))
                return failure(ErrorCode::FileNotWritable, u"its folder cannot be made"_s, u"id"_s);
            return File::writeAtomically(*path, bytes);
        })
        .map([&before] { return !before->has_value(); });
}

Result<bool> ScenarioFolder::remove(const QString &id, const Check &check)
{
    const std::lock_guard lock(m_changes);
    const auto before = revision(id);
    if (!before)
        return Failure(before.error());
    if (!*before)
        return false;
    return check(*before).and_then([&]() -> Result<bool> {
        if (!QFile::remove(*pathOf(id)))
            return failure(ErrorCode::FileNotWritable, u"it cannot be removed"_s, u"id"_s);
        return true;
    });
}

} // namespace Standin::Scenarios
