// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace Standin::Rest {

/// What one client, and all of them together, may take.
struct HttpLimits
{
    qsizetype connections = 512;        ///< above it a newcomer takes the place of an idle connection
    qsizetype headBytes = 16 * 1024;    ///< request line and header fields together
    qsizetype headFields = 64;          ///< Qt silently drops all fields above 100
    qint64 bodyBytes = 4 * 1024 * 1024; ///< of one request
    qint64 ownBytes = 128 * 1024;       ///< of bodies, and of answers, that any connection may hold; what is above ...
    qint64 allBodyBytes = 32 * 1024 * 1024;   ///< ... is shared: bodies that are being received or not answered yet,
    qint64 allAnswerBytes = 64 * 1024 * 1024; ///< answers that are being made or not fetched yet
    qsizetype unansweredRequests = 1024;      ///< of one connection, pipelined
    qint64 unreadBytes = 32 * 1024 * 1024;    ///< answers that the client does not fetch while it asks for more
    qint64 streamBytes = 1024 * 1024;         ///< parts of a stream that the client does not fetch
    std::chrono::milliseconds request{
        10'000}; ///< from the first byte of a request to its last; also for taking the answer
    std::chrono::milliseconds keepAlive{60'000}; ///< between an answer and the next request
};

} // namespace Standin::Rest
