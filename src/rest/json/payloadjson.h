// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace Standin::Rest {

/// Adds a payload to `object`: "payload" with its text where it is UTF-8, and "json" with its value where it is JSON;
/// "payloadBase64" otherwise.
void insertPayload(QJsonObject &object, const QByteArray &payload);

/// The same for a payload of `bytes` of which only `beginning` is known: where something is missing there is no "json",
/// but "shortened":true and "payloadBytes".
void insertBeginning(QJsonObject &object, const QByteArray &beginning, qsizetype bytes);

} // namespace Standin::Rest
