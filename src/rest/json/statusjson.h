// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "journal/entry.h"
#include "rest/http/answerparts.h"

#include <QJsonObject>

namespace Standin::Rest {

/// For lists: payloads are shortened to 1 KiB, and of the preset replies there are the first ten. Members that do not
/// apply at the moment (offlineMode, error, attempt, lastMessage) are left out.
[[nodiscard]] QJsonObject statusJson(const DeviceStatus &status);

/// The same as an answer, with every payload whole; that of the last message as long as `last`, its entry in the
/// journal, is still there (nullptr otherwise).
[[nodiscard]] std::vector<AnswerPiece> statusPieces(const DeviceStatus &status, const EntryPtr &last);

} // namespace Standin::Rest
