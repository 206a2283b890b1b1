// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/metricscontroller.h"

#include "engine/engine.h"
#include "rules/rulebook.h"

namespace Standin::Rest {

namespace {

/// Writes metrics one after the other.
class MetricsText
{
public:
    void gauge(const QByteArray &name, const QByteArray &help, qint64 value)
    {
        describe(name, "gauge", help);
        add(name, {}, value);
    }

    /// The name of a counter ends with "_total".
    void counter(const QByteArray &name, const QByteArray &help, quint64 value)
    {
        describe(name, "counter", help);
        add(name, {}, static_cast<qint64>(value));
    }

    void describe(const QByteArray &name, const QByteArray &type, const QByteArray &help)
    {
        m_text += "# HELP standin_" + name + ' ' + help + "\n# TYPE standin_" + name + ' ' + type + '\n';
    }

    void add(const QByteArray &name, const QByteArray &labels, qint64 value)
    {
        m_text += "standin_" + name + (labels.isEmpty() ? QByteArray() : '{' + labels + '}') + ' ' +
                  QByteArray::number(value) + '\n';
    }

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    QByteArray m_text;
};

void addFleet(MetricsText &metrics, const FleetTotals &totals)
{
    metrics.describe("devices", "gauge", "Devices by state.");
    metrics.add("devices", R"(state="offline")", totals.offline());
    metrics.add("devices", R"(state="connecting")", totals.connecting);
    metrics.add("devices", R"(state="online")", totals.online);
    metrics.add("devices", R"(state="failed")", totals.failed);
    metrics.counter("messages_received_total", "Messages that devices have received.", totals.received);
    metrics.counter("messages_sent_total", "Messages that devices have sent.", totals.sent);
}

void addJournal(MetricsText &metrics, Engine &engine)
{
    metrics.counter("journal_entries_total", "The newest sequence number of the journal.", engine.journal().cursor());
    metrics.gauge("journal_entries_in_memory", "Entries of the journal in memory.",
                  static_cast<qint64>(engine.journal().size()));
    const HistoryStatus history = engine.history().status();
    if (history.path.isEmpty())
        return;
    metrics.gauge("history_writable", "1 while the history on disk can be written.", history.error ? 0 : 1);
    metrics.gauge("history_bytes", "Size of the content of the history on disk.", history.bytes);
    metrics.counter("history_lost_entries_total", "Entries that could not be written to the history.", history.lost);
}

void addRules(MetricsText &metrics, const QList<Rules::RuleBook::Status> &rules)
{
    quint64 fired = 0;
    for (const Rules::RuleBook::Status &status : rules)
        fired += status.fired;
    metrics.gauge("rules", "Rules that belong to no profile.", rules.size());
    metrics.gauge("rules_fired", "How often the present rules have fired.", static_cast<qint64>(fired));
}

} // namespace

void MetricsController::metrics(const HttpRequest &, const ReplyPtr &reply)
{
    MetricsText metrics;
    metrics.describe("build_info", "gauge", "The version of the program.");
    metrics.add("build_info", QByteArrayLiteral("version=\"" STANDIN_VERSION "\""), 1);
    addFleet(metrics, m_engine.fleet().totals());
    addJournal(metrics, m_engine);
    addRules(metrics, m_engine.rules().rules());
    metrics.gauge("awaits", "REST requests that wait for entries of the journal.", static_cast<qint64>(m_waiting()));
    metrics.gauge("event_streams", "Clients that read a stream of events.", static_cast<qint64>(m_streams()));
    reply->send({.contentType = "text/plain; version=0.0.4; charset=utf-8", .body = metrics.text()});
}

} // namespace Standin::Rest
