// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/runselector.h"

namespace Standin::Rest {

RunSelector::RunSelector(const Scenarios::ScenarioFolder &folder)
    : m_folder(folder)
    , m_inside(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("run-selector"));
    m_inside->moveToThread(&m_thread);
}

RunSelector::~RunSelector()
{
    m_thread.quit();
    m_thread.wait();
}

void RunSelector::select(const RunRequest &request, Done done)
{
    const quint64 number = ++m_last;
    m_waiting.emplace(number, std::move(done));
    if (!m_thread.isRunning())
        m_thread.start();
    const auto make = [this, number, request] {
        const auto selection = std::make_shared<const Scenarios::RunSelection>(request.select(m_folder));
        QMetaObject::invokeMethod(
            this, [this, number, selection] { finish(number, *selection); }, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_inside.get(), make, Qt::QueuedConnection);
}

void RunSelector::finish(quint64 number, const Scenarios::RunSelection &selection)
{
    const auto waiting = m_waiting.extract(number);
    if (!waiting.empty())
        waiting.mapped()(selection);
}

} // namespace Standin::Rest
