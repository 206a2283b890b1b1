// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Standin {

/// The coarse classes that readers filter by. Which one an entry belongs to follows from its event: see kindOf().
enum class EntryKind : quint8 {
    In,        ///< a message the device received
    Out,       ///< a message the device published
    Lifecycle, ///< the device changed its state
    Protocol,  ///< something about the session that is no message
    Fault,     ///< a deliberate deviation
};

/// "in", "out", "lifecycle", "protocol", "fault": the names of REST and files.
[[nodiscard]] QString toString(EntryKind kind);
[[nodiscard]] std::optional<EntryKind> entryKindFromString(QStringView name);

} // namespace Standin
