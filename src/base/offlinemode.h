// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace Standin {

/// A named way to go offline.
enum class OfflineMode : quint8 {
    Clean,    ///< DISCONNECT 0x00, then close: no will
    WithWill, ///< MQTT 5 DISCONNECT 0x04; before version 5 the same as Abrupt
    Abrupt,   ///< FIN without DISCONNECT: the broker publishes the will
    Reset,    ///< TCP RST: the broker publishes the will
    Silent,   ///< the socket stays open, nothing is sent or read: the keep-alive expires at the broker
};

/// "clean", "with-will", "abrupt", "reset", "silent".
[[nodiscard]] QString toString(OfflineMode mode);
[[nodiscard]] QStringList offlineModeNames();
[[nodiscard]] std::optional<OfflineMode> offlineModeFromString(QStringView name);

} // namespace Standin
