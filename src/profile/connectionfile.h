// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/connection.h"

class QJsonObject;

namespace Standin {

class JsonReader;

/// The object `connection` of a profile file. Parts that are all as by default and were not in the file before, such as
/// `tls`, are left out.
namespace ConnectionFile {

/// How a secret is given.
enum class Secrets : quint8 {
    Named, ///< in a file: by the place where it is to be found
    Sent,  ///< in a request: itself, and nothing on this machine can be named. The same holds for all headers
};

/// In a request `tls` may also be true or false; either way, and with an object, it decides whether the scheme is an
/// encrypted one.
void read(JsonReader &reader, Connection &connection, Secrets secrets = Secrets::Named);

/// Keys in `base` that mean nothing here are kept. Secrets typed in are left out.
[[nodiscard]] QJsonObject write(const Connection &connection, const QJsonObject &base);

} // namespace ConnectionFile

} // namespace Standin
