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
    Named, ///< in a file: by its place
    Sent,  ///< in a request: the secret itself; places on this machine are not allowed. The same applies to all headers
    SentOrShown, ///< as Sent; or a place, which must be one that ShownSecrets has shown
};

/// In a request `tls` may also be true or false; these and an object determine whether the scheme is an encrypted one.
void read(JsonReader &reader, Connection &connection, Secrets secrets = Secrets::Named);

/// How parts with only default values, such as `tls`, are written.
enum class Defaults : quint8 { LeftOut, Written };

/// Typed secrets are omitted.
[[nodiscard]] JsonText write(const Connection &connection, Defaults defaults);

} // namespace ConnectionFile

} // namespace Standin
