// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/connection.h"
#include "scenario/file/capture.h"

namespace Standin::Scenarios {

/// {"http": "GET https://api.test/health"} or
///
///     {"http": {"method": "POST", "url": "${vars.api}/devices/${clientId}/reboot",
///               "headers": {"Authorization": {"env": "API_TOKEN"}, "X-Test": "${run.testId}"},
///               "json": {"delay": 0},                                 or "body": "text"
///               "expect": {"status": 202, "headers": {"content-type": {"startsWith": "application/json"}},
///                          "json": {"accepted": true}, "body": {"jsonPointer": "/id", "present": true}},
///               "capture": {"job": "/id", "place": {"property": "location"}},
///               "withinMs": 10000, "everyMs": 500}}
///
/// An answer is a message for patterns and captures: its headers, in lower case, are properties, ":status" is its
/// status, and the body is its payload.
struct HttpStep
{
    static constexpr int usualEveryMs = 500;

    QString method = QStringLiteral("GET");
    QString url = {};               ///< a template
    QList<HttpHeader> headers = {}; ///< values are templates; secrets are never shown
    QByteArray body = {};           ///< a template; of `json` with its text
    bool isJson = false;            ///< it was given as `json`: Content-Type is application/json unless there is one
    QString ca = {}; ///< a file with certificates to trust, relative to the scenario; empty: the system's
    JsonText expect = JsonText::emptyObject(); ///< status (usually 200 to 299), headers, json, body; as written
    QString expectPointer = {};
    QList<Capture> captures = {};
    int withinMs = 0; ///< repeats until the answer is as expected, for so long; 0: one request
    int everyMs = usualEveryMs;
};

/// The pattern for an answer (keys of Match::Pattern, templates not yet rendered) that `expect` means.
[[nodiscard]] JsonText patternOfAnswer(const JsonText &expect);

} // namespace Standin::Scenarios
