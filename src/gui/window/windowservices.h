// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/profile.h"

#include <QList>
#include <QUrl>

#include <functional>

namespace Standin::Gui {

/// What the window needs from outside, given by the composition root. Everything may be left out; what is missing is
/// not offered. The functions are called from the main thread while the window lives.
struct WindowServices
{
    /// Where REST listens; an empty URL while it does not.
    std::function<QUrl()> restUrl = {};

    /// Starts the local broker and gives its URL; gives it again when it already runs.
    std::function<Result<QUrl>()> startLocalBroker = {};
    std::function<void()> stopLocalBroker = {};

    /// Added and connected by "Start local broker with sample devices", with that broker as theirs.
    QList<Profile> samples = {};
};

} // namespace Standin::Gui
