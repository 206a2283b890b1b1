// SPDX-License-Identifier: GPL-3.0-or-later
// A body of a request: every reader of REST refuses it, with an answer that says why, or what it has read keeps its
// limits and can be written and read again. The input is the body, which all readers get.
#include "base/json.h"
#include "fuzz/application.h"
#include "fuzz/require.h"
#include "journal/journal.h"
#include "rest/json/problem.h"
#include "rest/simple/connectrequest.h"
#include "rest/simple/lookuprequest.h"
#include "rest/v1/awaitrequest.h"
#include "rest/v1/bulkrequest.h"
#include "rest/v1/devicerequest.h"
#include "rest/v1/dryrunrequest.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/presetsrequest.h"
#include "rest/v1/requestbody.h"
#include "rest/v1/resetrequest.h"
#include "rest/v1/rulesrequest.h"
#include "support/fakeclock.h"

#include <limits>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

namespace {

/// The end of a journal that no cursor is beyond.
constexpr Cursor end = std::numeric_limits<Cursor>::max();

/// Whether it was read; otherwise the error can be answered.
template <typename T>
bool isRead(const Result<T> &result)
{
    if (result)
        return true;
    const Error &error = result.error();
    require(!error.message.isEmpty(), "an error says what is wrong");
    const HttpResponse answer = problem(error);
    require(answer.status >= 400 && answer.status < 500, "a wrong body is the fault of the client");
    require(Json::parse(answer.body).has_value(), "an error is answered with JSON");
    return false;
}

void readOrders(const QByteArray &body)
{
    for (const QString &name : {u"connect"_s, u"goOffline"_s, u"reconnect"_s, u"publish"_s, u"addPresetReply"_s,
                                u"setState"_s, u"remove"_s}) {
        const auto order = orderFrom(name, body);
        if (isRead(order))
            require(Order::fromJson(order->toJson()) == *order, "an order that is written is read as it was");
        const auto bulk = BulkRequest::parse(name, body);
        if (isRead(bulk))
            require(bulk->order.name() == name, "the order is the one of the path");
    }
    if (const auto presets = presetsFrom(body); isRead(presets))
        require(presets->size() <= JsonReader::mostObjects, "preset replies are bounded");
}

void readProfiles(const QByteArray &body)
{
    const auto name = u"gw"_s;
    for (const auto &device :
         {DeviceRequest::toCreate(body), DeviceRequest::toPut(name, body), DeviceRequest::toPatch(name, body)}) {
        if (isRead(device)) {
            require(!device->clientId.isEmpty(), "a device has a client id");
            static_cast<void>(isRead(device->profile.appliedTo(Profile())));
        }
    }
    if (const auto fleet = ProfileRequest::ofFleet(body); isRead(fleet))
        static_cast<void>(isRead(fleet->appliedTo(Profile())));
    if (const auto loaded = profileFrom(body, name); isRead(loaded))
        require(loaded->profile.name.isEmpty() || loaded->profile.name == name, "a profile has the name of the path");
    if (const auto connect = ConnectRequest::parse(body); isRead(connect)) {
        require(!connect->clientId.isEmpty(), "a device has a client id");
        static_cast<void>(isRead(connect->applyTo(Profile())));
    }
}

void readRules(const QByteArray &body, const JournalReader &journal)
{
    if (const auto batch = RulesRequest::from(body); isRead(batch)) {
        for (const Rules::Rule &rule : batch->rules)
            require(Rules::Rule::fromJson(rule.toJson()) == rule, "a rule that is written is read as it was");
    }
    if (const auto run = DryRunRequest::from(body, journal); isRead(run))
        require(!run->device.isEmpty(), "a dry run has a device");
    if (const auto state = objectFrom(body); isRead(state))
        require(JsonText::parse(state->compacted().text().toByteArray()).has_value(), "a state stays JSON");
    static_cast<void>(isRead(resetPartsFrom(body)));
}

void checkTime(const AwaitTerms &terms)
{
    require(terms.timeout.count() >= 0 && terms.timeout.count() <= AwaitRequest::mostMilliseconds, "time is bounded");
    require(terms.count >= 1 && terms.count <= AwaitTerms::mostEntries, "the number of entries is bounded");
    require(terms.inOrder.size() <= AwaitTerms::mostEntries, "the number of patterns is bounded");
}

void readAwaits(const QByteArray &body)
{
    if (const auto await = AwaitRequest::from(body, end); isRead(await))
        checkTime(await->terms);
    if (const auto verify = VerifyRequest::from(body, end); isRead(verify)) {
        checkTime(verify->terms);
        require(verify->least >= 0 && verify->least <= verify->most, "bounds are in order");
    }
    static_cast<void>(isRead(countQueryFrom(body, end)));
    if (const auto query = nearMissQueryFrom(body, end); isRead(query))
        require(query->pattern.has_value() && query->limit >= 1, "near misses are of a pattern");
    for (const QString &key : {u"requestTime"_s, u"traceId"_s}) {
        if (const auto lookUp = LookUpRequest::from(body, key); isRead(lookUp))
            require(lookUp->warnings.size() <= 100, "warnings are bounded");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    makeApplication();
    static const Tests::FakeClock clock;
    static Journal journal(clock);
    if (journal.size() == 0)
        journal.append({.device = u"gw"_s, .event = EntryEvent::MessageReceived, .topic = u"cmd"_s, .payload = "{}"});
    const QByteArray body(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (!body.trimmed().isEmpty() && !JsonText::parse(body)) { // which all readers find first
        require(!isRead(AwaitRequest::from(body, end)), "what is not JSON is refused");
        return 0;
    }
    readOrders(body);
    readProfiles(body);
    readRules(body, journal);
    readAwaits(body);
    return 0;
}
