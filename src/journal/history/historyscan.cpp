// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/historyscan.h"

#include "journal/history/entryrow.h"
#include "journal/history/historyformat.h"
#include "journal/history/sqliteconnection.h"
#include "journal/pagebuilder.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <chrono>

namespace Standin::HistoryScan {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto maxTime = 1s;
/// How many sequence numbers are searched at once where no index narrows the search.
constexpr Cursor step = 20'000;

class Scan
{
public:
    Scan(SqliteConnection &connection, const JournalQuery &query, Cursor before)
        : m_connection(connection)
        , m_query(query)
        , m_before(before)
        , m_builder(query)
    {}

    Result<JournalPage> page()
    {
        return countDropped()
            .and_then([this] { return findStatement(); })
            .and_then([this] { return search(); })
            .map([this] { return m_builder.page(m_before - 1); });
    }

private:
    /// What was removed because the file was full; m_at becomes where the entries begin.
    Result<> countDropped()
    {
        return m_connection.number("SELECT min(seq) FROM entries"_ba).map([this](qint64 oldest) {
            const Cursor begin = std::clamp(static_cast<Cursor>(oldest), m_query.after + 1, m_before);
            m_builder.addDropped(begin - m_query.after - 1);
            m_at = begin - 1;
        });
    }

    Result<> findStatement()
    {
        const bool isIndexed = !m_query.correlationKey.isEmpty();
        QByteArray sql = "SELECT entries."_ba + EntryRow::columns() + " FROM entries";
        if (isIndexed)
            sql +=
                " JOIN correlation ON correlation.seq = entries.seq AND correlation.key = ? AND correlation.value = ?";
        sql += " WHERE entries.seq > ? AND entries.seq <= ?";
        if (!m_query.device.isEmpty())
            sql += " AND device = ?";
        return m_connection.prepare(sql + " ORDER BY entries.seq")
            .map([this](SqliteStatement statement) { m_statement = std::move(statement); })
            .and_then([this] {
                return m_connection.prepare("SELECT key, value FROM correlation WHERE seq = ? ORDER BY place"_ba);
            })
            .map([this](SqliteStatement statement) { m_correlation = std::move(statement); });
    }

    [[nodiscard]] bool isNarrow() const { return !m_query.correlationKey.isEmpty() || !m_query.device.isEmpty(); }

    Result<> search()
    {
        const QDeadlineTimer deadline(maxTime);
        while (m_at + 1 < m_before) {
            const Cursor end = isNarrow() ? m_before - 1 : std::min(m_at + step, m_before - 1);
            const auto goOn = searchUpTo(end, deadline);
            if (!goOn)
                return Failure(goOn.error());
            if (!*goOn)
                return {};
        }
        return {};
    }

    Result<bool> searchUpTo(Cursor end, const QDeadlineTimer &deadline)
    {
        bind(end);
        for (auto row = m_statement->step(); row.value_or(true); row = m_statement->step()) {
            if (!row)
                return Failure(row.error());
            m_at = static_cast<Cursor>(EntryRow::seq(*m_statement));
            std::shared_ptr<Entry> entry = EntryRow::read(*m_statement);
            if (!entry)
                m_builder.addDropped(1);
            else if (const auto read = readCorrelation(*entry); !read)
                return Failure(read.error());
            else if (!m_builder.add(std::move(entry)))
                return false;
            if (deadline.hasExpired()) {
                m_builder.stopAt(m_at);
                return false;
            }
        }
        m_at = end;
        return true;
    }

    Result<> readCorrelation(Entry &entry)
    {
        m_correlation->reset();
        m_correlation->bind(1, static_cast<qint64>(entry.seq));
        auto row = m_correlation->step();
        for (; row.value_or(false); row = m_correlation->step())
            entry.correlation.append({m_correlation->text(0), m_correlation->text(1)});
        return row.map([](bool) {});
    }

    void bind(Cursor end)
    {
        m_statement->reset();
        int place = 0;
        if (!m_query.correlationKey.isEmpty()) {
            m_statement->bind(++place, m_query.correlationKey);
            m_statement->bind(++place, m_query.correlationValue);
        }
        m_statement->bind(++place, static_cast<qint64>(m_at));
        m_statement->bind(++place, static_cast<qint64>(end));
        if (!m_query.device.isEmpty())
            m_statement->bind(++place, m_query.device);
    }

    SqliteConnection &m_connection;
    const JournalQuery &m_query;
    const Cursor m_before;
    PageBuilder m_builder;
    std::optional<SqliteStatement> m_statement;
    std::optional<SqliteStatement> m_correlation; ///< of one entry
    Cursor m_at = 0;                              ///< entries up to it were looked at
};

/// Entries that the journal gave up before they could be written. Those in front of the oldest entry count as removed.
Result<quint64> unwritten(SqliteConnection &connection, Cursor after, Cursor upTo)
{
    const QByteArray sql = "SELECT total(count) FROM gaps WHERE after >= max(" + QByteArray::number(after) +
                           ", (SELECT min(seq) FROM entries)) AND after < " + QByteArray::number(upTo);
    return connection.number(sql).map([](qint64 count) { return static_cast<quint64>(count); });
}

} // namespace

Result<JournalPage> read(const QString &path, const JournalQuery &query, Cursor before)
{
    if (before <= query.after + 1)
        return JournalPage{.entries = {}, .cursor = query.after};
    auto connection = SqliteConnection::open(path, SqliteConnection::Access::Read);
    if (!connection)
        return Failure(connection.error());
    return HistoryFormat::check(**connection)
        .and_then([&] { return Scan(**connection, query, before).page(); })
        .and_then([&](JournalPage page) {
            return unwritten(**connection, query.after, page.cursor).map([&page](quint64 count) {
                page.dropped += count;
                return page;
            });
        });
}

} // namespace Standin::HistoryScan
