// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/bytereader.h"
#include "mqtt/core/decodeerror.h"
#include "mqtt/core/properties.h"

#include <tl/expected.hpp>

namespace Standin::Mqtt {

/// Reads the property length and the properties from the front (5.0 section 2.2.2), and checks each against its
/// definition. After an error `reader` must not be used. Pure function, thread-safe.
[[nodiscard]] tl::expected<Properties, DecodeError> readProperties(ByteReader &reader, PropertyPlace place);

} // namespace Standin::Mqtt
