// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/isotime.h"

#include <chrono>

namespace Standin {

namespace {

/// Writes `value` with exactly so many digits.
void writeDigits(QChar *out, int digits, qint64 value)
{
    for (; digits > 0; value /= 10)
        out[--digits] = QChar(u'0' + static_cast<char16_t>(value % 10));
}

} // namespace

QString isoTime(qint64 micros)
{
    using namespace std::chrono;
    const microseconds since(micros);
    const auto day = floor<days>(since);
    const year_month_day date{sys_days(day)};
    const hh_mm_ss time(since - day);

    QString text = QStringLiteral("0000-00-00T00:00:00.000000Z");
    QChar *out = text.data();
    writeDigits(out, 4, static_cast<int>(date.year()));
    writeDigits(out + 5, 2, static_cast<unsigned>(date.month()));
    writeDigits(out + 8, 2, static_cast<unsigned>(date.day()));
    writeDigits(out + 11, 2, time.hours().count());
    writeDigits(out + 14, 2, time.minutes().count());
    writeDigits(out + 17, 2, time.seconds().count());
    writeDigits(out + 20, 6, time.subseconds().count());
    return text;
}

} // namespace Standin
