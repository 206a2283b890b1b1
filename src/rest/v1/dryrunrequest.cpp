// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/dryrunrequest.h"

#include "base/jsonreader.h"
#include "journal/journalreader.h"
#include "rest/v1/requestbody.h"
#include "rest/v1/rulesrequest.h"
#include "template/payloadfile.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

void readMessage(JsonReader &reader, Match::Message::Fields &message)
{
    reader.read(u"topic"_s, message.topic);
    PayloadFile::read(reader, u"payload"_s, message.payload);
    reader.read(u"qos"_s, message.qos, 0, 2);
    reader.read(u"retain"_s, message.retain);
    reader.refuseUnknownKeys();
}

void takeEntry(JsonReader &reader, quint64 seq, const JournalReader &journal, DryRunRequest &request)
{
    const EntryPtr entry = journal.at(seq);
    if (!entry || !entry->isMessage()) {
        reader.fail(u"seq"_s, u"the journal has no message of this number"_s);
        return;
    }
    request.device = request.device.isEmpty() ? entry->device : request.device;
    request.message = entry->messageFields();
}

} // namespace

Result<DryRunRequest> DryRunRequest::from(const QByteArray &body, const JournalReader &journal)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    DryRunRequest request;
    std::optional<quint64> seq;
    reader->oneOf({u"message"_s, u"seq"_s});
    reader->read(u"device"_s, request.device);
    reader->readObject(u"message"_s, [&request](JsonReader &inner) { readMessage(inner, request.message); });
    reader->read(u"seq"_s, seq, 1, 1LL << 53);
    if (reader->has(u"rules"_s)) {
        request.rules.emplace();
        reader->readObjects(u"rules"_s, [&request](JsonReader &inner) { request.rules->append(readRule(inner)); });
    }
    if (finish(*reader) && seq)
        takeEntry(*reader, *seq, journal, request);
    if (request.device.isEmpty())
        reader->unexpected(u"device"_s, u"the client id of a device"_s);
    return reader->status().map([&request] { return request; });
}

} // namespace Standin::Rest
