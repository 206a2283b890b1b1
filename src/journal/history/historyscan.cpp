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

constexpr std::chrono::milliseconds maxTime = 1s;
/// How many sequence numbers are searched at once where no index narrows the search.
constexpr Cursor step = 20'000;

/// The topic of a filter without wildcards and names: empty for others.
QString plainTopic(const JournalQuery &query)
{
    if (!query.topic || !query.topic->isFilter())
        return {};
    const QString &text = query.topic->text();
    const auto isSpecial = [](QChar c) { return QStringView(u"+#{$").contains(c); };
    return std::ranges::any_of(text, isSpecial) ? QString() : text;
}

/// What the database can compare; PageBuilder checks all conditions.
QList<std::pair<QByteArray, QString>> conditions(const JournalQuery &query)
{
    QList<std::pair<QByteArray, QString>> conditions;
    const auto add = [&conditions](const QByteArray &column, const QString &value) {
        if (!value.isEmpty())
            conditions.emplace_back(column, value);
    };
    add("device", query.device);
    add("topic", plainTopic(query));
    add("kind", query.kind ? toString(*query.kind) : QString());
    add("event", query.event ? toString(*query.event) : QString());
    add("rule_id", query.ruleId);
    add("test_id", query.testId);
    return conditions;
}

/// Entries behind `after` that the journal gave up before they could be written, of the gaps that begin within
/// `from` <= number < `end`.
Result<quint64> unwritten(SqliteConnection &connection, Cursor after, Cursor from, Cursor end)
{
    const QByteArray number = QByteArray::number(after);
    return connection
        .number("SELECT ifnull(sum(min(count, after + count - "_ba + number +
                ")), 0) FROM gaps WHERE after + count > " + number + " AND after >= " + QByteArray::number(from) +
                " AND after < " + QByteArray::number(end))
        .map([](qint64 count) { return static_cast<quint64>(count); });
}

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
            .and_then([this] {
                const JournalPage page = m_builder.page(m_before - 1);
                return unwritten(m_connection, m_query.after, m_oldest, page.cursor).map([page](quint64 lost) {
                    JournalPage whole = page;
                    whole.dropped += lost;
                    return whole;
                });
            });
    }

private:
    /// What is not in the file in front of its oldest entry; m_at becomes where the entries begin.
    Result<> countDropped()
    {
        const auto oldest = m_connection.number("SELECT min(seq) FROM entries"_ba);
        const auto beginning = oldest.and_then([this](qint64) { return HistoryFormat::beginning(m_connection); });
        if (!beginning)
            return Failure(beginning.error());
        m_oldest = *oldest == 0 ? m_before : static_cast<Cursor>(*oldest);
        const Cursor first = m_query.after + 1;
        const Cursor begin = std::clamp(m_oldest, first, m_before);
        const Cursor numbers = begin - std::clamp(beginning->origin, first, begin);
        m_at = begin - 1;
        return unwritten(m_connection, m_query.after, 0, m_oldest).map([&](quint64 lost) {
            m_builder.addDropped(std::min(numbers, beginning->removed + lost)); // not every number stood for an entry
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
        for (const auto &[column, value] : conditions(m_query))
            sql += " AND " + column + " = ?";
        return m_connection.prepare(sql + " ORDER BY entries.seq")
            .map([this](SqliteStatement statement) { m_statement = std::move(statement); })
            .and_then([this] {
                return m_connection.prepare("SELECT key, value FROM correlation WHERE seq = ? ORDER BY place"_ba);
            })
            .map([this](SqliteStatement statement) { m_correlation = std::move(statement); });
    }

    /// Whether an index leads to the rows.
    [[nodiscard]] bool isNarrow() const
    {
        return !m_query.correlationKey.isEmpty() || !m_query.device.isEmpty() || !plainTopic(m_query).isEmpty();
    }

    Result<> search()
    {
        const QDeadlineTimer deadline(std::min(maxTime, m_query.maxTime));
        while (m_at + 1 < m_before) {
            const Cursor end = isNarrow() ? m_before - 1 : std::min(m_at + step, m_before - 1);
            const auto goOn = searchUpTo(end, deadline);
            if (!goOn)
                return Failure(goOn.error());
            if (!*goOn)
                return {};
            if (deadline.hasExpired() && m_at + 1 < m_before) {
                m_builder.stopAt(m_at);
                return {};
            }
            if (const auto skipped = skipGap(); !skipped)
                return skipped;
        }
        return {};
    }

    /// Numbers that no entry has may be very many.
    Result<> skipGap()
    {
        if (m_at + 1 >= m_before)
            return {};
        return m_connection.number("SELECT min(seq) FROM entries WHERE seq > " + QByteArray::number(m_at))
            .map([this](qint64 next) { m_at = next == 0 ? m_before - 1 : std::min<Cursor>(next, m_before) - 1; });
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
        for (const auto &[column, value] : conditions(m_query))
            m_statement->bind(++place, value);
    }

    SqliteConnection &m_connection;
    const JournalQuery &m_query;
    const Cursor m_before;
    PageBuilder m_builder;
    std::optional<SqliteStatement> m_statement;
    std::optional<SqliteStatement> m_correlation; ///< of one entry
    Cursor m_at = 0;                              ///< entries up to it were looked at
    Cursor m_oldest = 0;                          ///< the first entry; m_before if there is none
};

} // namespace

Result<JournalPage> read(const QString &path, const JournalQuery &query, Cursor before)
{
    if (before <= query.after + 1)
        return JournalPage{.entries = {}, .cursor = query.after};
    auto connection = SqliteConnection::open(path, SqliteConnection::Access::Read);
    if (!connection)
        return Failure(connection.error());
    return HistoryFormat::check(**connection).and_then([&] { return Scan(**connection, query, before).page(); });
}

} // namespace Standin::HistoryScan
