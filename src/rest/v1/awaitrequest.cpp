// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/awaitrequest.h"

#include "base/errortext.h"
#include "rest/v1/journalconditions.h"
#include "rest/v1/requestbody.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNearMisses = 20;
constexpr qint64 mostCursor = qint64(1) << 53; // what a JSON number holds exactly

void readPattern(JsonReader &reader, JournalQuery &query)
{
    reader.readObject(u"pattern"_s, [&query](JsonReader &inner) {
        query.pattern = Match::Pattern::read(inner);
        inner.refuseUnknownKeys();
    });
}

void readDevices(JsonReader &reader, JournalQuery &query)
{
    constexpr qsizetype mostDevices = 10'000;
    const QString key = u"devices"_s;
    QStringList ids;
    reader.read(key, ids);
    if (reader.has(key) && (ids.isEmpty() || ids.size() > mostDevices))
        reader.fail(key,
                    ErrorText::expected(u"from 1 to %1 client ids"_s.arg(mostDevices), QString::number(ids.size())));
    query.devices = QSet<QString>(ids.begin(), ids.end());
}

void readQuery(JsonReader &reader, JournalQuery &query)
{
    reader.read(u"after"_s, query.after, 0, mostCursor);
    readDevices(reader, query);
    reader.read(u"matched"_s, query.matched);
    for (const QString &name : journalConditions()) {
        std::optional<QString> value;
        reader.read(name, value);
        if (const auto set = value ? setCondition(query, name, *value) : Result<>(); !set)
            reader.fail(name, set.error().message);
    }
    readPattern(reader, query);
}

/// A cursor from before the action: without one, older entries would answer, or new ones be missed.
void needAfter(JsonReader &reader)
{
    if (!reader.has(u"after"_s))
        reader.unexpected(u"after"_s, u"the cursor of an answer from before the action, or 0 for all entries"_s);
}

void readTime(JsonReader &reader, const QString &key, AwaitTerms &terms)
{
    qint64 milliseconds = terms.timeout.count();
    reader.read(key, milliseconds, 0, AwaitRequest::mostMilliseconds);
    terms.timeout = std::chrono::milliseconds(milliseconds);
}

/// The request with this cursor, unless something is wrong.
template <typename Request>
Result<Request> finished(JsonReader &reader, const Request &request, Cursor after, Cursor end)
{
    return finish(reader).and_then([&] { return checkCursor(after, end); }).map([&request] { return request; });
}

void readOrder(JsonReader &reader, QList<Match::Pattern> &order)
{
    reader.readObjects(u"inOrder"_s, [&order](JsonReader &inner) {
        order.append(Match::Pattern::read(inner));
        inner.refuseUnknownKeys();
    });
    if (order.isEmpty() || order.size() > AwaitTerms::mostEntries)
        reader.fail(u"inOrder"_s, u"expected from 1 to %1 patterns"_s.arg(AwaitTerms::mostEntries));
}

void readBounds(JsonReader &reader, VerifyRequest &request)
{
    const QStringList keys{u"exactly"_s, u"atLeast"_s, u"atMost"_s, u"inOrder"_s};
    const auto isThere = [&reader](const QString &key) { return reader.has(key); };
    if (std::ranges::none_of(keys, isThere))
        return;
    const QString key = reader.oneOf(keys);
    if (key == keys[3])
        return readOrder(reader, request.terms.inOrder);
    if (key.isEmpty())
        return;
    qsizetype number = 0;
    reader.read(key, number, 0, AwaitTerms::mostEntries - 1);
    request.least = key == keys[2] ? 0 : number;
    request.most = key == keys[1] ? request.most : number;
}

} // namespace

Result<AwaitRequest> AwaitRequest::from(const QByteArray &body, Cursor end)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    AwaitRequest request;
    readQuery(*reader, request.terms.query);
    needAfter(*reader);
    reader->read(u"count"_s, request.terms.count, 1, AwaitTerms::mostEntries);
    readTime(*reader, u"timeoutMs"_s, request.terms);
    reader->read(u"absent"_s, request.isAbsent);
    return finished(*reader, request, request.terms.query.after, end);
}

Result<VerifyRequest> VerifyRequest::from(const QByteArray &body, Cursor end)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    VerifyRequest request;
    request.terms.timeout = std::chrono::milliseconds(0);
    readQuery(*reader, request.terms.query);
    needAfter(*reader);
    readTime(*reader, u"withinMs"_s, request.terms);
    readBounds(*reader, request);
    request.terms.count = request.hasMost() ? request.most + 1 : std::max<qsizetype>(1, request.least);
    return finished(*reader, request, request.terms.query.after, end);
}

Result<JournalQuery> nearMissQueryFrom(const QByteArray &body, Cursor end)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    JournalQuery query{.limit = 3};
    readQuery(*reader, query);
    reader->read(u"limit"_s, query.limit, 1, mostNearMisses);
    if (!reader->has(u"pattern"_s))
        reader->unexpected(u"pattern"_s, u"what the messages nearly match"_s);
    return finished(*reader, query, query.after, end);
}

Result<JournalQuery> countQueryFrom(const QByteArray &body, Cursor end)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    JournalQuery query;
    readQuery(*reader, query);
    return finished(*reader, query, query.after, end);
}

} // namespace Standin::Rest
