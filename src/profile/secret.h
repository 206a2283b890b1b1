// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace Standin {

/// A password or the like. Files name where it is to be found; a value typed in or sent by REST lives in memory only.
/// It is never written, logged or returned.
struct Secret
{
    QString value; ///< in memory only
    QString env;   ///< the name of an environment variable
    QString file;  ///< a path, relative to the profile file; one line break at its end is not part of the secret

    [[nodiscard]] bool isSet() const { return !value.isEmpty() || !env.isEmpty() || !file.isEmpty(); }

    /// The secret itself; empty when none is set. InvalidArgument for a variable that does not exist,
    /// FileNotReadable for the file.
    [[nodiscard]] Result<QString> resolve(const QString &baseDir) const;

    bool operator==(const Secret &) const = default;
};

} // namespace Standin
