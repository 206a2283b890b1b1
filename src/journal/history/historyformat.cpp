// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/historyformat.h"

#include "journal/history/historyfile.h"

#include <QByteArrayList>

namespace Standin::HistoryFormat {

using namespace Qt::StringLiterals;

namespace {

QByteArray insertOf(const Beginning &beginning)
{
    return "INSERT INTO origin VALUES("_ba + QByteArray::number(beginning.origin) + ',' +
           QByteArray::number(beginning.removed) + ')';
}

const QByteArray originTable = "CREATE TABLE origin(seq INTEGER NOT NULL, removed INTEGER NOT NULL)"_ba;

QByteArrayList statements(const Beginning &beginning)
{
    return {
        "CREATE TABLE entries(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, device TEXT NOT NULL, kind TEXT NOT NULL, "
        "event TEXT NOT NULL, topic TEXT NOT NULL, payload BLOB, qos INTEGER NOT NULL, retain INTEGER NOT NULL, "
        "dup INTEGER NOT NULL, packet_id INTEGER NOT NULL, matched INTEGER NOT NULL, rule_id TEXT NOT NULL, "
        "test_id TEXT NOT NULL, facts TEXT NOT NULL)"_ba,
        "CREATE INDEX entries_by_device ON entries(device)"_ba,
        "CREATE INDEX entries_by_topic ON entries(topic)"_ba,
        "CREATE TABLE correlation(seq INTEGER NOT NULL, place INTEGER NOT NULL, key TEXT NOT NULL, "
        "value TEXT NOT NULL, PRIMARY KEY(seq, place)) WITHOUT ROWID"_ba,
        "CREATE INDEX correlation_by_value ON correlation(value, key)"_ba,
        "CREATE TABLE gaps(after INTEGER NOT NULL, count INTEGER NOT NULL)"_ba,
        "CREATE TABLE state(closed INTEGER NOT NULL)"_ba,
        "INSERT INTO state VALUES(1)"_ba,
        originTable,
        insertOf(beginning),
        "PRAGMA application_id = %1"_ba.replace("%1", QByteArray::number(HistoryFile::applicationId)),
        "PRAGMA user_version = %1"_ba.replace("%1", QByteArray::number(HistoryFile::formatVersion)),
    };
}

Result<> executeAll(SqliteConnection &connection, const QByteArrayList &statements)
{
    auto done = connection.execute("BEGIN IMMEDIATE"_ba);
    for (const QByteArray &statement : statements)
        done = done.and_then([&] { return connection.execute(statement); });
    return done.and_then([&connection] { return connection.execute("COMMIT"_ba); });
}

Result<bool> hasOrigin(SqliteConnection &connection)
{
    return connection.number("SELECT count(*) FROM sqlite_master WHERE name = 'origin'"_ba).map([](qint64 tables) {
        return tables > 0;
    });
}

} // namespace

Result<> check(SqliteConnection &connection)
{
    const auto owner = connection.number("PRAGMA application_id"_ba);
    const auto version = owner.and_then([&](qint64) { return connection.number("PRAGMA user_version"_ba); });
    if (!version)
        return Failure(version.error());
    if (*owner != HistoryFile::applicationId) {
        const QString text = u"this SQLite file is not a history of Standin"_s;
        return failure(ErrorCode::UnsupportedFormat, text + u"; give another file to --journal"_s, connection.path(),
                       text);
    }
    if (*version != HistoryFile::formatVersion) {
        const QString text = u"it has the format %1, and this version of Standin knows %2"_s.arg(*version).arg(
            HistoryFile::formatVersion);
        return failure(ErrorCode::UnsupportedFormat,
                       text + u"; open it with a newer version, or give another file to --journal"_s, connection.path(),
                       text);
    }
    return {};
}

Result<Beginning> beginning(SqliteConnection &connection)
{
    const auto isKnown = hasOrigin(connection);
    const auto seq = isKnown.and_then(
        [&](bool known) { return known ? connection.number("SELECT seq FROM origin"_ba) : Result<qint64>(1); });
    const auto removed = seq.and_then([&](qint64) {
        return connection.number(*isKnown ? "SELECT removed FROM origin"_ba : "SELECT min(seq) - 1 FROM entries"_ba);
    });
    return removed.map([&seq](qint64 count) {
        return Beginning{.origin = static_cast<Cursor>(*seq), .removed = static_cast<quint64>(count)};
    });
}

Result<> ensureBeginning(SqliteConnection &connection)
{
    const auto isKnown = hasOrigin(connection);
    const auto found = isKnown.and_then([&](bool) { return beginning(connection); });
    if (!found || *isKnown)
        return found.map([](const Beginning &) {});
    return executeAll(connection, {originTable, insertOf(*found)});
}

Result<> ensure(SqliteConnection &connection, const Beginning &beginning)
{
    const auto objects = connection.number("SELECT count(*) FROM sqlite_master"_ba);
    if (!objects)
        return Failure(objects.error());
    const auto owner = connection.number("PRAGMA application_id"_ba);
    const bool isEmpty = owner && *objects == 0 && *owner == 0;
    return isEmpty ? executeAll(connection, statements(beginning)) : check(connection);
}

} // namespace Standin::HistoryFormat
