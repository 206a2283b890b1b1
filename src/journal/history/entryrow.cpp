// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/entryrow.h"

#include "journal/history/entryfacts.h"

namespace Standin::EntryRow {

namespace {

enum Column {
    Seq,
    At,
    Device,
    Kind,
    Event,
    Topic,
    Payload,
    Qos,
    Retain,
    Dup,
    PacketId,
    Matched,
    RuleId,
    TestId,
    Facts,
    ColumnCount
};

} // namespace

QByteArray columns()
{
    return QByteArrayLiteral(
        "seq, at, device, kind, event, topic, payload, qos, retain, dup, packet_id, matched, rule_id, test_id, facts");
}

QByteArray placeholders()
{
    return QByteArrayLiteral("?,").repeated(ColumnCount).chopped(1);
}

void bind(SqliteStatement &statement, const Entry &entry)
{
    const auto bind = [&statement](Column column, const auto &value) { statement.bind(column + 1, value); };
    bind(Seq, static_cast<qint64>(entry.seq));
    bind(At, entry.at);
    bind(Device, entry.device);
    bind(Kind, toString(entry.kind()));
    bind(Event, toString(entry.event));
    bind(Topic, entry.topic);
    bind(Payload, entry.payload);
    bind(Qos, static_cast<qint64>(entry.qos));
    bind(Retain, static_cast<qint64>(entry.retain));
    bind(Dup, static_cast<qint64>(entry.dup));
    bind(PacketId, static_cast<qint64>(entry.packetId));
    bind(Matched, static_cast<qint64>(entry.matched));
    bind(RuleId, entry.ruleId);
    bind(TestId, entry.testId);
    statement.bindText(Facts + 1, EntryFacts::toJson(entry));
}

qint64 seq(const SqliteStatement &statement)
{
    return statement.number(Seq);
}

std::shared_ptr<Entry> read(const SqliteStatement &statement)
{
    const auto event = entryEventFromString(statement.text(Event));
    if (!event)
        return nullptr;
    auto entry = std::make_shared<Entry>();
    entry->seq = static_cast<quint64>(statement.number(Seq));
    entry->at = statement.number(At);
    entry->device = statement.text(Device);
    entry->event = *event;
    entry->topic = statement.text(Topic);
    entry->payload = statement.bytes(Payload);
    entry->qos = static_cast<quint8>(statement.number(Qos));
    entry->retain = statement.number(Retain) != 0;
    entry->dup = statement.number(Dup) != 0;
    entry->packetId = static_cast<quint16>(statement.number(PacketId));
    entry->matched = statement.number(Matched) != 0;
    entry->ruleId = statement.text(RuleId);
    entry->testId = statement.text(TestId);
    if (!EntryFacts::read(statement.bytes(Facts), *entry))
        return nullptr;
    return entry;
}

} // namespace Standin::EntryRow
