// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/bytereader.h"
#include "mqtt/core/decodeerror.h"
#include "mqtt/core/properties.h"

#include <tl/expected.hpp>

namespace Standin::Mqtt {

/// Takes the property length and the properties off the front (5.0 section 2.2.2), and checks each against its
/// definition. `reader` is of no further use after an error. Pure function, thread-safe.
[[nodiscard]] tl::expected<Properties, DecodeError> readProperties(ByteReader &reader, PropertyPlace place);

} // namespace Standin::Mqtt
