// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Standin::Models {

/// A payload on one line: its text with white space simplified, cut after `maxChars`; hexadecimal if it is not text.
[[nodiscard]] QString payloadPreview(const QByteArray &payload, qsizetype maxChars = 160);

/// A text on one line: each line end and control character becomes a space; cut after `maxChars`.
[[nodiscard]] QString textPreview(const QString &text, qsizetype maxChars = 160);

/// Whether the bytes are UTF-8 text without control characters other than white space.
[[nodiscard]] bool isText(QByteArrayView bytes);
/// The same for the start of a text, which may end within a character.
[[nodiscard]] bool isTextFront(QByteArrayView bytes);

} // namespace Standin::Models
