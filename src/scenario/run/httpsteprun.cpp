// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/httpsteprun.h"

#include "scenario/file/scenario.h"
#include "scenario/run/steptext.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr milliseconds longestAttempt{30'000};
constexpr qsizetype longestBody = 1000; ///< in the values of the report

} // namespace

HttpStepRun::HttpStepRun(RunContext &run, const Step &step, const Trail &trail, int depth)
    : StepRun(run, step, trail, depth)
    , m_wanted(std::get<HttpStep>(step.kind))
{}

std::optional<milliseconds> HttpStepRun::ownTime() const
{
    return milliseconds(m_wanted.withinMs);
}

Result<HttpRequest> HttpStepRun::request()
{
    const auto url = m_trail.scope.text(m_wanted.url);
    if (!url)
        return Failure(url.error());
    HttpRequest request{.method = m_wanted.method, .url = QUrl(*url, QUrl::StrictMode)};
    if (!request.url.isValid() || request.url.host().isEmpty() ||
        (request.url.scheme() != u"http" && request.url.scheme() != u"https"))
        return failure(ErrorCode::InvalidArgument,
                       u"found \"%1\", expected a URL that begins with http:// or https://"_s.arg(shortText(*url)),
                       m_step.pointer + u"/http/url"_s);
    const auto body = m_trail.scope.payload(m_wanted.body);
    if (!body)
        return Failure(body.error());
    request.body = *body;
    if (!m_wanted.ca.isEmpty()) {
        const auto ca = fileFor(*m_trail.scenario, m_wanted.ca);
        if (!ca)
            return Failure(ca.error());
        request.ca = *ca;
    }
    return addHeaders(request).map([&request] { return request; });
}

Result<> HttpStepRun::addHeaders(HttpRequest &request)
{
    bool hasType = false;
    const Access access = m_trail.scenario->access;
    for (const HttpHeader &header : m_wanted.headers) {
        if (header.secret.isNamed() && access != Access::All)
            return Failure(secretRefused(access, m_step.pointer + u"/http/headers/"_s + header.name));
        auto value =
            header.secret.isSet() ? header.secret.resolve(m_trail.scenario->baseDir) : m_trail.scope.text(header.value);
        if (!value) {
            Error error = value.error();
            error.where = m_step.pointer + u"/http/headers/"_s + header.name;
            return Failure(error);
        }
        if (value->contains(u'\n') || value->contains(u'\r'))
            return failure(ErrorCode::InvalidArgument, u"found a line break, expected one line"_s,
                           m_step.pointer + u"/http/headers/"_s + header.name);
        hasType |= header.name.compare(u"content-type", Qt::CaseInsensitive) == 0;
        request.headers.append({header.name.toUtf8(), value->toUtf8()});
    }
    if (!hasType && !request.body.isEmpty())
        request.headers.emplaceBack("Content-Type"_ba,
                                    m_wanted.isJson ? "application/json"_ba : "text/plain; charset=utf-8"_ba);
    return {};
}

void HttpStepRun::begin()
{
    auto made = request();
    if (!made)
        return fail(made.error());
    m_request = *made;
    m_report.values = u"%1 %2 %3"_s
                          .arg(m_request.method, m_request.url.toString(QUrl::RemoveUserInfo),
                               shortText(QString::fromUtf8(m_request.body.left(longestBody))))
                          .trimmed();
    const auto pattern =
        m_trail.scope.pattern({.json = patternOfAnswer(m_wanted.expect), .pointer = m_wanted.expectPointer});
    if (!pattern)
        return fail(pattern.error());
    m_pattern = *pattern;
    m_until = m_run.services.clock().steadyNow() + milliseconds(m_wanted.withinMs);
    markAction();
    send();
}

void HttpStepRun::send()
{
    ++m_attempts;
    m_exchange = {.method = m_request.method,
                  .url = m_request.url.adjusted(QUrl::RemoveUserInfo).toString(),
                  .request = m_request.body.left(HttpExchange::mostBody),
                  .sentAt = m_run.services.clock().nowMicros(),
                  .cursor = m_run.services.journal().cursor(),
                  .pointer = m_step.pointer};
    m_request.timeout = longestAttempt;
    if (m_wanted.withinMs > 0) {
        const auto left = duration_cast<milliseconds>(m_until - m_run.services.clock().steadyNow());
        m_request.timeout = std::clamp(left, milliseconds(1), longestAttempt);
    }
    m_guard = std::make_unique<QObject>();
    m_run.http.send(m_request, m_guard.get(), [this](const HttpClient::Answer &answer) { take(answer); });
}

void HttpStepRun::take(const HttpClient::Answer &answer)
{
    const bool holds = answer && m_pattern.matches(*answer);
    noteExchange(answer, holds);
    if (holds) {
        if (capture(m_wanted.captures, std::make_shared<const Match::Message>(*answer)))
            pass();
        return;
    }
    explain(answer);
    goOn();
}

void HttpStepRun::goOn()
{
    const auto next = m_run.services.clock().steadyNow() + milliseconds(m_wanted.everyMs);
    if (m_wanted.withinMs > 0 && next < m_until)
        m_next = m_run.services.timers().startAt(next, [this] { send(); });
    else
        finish(StepOutcome::Failed);
}

void HttpStepRun::noteExchange(const HttpClient::Answer &answer, bool held)
{
    m_exchange.answeredAt = m_run.services.clock().nowMicros();
    m_exchange.held = held;
    if (answer) {
        m_exchange.status = answer->property(u":status").value_or(QString()).toInt();
        m_exchange.answer = answer->payload().left(HttpExchange::mostBody);
    } else {
        m_exchange.error = answer.error().message;
    }
    if (m_run.report.exchanges.size() < RunReport::mostExchanges)
        m_run.report.exchanges.append(m_exchange);
}

void HttpStepRun::explain(const HttpClient::Answer &answer)
{
    m_report.expected = u"an answer like %1"_s.arg(shortText(QString::fromUtf8(m_pattern.toJson().toCompact()), 400));
    if (m_wanted.withinMs > 0)
        m_report.expected += u" within %1 ms"_s.arg(m_wanted.withinMs);
    m_report.got =
        answer ? u"status %1 %2 (%3)"_s.arg(answer->property(u":status").value_or(QString()), messageText(*answer),
                                            differencesText(Match::Explanation::of(m_pattern, *answer), *answer))
               : errorText(answer.error());
    if (m_attempts > 1)
        m_report.got += u", at attempt %1"_s.arg(m_attempts);
}

void HttpStepRun::abandon(Stop)
{
    m_next.stop();
    m_guard.reset();
}

} // namespace Standin::Scenarios
