// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/connectionfile.h"
#include "profile/profile.h"

namespace Standin {

/// A profile read from a file, with warnings.
struct LoadedProfile
{
    Profile profile;
    QStringList warnings; ///< e.g. `/connection/kepAlive: unknown key, kept as it is`
};

/// The file format `standin.profile/1` (docs/profiles.md). Errors name line and column, or the JSON pointer of the
/// value with what was found and what was expected; a newer format is refused.
namespace ProfileFile {

[[nodiscard]] Result<LoadedProfile> parse(const QByteArray &text);
[[nodiscard]] Result<LoadedProfile> load(const QString &path);
/// A profile as a request sends it, at `pointer` of its body: `format` and `clientId` may be left out, and unknown keys
/// are not kept.
[[nodiscard]] Result<LoadedProfile> fromRequest(const JsonText &object, const QString &pointer,
                                                ConnectionFile::Secrets secrets);

/// The text that the profile was read from (Profile::source), changed only where the profile has changed. Without such
/// a text every key is written, including those with the default value. Typed secrets are omitted. `path` is the file
/// to be saved, whose name need not be repeated in the text.
[[nodiscard]] QByteArray toText(const Profile &profile, const QString &path = {});
/// Gives the text that the file has now; after an error it is what it was.
[[nodiscard]] Result<QByteArray> save(const Profile &profile, const QString &path);
/// The largest file that is read.
inline constexpr qint64 maxFileBytes = 16 * 1024 * 1024;

} // namespace ProfileFile

} // namespace Standin
