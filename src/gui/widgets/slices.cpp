// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/slices.h"

#include <QTimer>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace Standin::Gui {

namespace {

constexpr qsizetype sliceSize = 250;

} // namespace

void inSlices(const QStringList &ids, QObject *context, std::function<void(const QString &)> action)
{
    const qsizetype now = std::min(ids.size(), sliceSize);
    for (const QString &id : ids.first(now))
        action(id);
    if (now == ids.size())
        return;
    QTimer::singleShot(0ms, context, [rest = ids.sliced(now), context, action = std::move(action)]() mutable {
        inSlices(rest, context, std::move(action));
    });
}

} // namespace Standin::Gui
