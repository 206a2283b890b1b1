// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/replyqueue.h"

#include <QObject>
#include <QPointer>

namespace Standin::Rest {

class ReplyWriter;

/// An answer that is sent while it is made, for example a stream of events: in chunks, or until the end of the
/// connection for a client of HTTP/1.0. It may outlive the client and the server. Use it in the server's thread.
///
/// At most HttpLimits::streamBytes may wait for a client that does not read; more end the connection. To send more,
/// send one smaller part each time drained() is emitted.
class ReplyStream final : public QObject
{
    Q_OBJECT

public:
    /// Begins the answer. Called by Reply::stream().
    ReplyStream(ReplyWriter *writer, ReplyQueue::Ticket ticket, const HttpResponse &beginning);
    /// Aborts the connection of an unfinished stream, so that the client does not accept a partial answer as complete.
    ~ReplyStream() override;

    /// Sends a part, or stores it until the answers before it are sent. An empty part has no effect. False when the
    /// stream is not open.
    bool write(const QByteArray &part);
    /// Completes the answer. The connection may serve other requests.
    void finish();

    /// False when it is finished or the client has disconnected, and from the start for a HEAD request.
    [[nodiscard]] bool isOpen() const;
    /// Bytes that were written and not passed to the system yet.
    [[nodiscard]] qint64 unsentBytes() const;

signals:
    /// All parts were passed to the system; more can be written. Emitted from the event loop.
    void drained();
    /// The client has disconnected or has read too little, or the server stops. Not emitted after finish(). May be
    /// emitted within write(); the receiver may destroy the stream.
    void closed();

private:
    QPointer<ReplyWriter> m_writer; ///< null when nothing more can be written
    const ReplyQueue::Ticket m_ticket;
};

} // namespace Standin::Rest
