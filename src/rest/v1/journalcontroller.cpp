// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/journalcontroller.h"

#include "journal/journalreader.h"
#include "rest/json/entrypiece.h"
#include "rest/json/problem.h"
#include "rest/v1/journalfilter.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

void JournalController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    auto query = journalQueryFrom(request.target.query, m_journal.cursor());
    if (!query) {
        reply->send(problem(query.error()));
        return;
    }
    query->maxBytes = maxAnswerBytes;
    const JournalPage page = m_journal.read(*query);
    const QByteArray head = R"({"cursor":)" + QByteArray::number(page.cursor) + R"(,"dropped":)" +
                            QByteArray::number(page.dropped) + R"(,"more":)" + (page.more ? "true" : "false") +
                            R"(,"entries":[)";
    sendInParts(this, reply, {literalPiece(head), entriesPiece(page.entries), literalPiece("]}")},
                bytesOf(page.entries));
}

} // namespace Standin::Rest
