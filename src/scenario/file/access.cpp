// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/access.h"

#include "profile/connection.h"
#include "scenario/file/scenario.h"

#include <QDir>
#include <QFileInfo>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

bool isBelow(const QString &path, const QString &folder)
{
    return path.startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
}

} // namespace

Result<QString> fileFor(const Scenario &scenario, const QString &file)
{
    const QString path = QDir::cleanPath(QDir(scenario.baseDir).absoluteFilePath(file));
    if (scenario.access < Access::Confined)
        return path;
    if (scenario.baseDir.isEmpty())
        return failure(
            ErrorCode::InvalidArgument,
            u"found \"%1\", but there is no folder of scenarios in which files could be: start with --scenarios DIR"_s
                .arg(file));
    // The links of a file that does not exist cannot be followed; reading it fails later.
    const QString canonical = QFileInfo(path).canonicalFilePath();
    const QString folder = QFileInfo(scenario.baseDir).canonicalFilePath();
    const bool isInside = canonical.isEmpty() ? isBelow(path, QDir::cleanPath(QDir(scenario.baseDir).absolutePath()))
                                              : !folder.isEmpty() && isBelow(canonical, folder);
    if (!isInside)
        return failure(
            ErrorCode::InvalidArgument,
            u"found \"%1\", expected a file in the folder of the scenario: one that came by REST may not use "
            "others"_s.arg(file));
    return path;
}

Error secretRefused(Access access, const QString &where)
{
    return {.code = ErrorCode::InvalidArgument,
            .message = access == Access::NoSecrets
                           ? u"found a secret of this machine, which belongs to the address that the file gives: a run "
                             "that a request starts with other variables or another broker may not use it"_s
                           : u"found a secret of this machine, which a scenario that came by REST may not use"_s,
            .where = where};
}

Result<> checkSecrets(Access access, const Connection &connection, const QString &pointer)
{
    if (access == Access::All)
        return {};
    if (connection.password.isNamed())
        return Failure(secretRefused(access, pointer + u"/password"_s));
    if (connection.tls.keyPassword.isNamed())
        return Failure(secretRefused(access, pointer + u"/tls/keyPassword"_s));
    if (connection.proxy.password.isNamed())
        return Failure(secretRefused(access, pointer + u"/proxy/password"_s));
    for (const HttpHeader &header : connection.headers) {
        if (header.secret.isNamed())
            return Failure(secretRefused(access, pointer + u"/headers/"_s + header.name));
    }
    return {};
}

} // namespace Standin::Scenarios
