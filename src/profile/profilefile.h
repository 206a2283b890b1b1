// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

namespace Standin {

/// A profile read from a file, and what was odd about it but no error.
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

/// The text that the profile was read from (Profile::source), changed where the profile is another one now and nowhere
/// else. Without such a text every key is written, also those that hold the default. Secrets typed in are left out.
/// `path` is where the text is to be saved: a file need not repeat its name.
[[nodiscard]] QByteArray toText(const Profile &profile, const QString &path = {});
/// Gives the text that the file has now; after an error it is what it was.
[[nodiscard]] Result<QByteArray> save(const Profile &profile, const QString &path);
/// The largest file that is read.
inline constexpr qint64 maxFileBytes = 16 * 1024 * 1024;

} // namespace ProfileFile

} // namespace Standin
