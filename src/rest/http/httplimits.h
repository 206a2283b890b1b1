// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace Standin::Rest {

/// Limits for one client and for all clients together.
struct HttpLimits
{
    /// Thousands of clients may wait for entries of the journal: 6144, but half of the file descriptors at most, and
    /// 512 at least (Listener turns clients away when there are no descriptors).
    [[nodiscard]] static qsizetype connectionsHere();

    qsizetype connections = connectionsHere(); ///< above it a new connection replaces an idle one
    qsizetype headBytes = 16 * 1024;           ///< request line and header fields together
    qsizetype headFields = 64;                 ///< Qt silently drops all fields above 100
    qint64 bodyBytes = 4 * 1024 * 1024;        ///< of one request
    qint64 ownBytes = 40 * 1024;               ///< of bodies and of answers for each connection; the rest ...
    qint64 allBodyBytes = 32 * 1024 * 1024;    ///< ... is shared: bodies that are being received or not answered yet,
    qint64 allAnswerBytes = 64 * 1024 * 1024;  ///< answers that are being made or not fetched yet
    qsizetype unansweredRequests = 1024;       ///< pipelined requests of one connection
    qint64 unreadBytes = 32 * 1024 * 1024;     ///< unfetched answers of a client that sends further requests
    qint64 streamBytes = 1024 * 1024;          ///< unfetched parts of a stream
    std::chrono::milliseconds request{
        10'000}; ///< from the first byte of a request to its last; also for fetching the answer
    std::chrono::milliseconds keepAlive{60'000}; ///< between an answer and the next request
};

} // namespace Standin::Rest
