// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/orderanswer.h"

#include "fleet/whendone.h"
#include "rest/json/problem.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

QJsonObject cursorJson(Cursor cursor)
{
    return {{u"cursor"_s, static_cast<qint64>(cursor)}};
}

Result<Order> orderFrom(const QString &name, const QByteArray &body)
{
    const auto arguments = body.trimmed().isEmpty() ? JsonText::emptyObject() : JsonText::parse(body);
    return arguments.and_then([&name](const JsonText &json) { return Order::fromArguments(name, json); });
}

void performOrder(Fleet &fleet, const JournalReader &journal, QObject *context, const QString &id, const Order &order,
                  const ReplyPtr &reply)
{
    const Cursor before = journal.cursor();
    whenDone(fleet.perform(id, order), context, [before, reply](const Result<Cursor> &done) {
        reply->send(done ? HttpResponse{.body = R"({"cursor":)" + QByteArray::number(*done) + '}'}
                         : problem(done.error(), cursorJson(before)));
    });
}

} // namespace Standin::Rest
