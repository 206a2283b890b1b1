// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/statecontroller.h"

#include "fleet/fleet.h"
#include "fleet/whendone.h"
#include "journal/journalreader.h"
#include "rest/json/problem.h"
#include "rest/v1/requestbody.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

/// The same for the same values: a state that was changed and put back is as it was.
quint64 revisionOf(const JsonText &values)
{
    const QByteArray hash = QCryptographicHash::hash(values.text().toByteArray(), QCryptographicHash::Sha256);
    return qFromBigEndian<quint64>(hash.constData());
}

} // namespace

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
    const auto condition = Precondition::from(request.fields);
    if (!condition)
        return static_cast<void>(reply->send(problem(condition.error())));
    perform({request.argument(u"id"_s), values->compacted(), isAll, *condition}, reply);
}

void StateController::perform(Change change, const ReplyPtr &reply)
{
    const auto status = m_fleet.status(change.device);
    if (!status)
        return static_cast<void>(reply->send(problem(status.error())));
    JsonText before;
    if (change.condition.isGiven()) {
        before = status->values;
        if (const auto checked = change.condition.check(revisionOf(before)); !checked)
            return static_cast<void>(reply->send(problem(checked.error())));
    }
    const QString id = change.device;
    const Order order = Order::SetState{change.values, change.isAll, before};
    --change.attempts;
    whenDone(m_fleet.perform(id, order), this, [this, change = std::move(change), reply](const Result<Cursor> &done) {
        const bool isOvertaken = !done && done.error().code == ErrorCode::Cancelled;
        if (done)
            answer(change.device, reply, *done);
        else if (isOvertaken && change.condition.isGiven() && change.attempts > 0)
            perform(change, reply);
        else
            reply->send(problem(done.error()));
    });
}

void StateController::answer(const QString &device, const ReplyPtr &reply, quint64 cursor)
{
    const auto status = m_fleet.status(device);
    if (status)
        reply->send({.body = R"({"cursor":)" + QByteArray::number(cursor) + R"(,"state":)" +
                             status->values.text().toByteArray() + '}',
                     .headers = {Precondition::tagField(revisionOf(status->values))}});
    else
        reply->send(problem(status.error()));
}

} // namespace Standin::Rest
