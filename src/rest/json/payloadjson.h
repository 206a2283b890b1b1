// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace Standin::Rest {

/// A payload of `bytes` of which only `beginning` is known: "payload" with its text if it is UTF-8, "payloadBase64"
/// otherwise, and "shortened":true and "payloadBytes". payloadMembersPiece() is for whole payloads.
[[nodiscard]] QJsonObject beginningJson(const QByteArray &beginning, qsizetype bytes);

} // namespace Standin::Rest
