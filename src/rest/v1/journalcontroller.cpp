// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/journalcontroller.h"

#include "journal/journalreader.h"
#include "rest/http/background.h"
#include "rest/json/entryjson.h"
#include "rest/json/problem.h"
#include "rest/v1/journalfilter.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

void JournalController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    auto query = journalQueryFrom(request.target.query);
    if (!query) {
        reply->send(problem(query.error()));
        return;
    }
    query->maxBytes = maxAnswerBytes;
    sendFromBackground(this, reply, [page = m_journal.read(*query)] {
        return HttpResponse::json({{u"entries"_s, entriesJson(page.entries)},
                                   {u"cursor"_s, static_cast<qint64>(page.cursor)},
                                   {u"dropped"_s, static_cast<qint64>(page.dropped)}});
    });
}

} // namespace Standin::Rest
