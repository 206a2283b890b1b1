// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

namespace Standin::Gui {

/// A request of the user about an entry of the log. The page for its kind executes it.
struct EntryRequest
{
    enum class Kind {
        PresetReply,
        Rule,       ///< make one of it
        DryRun,     ///< what the rules would make of it
        ExpectStep, ///< a step of the open scenario that expects the message
        SendStep,   ///< one that sends it again
    };

    Kind kind = Kind::PresetReply;
    EntryPtr entry; ///< never null
};

} // namespace Standin::Gui
