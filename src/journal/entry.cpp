// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/entry.h"

#include <algorithm>

namespace Standin {

namespace {

constexpr qsizetype perAllocation = 40; ///< the header of a string, and the overhead of the allocator

qsizetype heapBytes(const QString &text)
{
    return text.isEmpty() ? 0 : perAllocation + 2 * std::max(text.size(), text.capacity());
}

qsizetype heapBytes(const QByteArray &bytes)
{
    return bytes.isEmpty() ? 0 : perAllocation + std::max(bytes.size(), bytes.capacity());
}

qsizetype heapBytes(const Error &error)
{
    return heapBytes(error.message) + heapBytes(error.where) + heapBytes(error.detail.value_or(QString()));
}

} // namespace

/// Without the device's id and the ids of rules: many entries share them.
qsizetype Entry::bytes() const
{
    constexpr qsizetype perKey = 150;
    qsizetype bytes = static_cast<qsizetype>(sizeof(Entry)) + perAllocation + heapBytes(topic) + heapBytes(payload) +
                      heapBytes(testId) + (error ? heapBytes(*error) : 0);
    if (!properties.isEmpty())
        bytes += perAllocation + properties.capacity() * static_cast<qsizetype>(sizeof properties.first());
    for (const auto &[name, value] : properties)
        bytes += heapBytes(name) + heapBytes(value);
    for (const auto &[key, value] : correlation)
        bytes += perKey + 2 * heapBytes(value);
    return bytes;
}

Match::Message::Fields Entry::messageFields() const
{
    return {.topic = topic,
            .payload = payload,
            .qos = qos,
            .retain = retain,
            .dup = dup,
            .properties = properties,
            .correlation = correlation};
}

qsizetype bytesOf(const QList<EntryPtr> &entries)
{
    qsizetype bytes = 0;
    for (const EntryPtr &entry : entries)
        bytes += entry->bytes();
    return bytes;
}

} // namespace Standin
