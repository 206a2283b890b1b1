// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/httpclient.h"
#include "scenario/run/steprun.h"

namespace Standin::Scenarios {

/// The step http: sends a request, repeatedly if the step says so, until the answer is as expected.
class HttpStepRun final : public StepRun
{
public:
    HttpStepRun(RunContext &run, const Step &step, const Trail &trail, int depth);

private:
    void begin() override;
    void abandon(Stop why) override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> ownTime() const override;

    [[nodiscard]] Result<HttpRequest> request();
    [[nodiscard]] Result<> addHeaders(HttpRequest &request);
    void send();
    void take(const HttpClient::Answer &answer);
    /// The answer was not as expected: sends again later, or fails.
    void goOn();
    void noteExchange(const HttpClient::Answer &answer, bool held);
    void explain(const HttpClient::Answer &answer);

    const HttpStep &m_wanted;
    Match::Pattern m_pattern;
    HttpRequest m_request;
    Clock::Instant m_until;
    int m_attempts = 0;
    HttpExchange m_exchange;
    Timer m_next;
    std::unique_ptr<QObject> m_guard; ///< of the request at work
};

} // namespace Standin::Scenarios
