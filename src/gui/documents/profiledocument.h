// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace Standin::Gui {

/// A profile as the document of a window: the file it came from, the devices made of it, and what is not saved yet.
struct ProfileDocument
{
    QString path;                 ///< empty: never saved
    Profile profile;              ///< what the devices have now
    std::optional<Profile> saved; ///< what a save would not change; nullopt: must be saved to be kept
    QStringList devices;
    QStringList toldSecrets; ///< the places of typed secrets of which a user knows that they are not saved

    // Edits on the pages that have not been applied yet; they survive a look at another device.
    std::optional<Profile> draft;
    std::optional<QByteArray> replyDraft;

    [[nodiscard]] bool isModified() const { return draft || replyDraft || !saved || profile != *saved; }
    /// Modified in other ways than by devices that were added or left out.
    [[nodiscard]] bool hasOtherChanges() const;
    /// The name for people: that of the file, or of the profile before there is one.
    [[nodiscard]] QString title() const;
};

using DocumentPtr = std::shared_ptr<ProfileDocument>;

} // namespace Standin::Gui
