// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace Standin::Rest::Components {

/// The beginning of the OpenAPI document, with all components: those of resources/openapi, the definitions of
/// resources/schemas/rules.schema.json as "rules.…", and lists of words that the program knows (EntryKind, …).
[[nodiscard]] QJsonObject document();

/// The text of a file of resources/openapi.
[[nodiscard]] QByteArray file(const QString &name);

} // namespace Standin::Rest::Components
