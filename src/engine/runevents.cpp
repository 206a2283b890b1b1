// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runevents.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

QString toString(RunEvent::Kind kind)
{
    switch (kind) {
    case RunEvent::Kind::RunBegan:
        return u"run-began"_s;
    case RunEvent::Kind::CaseBegan:
        return u"case-began"_s;
    case RunEvent::Kind::StepEnded:
        return u"step-ended"_s;
    case RunEvent::Kind::CaseEnded:
        return u"case-ended"_s;
    case RunEvent::Kind::RunEnded:
        return u"run-ended"_s;
    }
    Q_UNREACHABLE();
}

void RunEventLog::add(RunEvent event)
{
    const std::lock_guard lock(m_mutex);
    event.number = ++m_newest;
    m_events.push_back(std::move(event));
    if (m_events.size() > most) {
        m_lastDropped = m_events.front().cursor;
        m_events.pop_front();
    }
}

RunEventLog::Page RunEventLog::after(quint64 after, qsizetype mostOfPage) const
{
    const std::lock_guard lock(m_mutex);
    Page page;
    const quint64 before = m_newest - m_events.size(); // the number of the last one that is not kept
    if (after < before)
        page.dropped = before - after;
    for (size_t i = after > before ? after - before : 0; i < m_events.size() && page.events.size() < mostOfPage; ++i)
        page.events.append(m_events[i]);
    return page;
}

quint64 RunEventLog::numberBefore(Cursor cursor) const
{
    const std::lock_guard lock(m_mutex);
    const auto first =
        std::ranges::find_if(m_events, [cursor](const RunEvent &event) { return event.cursor >= cursor; });
    if (first == m_events.end())
        return m_newest;
    const bool misses = first == m_events.begin() && m_lastDropped && *m_lastDropped >= cursor;
    return misses ? 0 : first->number - 1;
}

quint64 RunEventLog::newest() const
{
    const std::lock_guard lock(m_mutex);
    return m_newest;
}

} // namespace Standin
