// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

namespace Standin::Scenarios {

/// Where two JSON values differ first, for people: `/op: expected "reboot", found "restart"`. Keys that only `found`
/// has do not count with `ignoreExtra`. Empty when there is no difference at the same place (also for the same elements
/// in another order).
[[nodiscard]] QString firstDifference(const QJsonValue &expected, const QJsonValue &found, bool ignoreExtra);

} // namespace Standin::Scenarios
