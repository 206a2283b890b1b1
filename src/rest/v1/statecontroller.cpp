// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/statecontroller.h"

#include "fleet/fleet.h"
#include "fleet/whendone.h"
#include "journal/journalreader.h"
#include "rest/json/problem.h"
#include "rest/v1/requestbody.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

void StateController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    answer(request.argument(u"id"_s), reply, m_journal.cursor());
}

void StateController::put(const HttpRequest &request, const ReplyPtr &reply)
{
    set(request, reply, true);
}

void StateController::patch(const HttpRequest &request, const ReplyPtr &reply)
{
    set(request, reply, false);
}

void StateController::set(const HttpRequest &request, const ReplyPtr &reply, bool isAll)
{
    const auto values = objectFrom(request.body);
    if (!values)
        return static_cast<void>(reply->send(problem(values.error())));
    const QString id = request.argument(u"id"_s);
    whenDone(m_fleet.perform(id, Order::SetState{values->compacted(), isAll}), this,
             [this, id, reply](const Result<Cursor> &done) {
                 if (done)
                     answer(id, reply, *done);
                 else
                     reply->send(problem(done.error()));
             });
}

void StateController::answer(const QString &device, const ReplyPtr &reply, quint64 cursor)
{
    const auto status = m_fleet.status(device);
    if (status)
        reply->send({.body = R"({"cursor":)" + QByteArray::number(cursor) + R"(,"state":)" +
                             status->values.text().toByteArray() + '}'});
    else
        reply->send(problem(status.error()));
}

} // namespace Standin::Rest
