// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/isotime.h"

#include <QDateTime>
#include <QTimeZone>

namespace Standin {

using namespace Qt::StringLiterals;

QString isoTime(qint64 micros)
{
    const qint64 seconds = micros / 1'000'000;
    const QString time = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc()).toString(u"yyyy-MM-ddTHH:mm:ss");
    return u"%1.%2Z"_s.arg(time).arg(micros % 1'000'000, 6, 10, QLatin1Char('0'));
}

} // namespace Standin
