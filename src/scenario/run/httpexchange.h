// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"

namespace Standin::Scenarios {

/// A request of an `http` step and its answer, as evidence. Headers with secrets are left out.
struct HttpExchange
{
    static constexpr qsizetype mostBody = 4096; ///< so much of a body is kept

    QString method = {};
    QString url = {}; ///< without user information
    QByteArray request = {};
    int status = 0; ///< 0: no answer
    QByteArray answer = {};
    QString error = {};    ///< why there is no answer
    qint64 sentAt = 0;     ///< microseconds since 1970-01-01 UTC
    qint64 answeredAt = 0; ///< also of an error
    Cursor cursor = 0;     ///< of the journal when it was sent
    QString pointer = {};  ///< of its step
    bool held = false;     ///< the answer was as expected
};

} // namespace Standin::Scenarios
