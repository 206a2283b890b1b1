// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

#include <functional>

namespace Standin::Gui {

/// How the same action went for several devices.
struct BulkOutcome
{
    qsizetype asked = 0;
    qsizetype done = 0;
    QString firstFailed; ///< the first device to fail
    std::optional<Error> firstError;
    qint64 elapsedMs = 0; ///< until the last answer
};

/// Asks every device and calls `finished` once, in the thread of `context`, when all have answered.
/// Not called when `context` is gone by then.
void forAll(const QStringList &ids, const std::function<Fleet::Done(const QString &)> &action, QObject *context,
            std::function<void(const BulkOutcome &)> finished);

} // namespace Standin::Gui
