// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httpresponse.h"

#include <deque>

namespace Standin::Rest {

/// The answers that one connection owes, in the order of the requests, whichever is ready first. An answer is given
/// whole, or as a stream: its beginning, any number of parts, its end.
class ReplyQueue
{
public:
    using Ticket = quint64;

    /// A place at the end of the queue.
    Ticket open(HttpResponse::Form form);

    // False, without effect, when the place is gone or the answer is not at that stage.
    bool fulfil(Ticket ticket, const HttpResponse &response);
    /// The body of `beginning` is the first part. The answer to HEAD ends here.
    bool begin(Ticket ticket, const HttpResponse &beginning);
    bool append(Ticket ticket, const QByteArray &part);
    bool finish(Ticket ticket);

    /// The bytes that may go out now: all answers up to the first that is not complete, and what there is of that one.
    [[nodiscard]] QByteArray takeReady();
    /// Open tickets are worth nothing any more.
    void clear();

    [[nodiscard]] bool isEmpty() const { return m_places.empty(); }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_places.size()); }
    /// The place whose turn it is, or will be.
    [[nodiscard]] Ticket first() const { return m_first; }
    /// The first answer is a stream that has begun and not ended.
    [[nodiscard]] bool isStreaming() const;
    /// Whether more parts may follow in that place.
    [[nodiscard]] bool isStreaming(Ticket ticket) const;
    /// Bytes that were not taken yet: of one place, of all.
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

    /// Null when it is gone.
    [[nodiscard]] const Place *find(Ticket ticket) const;
    /// Null also when it is at another stage.
    [[nodiscard]] Place *find(Ticket ticket, Stage stage);

    std::deque<Place> m_places;
    Ticket m_first = 0; ///< that of m_places.front()
};

} // namespace Standin::Rest
