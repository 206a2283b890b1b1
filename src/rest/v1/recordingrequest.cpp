// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/recordingrequest.h"

#include "base/errortext.h"
#include "base/isotime.h"
#include "rest/v1/requestbody.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;
using Scenarios::RecordingLimits;
using Scenarios::RecordingOptions;

namespace {

/// One client id or pattern, or an array of them.
void readWantedDevices(JsonReader &reader, QStringList &devices)
{
    constexpr qsizetype most = 1'000;
    const QString key = u"devices"_s;
    JsonText value;
    if (!reader.read(key, value))
        return;
    if (value.isString())
        devices = {value.toString()};
    else if (value.isArray())
        reader.read(key, devices);
    if (devices.isEmpty() || devices.size() > most || devices.contains(QString()))
        reader.unexpected(key, u"a client id, a pattern, or an array of 1 to %1 of them"_s.arg(most));
}

} // namespace

Result<RecordingOptions> recordingOptionsFrom(const QByteArray &body)
{
    return readerOf(body).and_then([](JsonReader reader) {
        constexpr qsizetype longestName = 200;
        RecordingOptions options;
        reader.read(u"name"_s, options.name);
        if (options.name.size() > longestName)
            reader.fail(u"name"_s, u"longer than %1 characters"_s.arg(longestName));
        readWantedDevices(reader, options.devices);
        reader.read(u"telemetry"_s, options.telemetry);
        QString clientIds = u"per-run"_s;
        reader.readWord(u"clientIds"_s, clientIds, {u"per-run"_s, u"recorded"_s});
        if (clientIds == u"recorded")
            options.clientIds = RecordingOptions::ClientIds::Recorded;
        QString commands = u"expected"_s;
        reader.readWord(u"commands"_s, commands, {u"expected"_s, u"published"_s});
        if (commands == u"published")
            options.commands = RecordingOptions::Commands::Published;
        qint64 ms = options.limits.time.count();
        reader.read(u"maxItems"_s, options.limits.items, 1, RecordingLimits::mostItems);
        reader.read(u"maxBytes"_s, options.limits.bytes, 1, RecordingLimits::mostBytes);
        reader.read(u"maxMs"_s, ms, 1, RecordingLimits::longest.count());
        options.limits.time = std::chrono::milliseconds(ms);
        return finish(reader).map([&options] { return options; });
    });
}

QJsonObject recordingJson(const Scenarios::RecordingStatus &status)
{
    QJsonObject json{
        {u"id"_s, status.id},           {u"state"_s, toString(status.state)},       {u"steps"_s, status.steps()},
        {u"actions"_s, status.actions}, {u"messages"_s, status.messages},           {u"devices"_s, status.devices},
        {u"bytes"_s, status.bytes},     {u"startedAt"_s, isoTime(status.startedAt)}};
    if (!status.name.isEmpty())
        json.insert(u"name"_s, status.name);
    if (status.endedAt > 0)
        json.insert(u"endedAt"_s, isoTime(status.endedAt));
    return json;
}

} // namespace Standin::Rest
