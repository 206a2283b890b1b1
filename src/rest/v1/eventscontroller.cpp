// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/eventscontroller.h"

#include "base/errortext.h"
#include "rest/json/problem.h"
#include "rest/v1/journalfilter.h"

#include <algorithm>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

EventsController::EventsController(const JournalReader &journal, const Runs &runs)
    : m_journal(journal)
    , m_runs(runs)
{}

EventsController::~EventsController() = default;

Result<WantedEvents> EventsController::wantedBy(const HttpRequest &request) const
{
    const Cursor now = m_journal.cursor();
    QMap<QString, QString> parameters = request.target.query;
    const QString runs = parameters.contains(u"runs"_s) ? parameters.take(u"runs"_s) : u"false"_s;
    if (!QStringList{u"true"_s, u"false"_s, u"only"_s}.contains(runs))
        return failure(ErrorCode::InvalidArgument,
                       ErrorText::expected(u"true, false or only"_s, ErrorText::found(runs)), u"runs"_s);
    const QString last = QString::fromLatin1(request.fields.value("last-event-id"));
    bool isNumber = true;
    if (!last.isEmpty()) // a client that only comes back cannot do anything about a cursor beyond the end
        parameters[u"after"_s] = QString::number(std::min(Cursor(last.toULongLong(&isNumber)), now));
    if (!isNumber)
        return failure(ErrorCode::InvalidArgument, ErrorText::expected(u"a cursor"_s, ErrorText::found(last)),
                       u"Last-Event-ID"_s);
    const bool beginsNow = !parameters.contains(u"after"_s);
    if (beginsNow)
        parameters[u"after"_s] = QString::number(now);
    return journalQueryFrom(parameters, now).map([&](const JournalQuery &query) {
        const RunEventLog &events = m_runs.events();
        return WantedEvents{.query = query,
                            .hasEntries = runs != u"only",
                            .hasRuns = runs != u"false",
                            .lastRunEvent = beginsNow ? events.newest() : events.numberBefore(query.after)};
    });
}

void EventsController::stream(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto wanted = wantedBy(request);
    if (!wanted)
        return static_cast<void>(reply->send(problem(wanted.error())));
    const QByteArray first = ": after " + QByteArray::number(wanted->query.after) + "\n\n";
    auto parts = reply->stream({.contentType = "text/event-stream"_ba, .body = first});
    if (!parts->isOpen())
        return;
    auto stream = std::make_unique<EventStream>(m_journal, m_runs, *wanted, std::move(parts));
    const EventStream *key = stream.get();
    connect(key, &EventStream::ended, this, [this, key] { m_streams.erase(key); });
    m_streams.emplace(key, std::move(stream));
}

} // namespace Standin::Rest
