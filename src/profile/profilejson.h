// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

namespace Standin {

class JsonReader;

/// Pieces that the parts of a profile file share.
namespace ProfileJson {

/// The longest time a key may name: a day.
inline constexpr int longestMs = 24 * 3600 * 1000;

/// A payload is any JSON value, and keeps its digits and the order of its keys; white space between its tokens is left
/// out. A string stands for itself as plain text.
void readPayload(JsonReader &reader, const QString &key, QByteArray &payload);
/// The inverse: JSON objects, arrays and scalars as themselves, any other text as a string.
[[nodiscard]] JsonText payloadValue(const QByteArray &payload);

/// The QoS of a reply that is that of its command.
inline constexpr QStringView asTheCommand = u"as-command";

void readQos(JsonReader &reader, quint8 &qos);

} // namespace ProfileJson

} // namespace Standin
