// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace Standin::Rest::DocsPage {

/// The OpenAPI document as one HTML page without scripts and without anything from elsewhere. Its commands are to be
/// completed with CurlLine::completed().
[[nodiscard]] QByteArray of(const QJsonObject &document);

/// The Content-Security-Policy that allows what the page has: its style, by its hash.
[[nodiscard]] QByteArray policy();

} // namespace Standin::Rest::DocsPage
