// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace Standin {

/// The classes of entries, for filters. The event of an entry determines its kind: see kindOf().
enum class EntryKind : quint8 {
    In,        ///< a message the device received
    Out,       ///< a message the device published
    Lifecycle, ///< the device changed its state
    Protocol,  ///< an event of the session that is not a message
    Fault,     ///< a deliberate deviation
};

/// "in", "out", "lifecycle", "protocol", "fault": the names in REST and files.
[[nodiscard]] QString toString(EntryKind kind);
[[nodiscard]] std::optional<EntryKind> entryKindFromString(QStringView name);
/// All of them, in this order.
[[nodiscard]] QStringList entryKindNames();

} // namespace Standin
