// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace Standin::Models {

/// Whether a topic passes what a person typed: an MQTT filter where it has a wildcard ('+' or '#'), otherwise any part
/// of the topic. An empty filter lets everything pass.
[[nodiscard]] bool topicMatches(QStringView filter, QStringView topic);

} // namespace Standin::Models
