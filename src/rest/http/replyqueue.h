// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httpresponse.h"

#include <deque>

namespace Standin::Rest {

/// The open answers of one connection, in the order of the requests, independent of which is ready first. An answer is
/// complete, or a stream: its beginning, any number of parts, its end.
class ReplyQueue
{
public:
    using Ticket = quint64;

    /// A place at the end of the queue.
    Ticket open(HttpResponse::Form form);

    // False, without effect, when the place was removed or the answer is at another stage.
    bool fulfil(Ticket ticket, const HttpResponse &response);
    /// The body of `beginning` is the first part. An answer to HEAD is complete then.
    bool begin(Ticket ticket, const HttpResponse &beginning);
    bool append(Ticket ticket, const QByteArray &part);
    bool finish(Ticket ticket);

    /// Takes the bytes that may be sent now: all answers up to the first incomplete one, and the available bytes of
    /// that one.
    [[nodiscard]] QByteArray takeReady();
    /// All open places become invalid.
    void clear();

    [[nodiscard]] bool isEmpty() const { return m_places.empty(); }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_places.size()); }
    /// The place whose answer is sent now or next.
    [[nodiscard]] Ticket first() const { return m_first; }
    /// Whether the first answer is a stream that has begun and not ended.
    [[nodiscard]] bool isStreaming() const;
    /// Whether more parts may follow in that place.
    [[nodiscard]] bool isStreaming(Ticket ticket) const;
    /// Bytes that were not taken yet: of one place; of all.
    [[nodiscard]] qint64 heldBytes(Ticket ticket) const;
    [[nodiscard]] qint64 heldBytes() const;

private:
    enum class Stage { Waiting, Streaming, Complete };

    struct Place
    {
        HttpResponse::Form form;
        QByteArray bytes = {};
        Stage stage = Stage::Waiting;
    };

    /// nullptr when it was removed.
    [[nodiscard]] const Place *find(Ticket ticket) const;
    /// nullptr also when it is at another stage.
    [[nodiscard]] Place *find(Ticket ticket, Stage stage);

    std::deque<Place> m_places;
    Ticket m_first = 0; ///< that of m_places.front()
};

} // namespace Standin::Rest
