// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QJsonObject>

namespace Standin::Rest::OpenApiDocument {

/// The OpenAPI 3.1 document of these routes. Every route names components that exist.
[[nodiscard]] QJsonObject of(const std::vector<Route> &routes);

} // namespace Standin::Rest::OpenApiDocument
