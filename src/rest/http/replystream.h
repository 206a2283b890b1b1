// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/replyqueue.h"

#include <QObject>
#include <QPointer>

namespace Standin::Rest {

class ReplyWriter;

/// An answer that is sent while it comes into being, a stream of events for example: in chunks, or up to the end of the
/// connection for a client of HTTP/1.0. It may outlive the client and the server. Use it in the server's thread.
///
/// A client that does not read may have HttpLimits::streamBytes waiting for it; what exceeds them ends the connection.
/// To send more than that, send one part, smaller than that, each time drained() is emitted.
class ReplyStream final : public QObject
{
    Q_OBJECT

public:
    /// Begins the answer. Made by Reply::stream().
    ReplyStream(ReplyWriter *writer, ReplyQueue::Ticket ticket, const HttpResponse &beginning);
    /// Aborts the connection of a stream that is not finished: the client must not take a part for the whole.
    ~ReplyStream() override;

    /// Sends a part, or keeps it until the answers before it are sent. An empty one has no effect. False when the
    /// stream is not open.
    bool write(const QByteArray &part);
    /// Completes the answer. The connection may serve other requests.
    void finish();

    /// False when it is finished or the client is gone, and from the start for a request that wants no body (HEAD).
    [[nodiscard]] bool isOpen() const;
    /// What was written and is not handed to the system yet.
    [[nodiscard]] qint64 unsentBytes() const;

signals:
    /// All parts are handed to the system: there is room for more. Emitted from the event loop.
    void drained();
    /// The client is gone or has read too little, or the server stops. Not emitted after finish(). May be emitted
    /// within write(); the receiver may destroy the stream.
    void closed();

private:
    QPointer<ReplyWriter> m_writer; ///< null when nothing more can be written
    const ReplyQueue::Ticket m_ticket;
};

} // namespace Standin::Rest
