// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QJsonObject>

namespace Standin {

/// {code, message, where?, reasonCode?}: an error as a member of another object, in REST and in exported files.
[[nodiscard]] QJsonObject errorJson(const Error &error);

} // namespace Standin
