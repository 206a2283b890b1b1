// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace Standin::Gui {

/// The format of the window's settings file: a JSON object of texts, numbers and lists of texts. QSettings::IniFormat
/// is not used because it reports success, and leaves a part of the file, when the disk is full. With this one the file
/// stays as it was, and QSettings::status() is AccessError.
[[nodiscard]] QSettings::Format settingsFormat();

} // namespace Standin::Gui
