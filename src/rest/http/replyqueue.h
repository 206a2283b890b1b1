// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httpresponse.h"

#include <deque>
#include <optional>

namespace Standin::Rest {

/// The answers that one connection owes, in the order of the requests, whichever is ready first.
class ReplyQueue
{
public:
    using Ticket = quint64;

    /// A place at the end of the queue.
    Ticket open(HttpResponse::Form form);
    /// False when that place is gone or was answered before.
    bool fulfil(Ticket ticket, const HttpResponse &response);
    /// The bytes that may go out now: all answers up to the first that is still open.
    [[nodiscard]] QByteArray takeReady();
    /// Open tickets are worth nothing any more.
    void clear();

    [[nodiscard]] bool isEmpty() const { return m_places.empty(); }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_places.size()); }

private:
    struct Place
    {
        HttpResponse::Form form;
        std::optional<QByteArray> bytes;
    };

    std::deque<Place> m_places;
    Ticket m_first = 0; ///< that of m_places.front()
};

} // namespace Standin::Rest
