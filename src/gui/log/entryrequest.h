// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

namespace Standin::Gui {

/// What a user wants made of an entry of the log. The page that can do it takes it over.
struct EntryRequest
{
    enum class Kind {
        PresetReply,
    };

    Kind kind = Kind::PresetReply;
    EntryPtr entry; ///< never null
};

} // namespace Standin::Gui
