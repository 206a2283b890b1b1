// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/awaitcontroller.h"

#include "base/jsonbuilder.h"
#include "rest/json/entrypiece.h"
#include "rest/json/nearmissjson.h"
#include "rest/json/problem.h"
#include "rest/v1/awaitrequest.h"

#include <algorithm>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr int fulfilled = 200;
constexpr int timedOut = 408;
constexpr int contradicted = 422;

constexpr qsizetype countedAtOnce = 10'000;
/// Other requests wait no longer than that.
constexpr std::chrono::milliseconds countedTime{10};

QByteArray factsOf(const AwaitOutcome &outcome)
{
    return R"("cursor":)" + QByteArray::number(outcome.cursor) + R"(,"waitedMs":)" +
           QByteArray::number(static_cast<qint64>(outcome.waited.count())) + R"(,"dropped":)" +
           QByteArray::number(outcome.dropped) + ',';
}

/// The members of RFC 9457, without the closing brace.
QByteArray problemHead(int status, const QString &type, const QString &detail)
{
    const JsonText head =
        JsonBuilder()
            .add(u"type"_s, JsonText::string(u"urn:standin:"_s + type))
            .add(u"title"_s, JsonText::string(QString::fromLatin1(HttpResponse::reasonPhrase(status))))
            .add(u"status"_s, JsonText::whole(status))
            .add(u"detail"_s, JsonText::string(detail))
            .object();
    return head.text().chopped(1).toByteArray() + ',';
}

QString outOf(qsizetype found, qsizetype wanted)
{
    return u"%1 of %2 entries came in time"_s.arg(found).arg(wanted);
}

QString boundsText(const VerifyRequest &request)
{
    if (request.least == request.most)
        return u"exactly %1"_s.arg(request.least);
    return request.hasMost() ? u"at most %1"_s.arg(request.most) : u"at least %1"_s.arg(request.least);
}

} // namespace

AwaitController::AwaitController(const Clock &clock, const JournalReader &journal)
    : m_journal(journal)
    , m_timers(clock)
    , m_awaits(journal, m_timers.timers())
{}

AwaitController::~AwaitController() = default;

AwaitController::Verdict AwaitController::unproved(quint64 dropped)
{
    return {
        contradicted, u"%1 entries were dropped before they could be checked, so nothing is proved"_s.arg(dropped), {}};
}

void AwaitController::await(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto wanted = AwaitRequest::from(request.body, m_journal.cursor());
    if (!wanted)
        return static_cast<void>(reply->send(problem(wanted.error())));
    start(wanted->terms, reply, [terms = wanted->terms, isAbsent = wanted->isAbsent](const AwaitOutcome &outcome) {
        if (isAbsent && !outcome.isFulfilled && outcome.dropped > 0)
            return unproved(outcome.dropped);
        if (outcome.isFulfilled != isAbsent)
            return Verdict{fulfilled, {}, {}};
        if (isAbsent)
            return Verdict{contradicted, u"entries came that should not"_s, {}};
        return Verdict{timedOut, outOf(outcome.matched.size(), terms.count), terms.query};
    });
}

void AwaitController::verify(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto wanted = VerifyRequest::from(request.body, m_journal.cursor());
    if (!wanted)
        return static_cast<void>(reply->send(problem(wanted.error())));
    start(wanted->terms, reply, [wanted = *wanted](const AwaitOutcome &outcome) {
        const qsizetype found = outcome.matched.size();
        const QList<Match::Pattern> &order = wanted.terms.inOrder;
        if (!order.isEmpty()) {
            if (outcome.isFulfilled)
                return Verdict{fulfilled, {}, {}};
            JournalQuery next = wanted.terms.query;
            next.pattern = order.at(found);
            next.after = outcome.matched.isEmpty() ? next.after : outcome.matched.last()->seq;
            return Verdict{contradicted,
                           u"%1 of %2 patterns matched in order; /inOrder/%1 did not"_s.arg(found).arg(order.size()),
                           next};
        }
        const bool isWithin = found >= wanted.least && found <= wanted.most;
        if (isWithin && wanted.hasMost() && outcome.dropped > 0)
            return unproved(outcome.dropped);
        if (isWithin)
            return Verdict{fulfilled, {}, {}};
        const QString more = found > wanted.most ? u" or more"_s : QString();
        return Verdict{contradicted, u"expected %1, found %2%3"_s.arg(boundsText(wanted)).arg(found).arg(more),
                       found < wanted.least ? wanted.terms.query : JournalQuery()};
    });
}

void AwaitController::start(const AwaitTerms &terms, const ReplyPtr &reply,
                            std::function<Verdict(const AwaitOutcome &)> judge)
{
    const auto id = std::make_shared<AwaitList::Id>(0);
    reply->whenGone(this, [this, id] { m_awaits.cancel(*id); });
    *id = m_awaits.add(terms, [this, reply, judge = std::move(judge)](const AwaitOutcome &outcome) {
        answer(reply, outcome, judge(outcome));
    });
}

void AwaitController::answer(const ReplyPtr &reply, const AwaitOutcome &outcome, const Verdict &verdict)
{
    QByteArray head = "{"_ba;
    QByteArray tail = "]}"_ba;
    HttpResponse beginning{.status = verdict.status};
    if (verdict.status != fulfilled) {
        beginning.contentType = "application/problem+json"_ba;
        head = problemHead(verdict.status, verdict.status == timedOut ? u"await-timeout"_s : u"not-as-expected"_s,
                           verdict.detail);
        tail = R"(],"nearMisses":)" + nearMissesJson(NearMisses::find(m_journal, verdict.sought)) + '}';
    }
    head += factsOf(outcome) + R"("count":)" + QByteArray::number(outcome.matched.size()) + R"(,"matched":[)";
    sendInParts(this, reply, {literalPiece(head), entriesPiece(outcome.matched), literalPiece(tail)},
                bytesOf(outcome.matched), beginning);
}

void AwaitController::count(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor end = m_journal.cursor();
    auto wanted = countQueryFrom(request.body, end);
    if (!wanted)
        return static_cast<void>(reply->send(problem(wanted.error())));
    wanted->limit = countedAtOnce;
    wanted->maxBytes = maxAnswerBytes;
    wanted->maxTime = countedTime;
    const auto counting = std::make_shared<Counting>(Counting{.query = *wanted, .end = end});
    reply->whenGone(this, [counting] { counting->isWanted = false; });
    goOnCounting(counting, reply);
}

void AwaitController::goOnCounting(const std::shared_ptr<Counting> &counting, const ReplyPtr &reply)
{
    if (!counting->isWanted)
        return;
    const JournalPage page = m_journal.read(counting->query);
    counting->count +=
        std::ranges::count_if(page.entries, [&counting](const EntryPtr &entry) { return entry->seq <= counting->end; });
    counting->dropped += page.dropped;
    counting->query.after = page.cursor;
    if (page.more && page.cursor < counting->end) {
        QMetaObject::invokeMethod(
            this, [this, counting, reply] { goOnCounting(counting, reply); }, Qt::QueuedConnection);
        return;
    }
    reply->send(HttpResponse::json({{u"count"_s, counting->count},
                                    {u"cursor"_s, static_cast<qint64>(counting->end)},
                                    {u"dropped"_s, static_cast<qint64>(counting->dropped)}}));
}

void AwaitController::nearMisses(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor cursor = m_journal.cursor();
    const auto wanted = nearMissQueryFrom(request.body, cursor);
    if (!wanted)
        return static_cast<void>(reply->send(problem(wanted.error())));
    const auto found = NearMisses::find(m_journal, *wanted, wanted->limit);
    reply->send(
        {.body = R"({"cursor":)" + QByteArray::number(cursor) + R"(,"nearMisses":)" + nearMissesJson(found) + '}'});
}

} // namespace Standin::Rest
