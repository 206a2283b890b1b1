// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/bulkanswer.h"

#include "fleet/bulk.h"
#include "rest/json/problem.h"
#include "rest/v1/orderanswer.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

void performOrders(Fleet &fleet, const JournalReader &journal, QObject *context, const QStringList &ids,
                   const Order &order, const ReplyPtr &reply)
{
    const Cursor before = journal.cursor();
    Bulk::perform(fleet, ids, order, context, [before, reply](const Bulk::Outcome &outcome) {
        QJsonObject json = cursorJson(before);
        json.insert(u"asked"_s, outcome.asked);
        json.insert(u"done"_s, outcome.done);
        json.insert(u"failed"_s, outcome.failed);
        json.insert(u"elapsedMs"_s, outcome.elapsedMs);
        if (!outcome.firstError)
            return static_cast<void>(reply->send(HttpResponse::json(json)));
        json.insert(u"device"_s, outcome.firstFailed);
        reply->send(problem(*outcome.firstError, json));
    });
}

} // namespace Standin::Rest
