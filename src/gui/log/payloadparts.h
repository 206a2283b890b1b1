// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/textview.h"

#include <QByteArray>

/// A payload as text, in parts for a TextView.
namespace Standin::Gui::PayloadParts {

/// As it is; bytes that are no UTF-8 become replacement characters.
[[nodiscard]] TextView::Parts raw(const QByteArray &payload);
[[nodiscard]] TextView::Parts hex(const QByteArray &payload);
/// Indented; for what looksLikeJson().
[[nodiscard]] TextView::Parts json(const QByteArray &payload);

/// Whether it is JSON. Of a large payload only the front is looked at, so that the window need not wait.
[[nodiscard]] bool looksLikeJson(const QByteArray &payload);
/// Whether it is UTF-8 without control characters. Of a large payload only the front is looked at.
[[nodiscard]] bool looksLikeText(const QByteArray &payload);

} // namespace Standin::Gui::PayloadParts
