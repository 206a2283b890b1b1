// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace Standin {

class JsonReader;

/// Common functions for the parts of a profile file.
namespace ProfileJson {

/// The maximum time of a key: one day.
inline constexpr int longestMs = 24 * 3600 * 1000;

/// The text for the QoS of the command.
inline constexpr QStringView asTheCommand = u"as-command";

void readQos(JsonReader &reader, quint8 &qos);

} // namespace ProfileJson

} // namespace Standin
