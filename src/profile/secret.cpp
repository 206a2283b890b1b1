// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/secret.h"

#include "base/file.h"

#include <QDir>

namespace Standin {

Result<QString> Secret::resolve(const QString &baseDir) const
{
    if (!value.isEmpty())
        return value;
    if (!env.isEmpty()) {
        if (!qEnvironmentVariableIsSet(env.toLocal8Bit().constData()))
            return failure(ErrorCode::InvalidArgument, QStringLiteral("the environment variable is not set"), env);
        return qEnvironmentVariable(env.toLocal8Bit().constData());
    }
    if (!file.isEmpty()) {
        constexpr qint64 maxBytes = 64 * 1024;
        return File::read(QDir(baseDir).absoluteFilePath(file), maxBytes).map([](QByteArray bytes) {
            if (bytes.endsWith('\n'))
                bytes.chop(bytes.endsWith("\r\n") ? 2 : 1);
            return QString::fromUtf8(bytes);
        });
    }
    if (ask)
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("a password or key was not saved with the profile: connect the device in the "
                                      "window, which asks for it, or name a variable (env) or a file"));
    return QString();
}

} // namespace Standin
