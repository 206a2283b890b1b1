// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshottaker.h"

#include "base/file.h"

#include <QBuffer>
#include <QPixmap>

#include <iostream>

namespace Standin::App {

using namespace Qt::StringLiterals;

namespace {

constexpr int intervalMs = 250;
constexpr int mostLooks = 30'000 / intervalMs;

} // namespace

ScreenshotTaker::ScreenshotTaker(Fleet &fleet, QWidget &window, QString file)
    : m_fleet(fleet)
    , m_window(window)
    , m_file(std::move(file))
{
    connect(&m_timer, &QTimer::timeout, this, &ScreenshotTaker::look);
    m_timer.start(intervalMs);
}

void ScreenshotTaker::look()
{
    const FleetTotals totals = m_fleet.totals();
    const bool allOnline = totals.devices > 0 && totals.online == totals.devices;
    if (allOnline && !std::exchange(m_sent, m_sent || allOnline))
        sendCommands();
    constexpr quint64 enough = 8;
    const bool ready = allOnline && totals.received >= 3 && totals.sent >= enough;
    if (!ready && ++m_looks < mostLooks)
        return;
    m_timer.stop();
    emit taken(ready && save());
}

bool ScreenshotTaker::save() const
{
    QBuffer picture;
    if (!picture.open(QIODevice::WriteOnly) || !m_window.grab().save(&picture, "PNG"))
        return false;
    const auto written = File::writeAtomically(m_file, picture.data());
    if (!written)
        std::cerr << "standin-gui: " << written.error().toString().toStdString() << '\n';
    return written.has_value();
}

void ScreenshotTaker::sendCommands()
{
    const QStringList ids = m_fleet.ids();
    const QByteArrayList commands = {R"({"requestTime":"${now()}","op":"setTarget","args":{"temperature":21.5}})",
                                     R"({"requestTime":"${now()}","traceId":"${uuid()}","op":"getStatus"})",
                                     R"({"requestTime":"${now()}","op":"identify","args":{"seconds":5}})"};
    for (qsizetype i = 0; i < commands.size(); ++i) {
        const auto target = m_fleet.status(ids[i % ids.size()]);
        if (target)
            m_fleet.perform(ids.last(), Order::Publish{{.topic = target->commandTopic, .payload = commands[i]}});
    }
}

} // namespace Standin::App
