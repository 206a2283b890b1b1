// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace Standin::Gui {

/// The format of the window's settings file: a JSON object of texts, numbers and lists of texts. QSettings::IniFormat
/// is not used because on a full disk it reports success and leaves a part of the file. With this format the file is
/// not changed, and QSettings::status() is AccessError.
[[nodiscard]] QSettings::Format settingsFormat();

} // namespace Standin::Gui
