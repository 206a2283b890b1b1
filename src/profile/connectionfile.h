// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "profile/connection.h"

namespace Standin {

class JsonReader;

/// The object `connection` of a profile file.
namespace ConnectionFile {

/// How a secret is given.
enum class Secrets : quint8 {
    Named, ///< in a file: by the place where it is to be found
    Sent,  ///< in a request: itself, and nothing on this machine can be named. The same holds for all headers
};

/// In a request `tls` may also be true or false; either way, and with an object, it decides whether the scheme is an
/// encrypted one.
void read(JsonReader &reader, Connection &connection, Secrets secrets = Secrets::Named);

/// What becomes of parts that are all as by default, such as `tls`.
enum class Defaults : quint8 { LeftOut, Written };

/// Secrets typed in are left out.
[[nodiscard]] JsonText write(const Connection &connection, Defaults defaults);

} // namespace ConnectionFile

} // namespace Standin
