// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/eventscontroller.h"

#include "base/errortext.h"
#include "rest/json/problem.h"
#include "rest/v1/journalfilter.h"

#include <algorithm>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

Result<JournalQuery> queryFrom(const HttpRequest &request, Cursor now)
{
    QMap<QString, QString> parameters = request.target.query;
    const QString last = QString::fromLatin1(request.fields.value("last-event-id"));
    bool isNumber = true;
    if (!last.isEmpty()) // a client that only comes back cannot do anything about a cursor beyond the end
        parameters[u"after"_s] = QString::number(std::min(Cursor(last.toULongLong(&isNumber)), now));
    if (!isNumber)
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(u"a cursor"_s, ErrorText::found(last)),
                       u"Last-Event-ID"_s);
    if (!parameters.contains(u"after"_s))
        parameters[u"after"_s] = QString::number(now);
    return journalQueryFrom(parameters, now);
}

} // namespace

EventsController::EventsController(const JournalReader &journal)
    : m_journal(journal)
{}

EventsController::~EventsController() = default;

void EventsController::stream(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto query = queryFrom(request, m_journal.cursor());
    if (!query)
        return static_cast<void>(reply->send(problem(query.error())));
    const QByteArray first = ": after " + QByteArray::number(query->after) + "\n\n";
    auto parts = reply->stream({.contentType = "text/event-stream"_ba, .body = first});
    if (!parts->isOpen())
        return;
    auto stream = std::make_unique<EventStream>(m_journal, *query, std::move(parts));
    const EventStream *key = stream.get();
    connect(key, &EventStream::ended, this, [this, key] { m_streams.erase(key); });
    m_streams.emplace(key, std::move(stream));
}

} // namespace Standin::Rest
