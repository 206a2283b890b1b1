// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/stallmeter.h"

#include <QCoreApplication>
#include <QTest>

StallMeter::StallMeter()
{
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(5);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_longest = qMax(m_longest, m_sinceTick.restart());
        ++m_ticks;
    });
}

void StallMeter::begin()
{
    QCoreApplication::processEvents(); // of what was before
    m_longest = 0;
    m_ticks = 0;
    m_sinceTick.start();
    m_tick.start();
}

qint64 StallMeter::settle()
{
    constexpr int ticks = 30; // 150 ms: several refreshes of the window
    const auto wait = [this] { QTRY_VERIFY_WITH_TIMEOUT(m_ticks >= ticks, 120'000); };
    wait();
    m_tick.stop();
    qInfo("the event loop stood still for %lld ms", static_cast<long long>(m_longest));
    return m_longest;
}
