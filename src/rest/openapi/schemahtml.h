// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace Standin::Rest::SchemaHtml {

/// The type of values of this schema in words, with links to the components that it refers to.
[[nodiscard]] QString typeOf(const QJsonObject &schema);

/// A table of the members of an object, or the type; then the examples.
[[nodiscard]] QString details(const QJsonObject &schema);

} // namespace Standin::Rest::SchemaHtml
