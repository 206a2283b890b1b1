// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/connection.h"

class QJsonObject;

namespace Standin {

class JsonReader;

/// The object `connection` of a profile file. Parts that are all as by default and were not in the file before, such as
/// `tls`, are left out.
namespace ConnectionFile {

void read(JsonReader &reader, Connection &connection);

/// Keys in `base` that mean nothing here are kept. Secrets typed in are left out.
[[nodiscard]] QJsonObject write(const Connection &connection, const QJsonObject &base);

} // namespace ConnectionFile

} // namespace Standin
