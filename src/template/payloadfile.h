// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

namespace Standin {

class JsonBuilder;
class JsonReader;

/// Payloads in files: any JSON value with its digits and the order of its keys, without white space between tokens. A
/// string is plain text.
namespace PayloadFile {

void read(JsonReader &reader, const QString &key, QByteArray &payload);
/// The inverse: JSON objects, arrays and scalars as themselves, any other text as a string.
[[nodiscard]] JsonText write(const QByteArray &payload);

/// One of the keys `payload`, as above, and `payloadBase64`; the object must have one of them.
void readEither(JsonReader &reader, QByteArray &payload);
/// The inverse, with all bytes: as JSON if that preserves them, else as a string if that does, else as `payloadBase64`.
void addEither(JsonBuilder &object, const QByteArray &payload);

} // namespace PayloadFile

} // namespace Standin
