// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace Standin::Gui {

/// A profile as a document of the window: its file, the devices made from it, and its unsaved changes.
struct ProfileDocument
{
    QString path;                 ///< empty: never saved
    Profile profile;              ///< the profile that the devices have now
    std::optional<Profile> saved; ///< the saved profile; nullopt: never saved, and must be saved to be kept
    QStringList devices;
    QStringList toldSecrets; ///< places of typed secrets for which the user was informed that they are not saved

    /// Edits on the Profile page that were not applied yet; they are kept while another device is shown.
    std::optional<Profile> draft;

    [[nodiscard]] bool isModified() const { return draft || !saved || profile != *saved; }
    /// Has changes other than added or left out devices.
    [[nodiscard]] bool hasOtherChanges() const;
    /// The displayed name: that of the file, or of the profile if there is no file.
    [[nodiscard]] QString title() const;
};

using DocumentPtr = std::shared_ptr<ProfileDocument>;

} // namespace Standin::Gui
