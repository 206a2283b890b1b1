// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QUrl>

/// Commands for a shell that send the message of an entry again. Empty: the entry has no message, or one that is too
/// long for a command line. Properties are left out.
namespace Standin::Gui::EntryCommand {

/// The longest payload.
constexpr qsizetype mostBytes = 16 * 1024;

/// Publishes it with mosquitto_pub. Empty also for a broker by WebSocket, which mosquitto_pub cannot reach.
[[nodiscard]] QString mosquittoPub(const Entry &entry, const QUrl &broker);
/// Has the device of a sent message publish it, by REST at this address. Empty also without an address.
[[nodiscard]] QString curl(const Entry &entry, const QUrl &rest);

} // namespace Standin::Gui::EntryCommand
