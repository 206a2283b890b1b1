// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <utility>

/// User properties as a user enters them in one line: "site=lab; name=value". A backslash takes the meaning from the
/// character behind it, so that names and values may contain any text.
namespace Standin::Gui::UserPropertiesText {

using Properties = QList<std::pair<QString, QString>>;

[[nodiscard]] QString of(const Properties &properties);
/// A name without "=" has an empty value.
[[nodiscard]] Properties read(const QString &text);
/// read(), or `before` if the text is still what was shown for it.
[[nodiscard]] Properties edited(const QString &text, const Properties &before);

} // namespace Standin::Gui::UserPropertiesText
