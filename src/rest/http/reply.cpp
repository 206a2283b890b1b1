// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/reply.h"

#include "rest/http/replywriter.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Reply::Reply(ReplyWriter &writer, ReplyQueue::Ticket ticket, ByteBudget::Share body)
    : m_writer(&writer)
    , m_ticket(ticket)
    , m_body(std::move(body))
{}

Reply::~Reply()
{
    if (m_writer)
        send(HttpResponse::problem(503, u"the request was dropped before it was answered"_s));
}

bool Reply::send(const HttpResponse &response)
{
    QObject::disconnect(m_gone);
    const QPointer<ReplyWriter> writer = std::exchange(m_writer, nullptr);
    return writer && writer->answer(m_ticket, response);
}

void Reply::whenGone(QObject *context, const std::function<void()> &callback)
{
    if (m_writer)
        m_gone = QObject::connect(m_writer, &ReplyWriter::abandoned, context, callback);
}

std::optional<ByteBudget::Share> Reply::hold(qint64 bytes) const
{
    if (!m_writer)
        return std::nullopt;
    ByteBudget::Share share(m_writer->budget());
    return share.resize(bytes) ? std::optional(std::move(share)) : std::nullopt;
}

std::unique_ptr<ReplyStream> Reply::stream(const HttpResponse &beginning)
{
    QObject::disconnect(m_gone);
    const QPointer<ReplyWriter> writer = std::exchange(m_writer, nullptr);
    return std::make_unique<ReplyStream>(writer, m_ticket, beginning);
}

} // namespace Standin::Rest
