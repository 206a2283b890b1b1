// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/textview.h"

#include <QByteArray>

/// A payload as text, in parts for a TextView.
namespace Standin::Gui::PayloadParts {

/// Unchanged; bytes that are not UTF-8 become replacement characters.
[[nodiscard]] TextView::Parts raw(const QByteArray &payload);
[[nodiscard]] TextView::Parts hex(const QByteArray &payload);
/// Indented; for what looksLikeJson().
[[nodiscard]] TextView::Parts json(const QByteArray &payload);

/// Whether it is JSON. Of a large payload only the beginning is checked, so that the window does not wait.
[[nodiscard]] bool looksLikeJson(const QByteArray &payload);
/// Whether it is UTF-8 without control characters. Of a large payload only the beginning is checked.
[[nodiscard]] bool looksLikeText(const QByteArray &payload);

} // namespace Standin::Gui::PayloadParts
