// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/profile.h"

class QWidget;

namespace Standin {
class Keychain;
} // namespace Standin

namespace Standin::Gui {

/// Puts what was typed in into the keychain of the system, so that a profile can name it.
namespace KeychainWriter {

/// `places` are those of typed secrets (typedSecrets()). Gives the profile that names them: the password as `name`, the
/// others as `name` with their key behind it. Says that it waits, which can be cancelled, in a dialog of `window`.
[[nodiscard]] Result<Profile> write(Keychain &keychain, const Profile &profile, const QStringList &places,
                                    const QString &name, QWidget &window);

} // namespace KeychainWriter

} // namespace Standin::Gui
