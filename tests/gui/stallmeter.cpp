// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/stallmeter.h"

#include "support/processortime.h"

#include <QApplication>
#include <QTest>
#include <QWidget>

using namespace std::chrono_literals;

namespace {

constexpr auto tickInterval = 5ms;
constexpr int enoughTicks = 4; // the events for painting and layout come within one

} // namespace

StallMeter::StallMeter()
{
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(tickInterval);
    connect(&m_tick, &QTimer::timeout, this, &StallMeter::tick);
    qApp->installEventFilter(this);
}

bool StallMeter::eventFilter(QObject *, QEvent *event)
{
    m_isBusy = m_isBusy || event->type() != QEvent::Timer;
    return false;
}

void StallMeter::begin()
{
    QCoreApplication::processEvents(); // of what was before
    m_longest = 0;
    m_quietTicks = 0;
    m_atTick = Standin::Tests::processorTime();
    m_tick.start();
}

void StallMeter::tick()
{
    const auto now = Standin::Tests::processorTime();
    m_longest = qMax<qint64>(m_longest, (now - std::exchange(m_atTick, now)) / 1ms);
    m_quietTicks = std::exchange(m_isBusy, false) ? 0 : m_quietTicks + 1;
    if (m_quietTicks >= enoughTicks)
        m_loop.quit();
    else
        shortenIntervals();
}

void StallMeter::shortenIntervals()
{
    for (const QWidget *window : QApplication::topLevelWidgets()) {
        for (auto *timer : window->findChildren<QTimer *>()) {
            const auto due = timer->isSingleShot() ? 0ms : tickInterval;
            if (timer->isActive() && timer->intervalAsDuration() > due)
                timer->setInterval(due);
        }
    }
}

qint64 StallMeter::settle()
{
    m_quietTicks = 0;
    QTimer tooLate;
    bool isTooLate = false;
    connect(&tooLate, &QTimer::timeout, this, [&] {
        isTooLate = true;
        m_loop.quit();
    });
    tooLate.start(2min);
    m_loop.exec();
    m_tick.stop();
    qInfo("the longest stall was %lld ms", static_cast<long long>(m_longest));
    return isTooLate ? std::numeric_limits<qint64>::max() : m_longest;
}
