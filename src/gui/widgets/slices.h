// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QObject;

namespace Standin::Gui {

/// Calls `action` with each device in order, a few at once with a look at the event loop in between: asking thousands
/// of devices for something takes longer than the window may stand still. Ends early when `context` is gone.
void inSlices(const QStringList &ids, QObject *context, std::function<void(const QString &)> action);

} // namespace Standin::Gui
