// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

class QWidget;

namespace Standin::Gui {

namespace Ui {
class ProfilePage;
}

/// Converts between a profile and the fields of its page.
namespace ProfileForm {

/// Fills the choices of the boxes; once.
void setUp(Ui::ProfilePage &form);
void fill(Ui::ProfilePage &form, const Profile &profile);
/// Fills only the fields of the secrets: none counts as entered by the user any more.
void fillSecrets(Ui::ProfilePage &form, const Profile &profile);
/// `base` with the values of the fields; other settings are unchanged.
[[nodiscard]] Profile read(const Ui::ProfilePage &form, const Profile &base);
/// The field that shows the value of a JSON pointer of the profile file; null when none does.
[[nodiscard]] QWidget *fieldAt(const Ui::ProfilePage &form, const QString &pointer);

} // namespace ProfileForm

} // namespace Standin::Gui
