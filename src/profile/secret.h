// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace Standin {

/// A password or another secret. Files have only its place; a value that is typed in or sent by REST is kept in memory
/// only. It is never written, logged or returned: a file has `ask` instead.
struct Secret
{
    QString value; ///< in memory only
    QString env;   ///< the name of an environment variable
    QString file;  ///< a template of a path, relative to the profile file; one line break at the end of the file is not
                   ///< part of the secret
    bool ask = false;       ///< it is not in the file, and the window asks for it on Connect
    QString keychain = {};  ///< the name of an entry in the system's keychain (Keychain)
    QString recipient = {}; ///< its recipient (SecretRecipients); empty: not set yet

    [[nodiscard]] bool isSet() const { return !value.isEmpty() || isNamed() || ask; }
    /// A file has the place of the secret.
    [[nodiscard]] bool isNamed() const { return !env.isEmpty() || !file.isEmpty() || !keychain.isEmpty(); }
    /// It was typed in or has to be: a file can only have `ask`.
    [[nodiscard]] bool isTyped() const { return !isNamed() && isSet(); }
    /// It has to be typed in and was not yet.
    [[nodiscard]] bool isMissing() const { return isTyped() && value.isEmpty(); }

    /// The secret itself, from the file of exactly this name; empty when none is set. InvalidArgument for a variable
    /// that does not exist, or when it is missing; FileNotReadable for the file. CompiledProfile reads secrets of the
    /// keychain.
    [[nodiscard]] Result<QString> resolve(const QString &baseDir) const;

    /// Compares the secrets without their recipients.
    bool operator==(const Secret &other) const
    {
        return value == other.value && env == other.env && file == other.file && ask == other.ask &&
               keychain == other.keychain;
    }
};

} // namespace Standin
