// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/ruletrial.h"

#include "fleet/fleet.h"

#include <QPromise>

namespace Standin::Gui {

RuleTrial::RuleTrial(const Fleet &fleet, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
{
    m_pool.setMaxThreadCount(1);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_answer && m_watcher.future().resultCount() > 0)
            m_answer(m_watcher.result());
    });
}

void RuleTrial::start(const EntryPtr &entry, Answer answer)
{
    cancel();
    m_answer = std::move(answer);
    auto promise = std::make_shared<QPromise<Result<DryRun>>>();
    promise->start();
    m_watcher.setFuture(promise->future());
    m_pool.start([promise, entry, &fleet = m_fleet] {
        promise->addResult(fleet.dryRun(entry->device, entry->messageFields()));
        promise->finish();
    });
}

void RuleTrial::cancel()
{
    m_pool.clear();
    m_answer = {};
}

} // namespace Standin::Gui
