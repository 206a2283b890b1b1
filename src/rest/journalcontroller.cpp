// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/journalcontroller.h"

#include "journal/journal.h"
#include "rest/background.h"
#include "rest/entryjson.h"
#include "rest/journalfilter.h"
#include "rest/problem.h"

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// One answer must not outgrow the memory: the page ends early.
constexpr qsizetype maxPayloadBytes = 8 * 1024 * 1024;

void endEarly(JournalPage &page)
{
    qsizetype bytes = 0;
    for (qsizetype i = 0; i < page.entries.size(); ++i) {
        bytes += page.entries[i]->payload.size();
        if (i > 0 && bytes > maxPayloadBytes) {
            page.entries.resize(i);
            page.cursor = page.entries.last()->seq;
        }
    }
}

} // namespace

JournalController::JournalController(const Journal &journal, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
{}

void JournalController::addRoutes(Router &router)
{
    router.add("GET", u"/api/v1/journal"_s, [this](const HttpRequest &request, const ReplyPtr &reply) {
        const auto query = journalQueryFrom(request.target.query);
        if (!query) {
            reply->send(problem(query.error()));
            return;
        }
        JournalPage page = m_journal.read(*query);
        endEarly(page);
        sendFromBackground(this, reply, [page] {
            return HttpResponse::json({{u"entries"_s, entriesJson(page.entries)},
                                       {u"cursor"_s, static_cast<qint64>(page.cursor)},
                                       {u"dropped"_s, static_cast<qint64>(page.dropped)}});
        });
    });
}

} // namespace Standin
