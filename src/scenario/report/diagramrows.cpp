// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/diagramrows.h"

#include "scenario/report/sequencediagram.h"
#include "scenario/run/steptext.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestMore = 1000;

class RowBuilder
{
public:
    explicit RowBuilder(const RunReport &run)
        : m_run(run)
        , m_failed(run.firstFailure())
    {
        addLanes();
    }

    [[nodiscard]] DiagramRows build()
    {
        for (const EntryPtr &entry : m_run.entries)
            add(*entry);
        for (const HttpExchange &exchange : m_run.exchanges)
            add(exchange);
        if (m_failed && m_failed->startedAt > 0)
            m_diagram.rows.append({.kind = DiagramRow::Kind::Failure,
                                   .mark = DiagramRow::Mark::Wrong,
                                   .at = m_failed->startedAt + m_failed->tookMicros,
                                   .text = m_failed->title() + u": "_s + m_failed->reason(),
                                   .more = shortText(m_failed->reason(), longestMore)});
        std::ranges::stable_sort(m_diagram.rows, {}, &DiagramRow::at);
        m_diagram.leftOut = std::max<qsizetype>(0, m_diagram.rows.size() - mostDiagramRows);
        m_diagram.rows.remove(0, m_diagram.leftOut);
        return std::move(m_diagram);
    }

private:
    /// Only those that did something; the devices in their order.
    void addLanes()
    {
        QSet<QString> active;
        for (const EntryPtr &entry : m_run.entries)
            active.insert(entry->device);
        for (const QString &device : m_run.devices) {
            if (!active.contains(device))
                continue;
            if (m_diagram.lanes.size() == mostDiagramLanes)
                ++m_diagram.hidden;
            else
                addLane(device);
        }
        m_diagram.devices = m_diagram.lanes.size();
        m_broker = addLane(u"broker"_s);
        for (const QString &probe : m_run.probes)
            addLane(probe);
        if (!m_run.exchanges.isEmpty()) {
            m_test = addLane(u"scenario"_s);
            m_http = addLane(u"HTTP"_s);
        }
    }

    qsizetype addLane(const QString &name)
    {
        m_lanes.insert(name, m_diagram.lanes.size());
        m_diagram.lanes.append(name);
        return m_diagram.lanes.size() - 1;
    }

    void add(const Entry &entry)
    {
        const auto lane = m_lanes.constFind(entry.device);
        const bool isShown = entry.isMessage() || entry.event == EntryEvent::StateChanged ||
                             entry.event == EntryEvent::EventFired || entry.error;
        if (lane == m_lanes.constEnd() || !isShown)
            return;
        DiagramRow row{.mark = markOf(entry), .at = entry.at, .seq = entry.seq, .from = *lane, .to = *lane};
        row.more = shortText(entryText(entry), longestMore);
        if (entry.isMessage()) {
            const bool isReceived = entry.event == EntryEvent::MessageReceived;
            row.kind = DiagramRow::Kind::Arrow;
            (isReceived ? row.from : row.to) = m_broker;
            row.text = messageText(entry.message());
            row.more = shortText(entry.topic + u' ' + QString::fromUtf8(entry.payload.left(longestMore)), longestMore);
        } else if (entry.state) {
            row.text = toString(*entry.state) +
                       (entry.offlineMode ? u" ("_s + toString(*entry.offlineMode) + u')' : QString());
        } else {
            row.text = toString(entry.event);
        }
        m_diagram.rows.append(row);
    }

    void add(const HttpExchange &exchange)
    {
        DiagramRow request{.kind = DiagramRow::Kind::Arrow, .at = exchange.sentAt, .from = m_test, .to = m_http};
        request.text = exchange.method + u' ' + QUrl(exchange.url).path();
        request.more = exchange.method + u' ' + exchange.url;
        DiagramRow answer{.kind = DiagramRow::Kind::Arrow, .at = exchange.answeredAt, .from = m_http, .to = m_test};
        answer.mark = exchange.held ? DiagramRow::Mark::None : DiagramRow::Mark::Near;
        answer.text = exchange.status > 0
                          ? u"%1 %2"_s.arg(exchange.status)
                                .arg(shortText(QString::fromUtf8(exchange.answer.left(longestMore)), 120))
                          : exchange.error;
        answer.more = answer.text;
        m_diagram.rows += {request, answer};
    }

    [[nodiscard]] DiagramRow::Mark markOf(const Entry &entry) const
    {
        if (!m_failed)
            return DiagramRow::Mark::None;
        if (m_failed->matched.contains(entry.seq))
            return DiagramRow::Mark::Wrong;
        const auto isIt = [&entry](const NearMiss &miss) { return miss.entry->seq == entry.seq; };
        return std::ranges::any_of(m_failed->nearMisses, isIt) ? DiagramRow::Mark::Near : DiagramRow::Mark::None;
    }

    const RunReport &m_run;
    const StepReport *const m_failed;
    DiagramRows m_diagram;
    QHash<QString, qsizetype> m_lanes;
    qsizetype m_broker = 0;
    qsizetype m_test = 0;
    qsizetype m_http = 0;
};

} // namespace

DiagramRows DiagramRows::of(const RunReport &run)
{
    return RowBuilder(run).build();
}

} // namespace Standin::Scenarios
