// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

namespace Standin {

class JsonReader;

/// Common functions for the parts of a profile file.
namespace ProfileJson {

/// The maximum time of a key: one day.
inline constexpr int longestMs = 24 * 3600 * 1000;

/// A payload is any JSON value with its digits and the order of its keys, without white space between tokens. A string
/// is plain text.
void readPayload(JsonReader &reader, const QString &key, QByteArray &payload);
/// The inverse: JSON objects, arrays and scalars as themselves, any other text as a string.
[[nodiscard]] JsonText payloadValue(const QByteArray &payload);

/// The text for the QoS of the command.
inline constexpr QStringView asTheCommand = u"as-command";

void readQos(JsonReader &reader, quint8 &qos);

} // namespace ProfileJson

} // namespace Standin
