// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/steptext.h"

#include "base/json.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "journal/entrykind.h"
#include "scenario/file/scenario.h"
#include "scenario/run/jsondifference.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostDifferences = 4;
constexpr qsizetype longestValues = 400;

QString who(const DeviceNames &names)
{
    return names.isDefault() ? u"device"_s
                             : listText(names.names.first(qMin<qsizetype>(4, names.names.size())), names.names.size());
}

QString patternSummary(const PatternTemplate &pattern)
{
    return shortText(QString::fromUtf8(pattern.json.toCompact()), 120);
}

QString amountSummary(const Amount &amount)
{
    if (amount.least == amount.most)
        return u"exactly %1"_s.arg(amount.least);
    if (!amount.hasMost())
        return amount.least == 1 ? u"a"_s : u"at least %1"_s.arg(amount.least);
    return amount.least <= 0 ? u"at most %1"_s.arg(amount.most) : u"%1 to %2"_s.arg(amount.least).arg(amount.most);
}

/// "a message received", "a message sent", "an entry state-changed".
QString subjectText(EntryKind kind, const std::optional<EntryEvent> &event)
{
    if (event)
        return u"entry %1"_s.arg(toString(*event));
    if (kind == EntryKind::In)
        return u"received message"_s;
    if (kind == EntryKind::Out)
        return u"sent message"_s;
    return u"%1 entry"_s.arg(toString(kind));
}

/// What a kind of step does, in words.
struct Summary
{
    QString operator()(const Connect &step) const { return u"connect %1"_s.arg(who(step.devices)); }
    QString operator()(const GoOffline &step) const
    {
        return u"%1 goes offline (%2)"_s.arg(who(step.devices), toString(step.mode));
    }
    QString operator()(const Reconnect &step) const { return u"reconnect %1"_s.arg(who(step.devices)); }
    QString operator()(const Publish &step) const
    {
        return step.message.isEmpty() ? u"%1 publishes to %2"_s.arg(who(step.devices), step.publication.topic)
                                      : u"%1 publishes \"%2\""_s.arg(who(step.devices), step.message);
    }
    QString operator()(const Preset &step) const { return u"preset reply of %1"_s.arg(who(step.devices)); }
    QString operator()(const AddRule &step) const
    {
        const QString name = step.rule.value(u"name").toString();
        return name.isEmpty() ? u"rule for %1"_s.arg(who(step.devices))
                              : u"rule \"%1\" for %2"_s.arg(name, who(step.devices));
    }
    QString operator()(const SetState &step) const
    {
        return u"set state of %1: %2"_s.arg(who(step.devices),
                                            shortText(QString::fromUtf8(step.values.toCompact()), 120));
    }
    QString operator()(const Expect &step) const
    {
        return u"%1: expect %2 %3 %4"_s.arg(who(step.entries.devices), amountSummary(step.amount),
                                            subjectText(step.entries.kind, step.entries.event),
                                            patternSummary(step.entries.pattern));
    }
    QString operator()(const ExpectNone &step) const
    {
        return u"%1: expect no %2 %3 for %4 ms"_s
            .arg(who(step.entries.devices), subjectText(step.entries.kind, step.entries.event),
                 patternSummary(step.entries.pattern))
            .arg(step.forMs);
    }
    QString operator()(const ExpectOrder &step) const
    {
        return u"%1: expect %2 messages in order"_s.arg(who(step.devices)).arg(step.messages.size());
    }
    QString operator()(const ExpectState &step) const
    {
        return u"%1: expect state %2"_s.arg(who(step.devices), stateText(step));
    }
    QString operator()(const CaptureValues &step) const
    {
        QStringList names;
        for (const Capture &capture : step.values)
            names.append(capture.variable);
        return u"capture %1"_s.arg(listText(names.first(qMin<qsizetype>(8, names.size())), names.size()));
    }
    QString operator()(const HttpStep &step) const { return u"%1 %2"_s.arg(step.method, shortText(step.url, 120)); }
    QString operator()(const ProbeStep &step) const
    {
        const QString name = step.probe.isEmpty() ? u"probe"_s : u"probe %1"_s.arg(step.probe);
        if (const auto *publish = std::get_if<ProbePublish>(&step.does))
            return u"%1 publishes to %2"_s.arg(name, publish->topic);
        if (const auto *subscribe = std::get_if<ProbeSubscribe>(&step.does))
            return u"%1 subscribes to %2"_s.arg(name, subscribe->topics.join(u", "_s));
        if (const auto *expect = std::get_if<ProbeExpect>(&step.does))
            return u"%1: expect %2 message %3"_s.arg(name, amountSummary(expect->amount),
                                                     patternSummary(expect->pattern));
        const auto &none = std::get<ProbeExpectNone>(step.does);
        return u"%1: expect no message %2 for %3 ms"_s.arg(name, patternSummary(none.pattern)).arg(none.forMs);
    }
    QString operator()(const Group &step) const { return u"group of %1 steps"_s.arg(step.steps.size()); }
    QString operator()(const Parallel &step) const { return u"%1 branches in parallel"_s.arg(step.branches.size()); }
    QString operator()(const Repeat &step) const { return u"repeat %1 times"_s.arg(step.times); }
    QString operator()(const ForEachDevice &step) const
    {
        return u"for each of %1%2"_s.arg(step.devices.isDefault() ? u"all devices"_s : who(step.devices),
                                         step.isParallel ? u", in parallel"_s : QString());
    }
    QString operator()(const Include &step) const { return u"include %1"_s.arg(step.file); }
    QString operator()(const Wait &step) const
    {
        const JsonText delay = step.delay.toJson();
        return u"wait %1 ms"_s.arg(delay.isUndefined() ? u"0"_s : delay.toPlainText());
    }
};

/// Of equalToJson the place inside of the value.
QString checkText(const Match::Check &check, const Match::Message &message)
{
    if (check.pointer.endsWith(u"/equalToJson") && !check.found.isUndefined()) {
        // A value that is too long for the explanation, and a whole payload, are texts there.
        const QJsonValue &whole = message.json();
        const QJsonValue found = check.found.isString() ? Json::parse(check.found.toString().toUtf8()).value_or(whole)
                                                        : check.found.toJson();
        const QString difference = firstDifference(check.expected.toJson(), found, true);
        if (!difference.isEmpty())
            return difference;
    }
    return u"%1: expected %2, found %3"_s.arg(
        check.pointer, shortText(QString::fromUtf8(check.expected.toCompact()), 160),
        check.found.isUndefined() ? u"nothing"_s : shortText(QString::fromUtf8(check.found.toCompact()), 160));
}

} // namespace

QString shortText(const QString &text, qsizetype most)
{
    const QString line = text.left(most + 1).simplified();
    return text.size() <= most ? line : line.left(most) + u'…';
}

QString listText(const QStringList &some, qsizetype total)
{
    const QString listed = some.join(u", "_s);
    return total <= some.size() ? listed : u"%1 and %2 more"_s.arg(listed).arg(total - some.size());
}

QString summaryOf(const Step &step)
{
    return std::visit(Summary(), step.kind);
}

QString expectedText(const Amount &amount, EntryKind kind, const std::optional<EntryEvent> &event,
                     const JournalQuery &query, int ms)
{
    QString text = amount.most == 0 ? u"no %1"_s.arg(subjectText(kind, event))
                                    : u"%1 %2"_s.arg(amountSummary(amount), subjectText(kind, event));
    text += u" of %1"_s.arg(query.device);
    if (query.pattern) {
        const JsonText pattern = query.pattern->toJson();
        if (pattern.toCompact() != "{}")
            text += u" like %1"_s.arg(shortText(QString::fromUtf8(pattern.toCompact()), 400));
    } else if (query.topic) {
        text += u" with topic %1"_s.arg(query.topic->text());
    }
    return text + (amount.most == 0 ? u" for %1 ms"_s : u" within %1 ms"_s).arg(ms);
}

QString entryText(const Entry &entry)
{
    const QString head = u"#%1 "_s.arg(entry.seq);
    if (entry.isMessage())
        return head + messageText(entry.message());
    QStringList facts{toString(entry.event)};
    if (entry.state)
        facts.append(toString(*entry.state));
    if (entry.offlineMode)
        facts.append(toString(*entry.offlineMode));
    if (!entry.topic.isEmpty())
        facts.append(entry.topic);
    if (entry.error)
        facts.append(errorText(*entry.error));
    return head + facts.join(u' ');
}

QString gotText(const QList<EntryPtr> &entries, const Amount &amount)
{
    if (entries.isEmpty())
        return u"none"_s;
    constexpr qsizetype shown = 3;
    QStringList texts;
    for (const EntryPtr &entry : entries.first(qMin(shown, entries.size())))
        texts.append(entryText(*entry));
    const QString count = entries.size() > amount.most && amount.most > 0 ? u"%1 or more"_s.arg(entries.size())
                                                                          : QString::number(entries.size());
    return u"%1: %2"_s.arg(count, texts.join(u"; "_s));
}

QString missText(const NearMiss &miss)
{
    const QString differences = differencesText(miss.explanation, miss.entry->message());
    return entryText(*miss.entry) + (differences.isEmpty() ? QString() : u" ("_s + differences + u')');
}

QString differencesText(const Match::Explanation &explanation, const Match::Message &message)
{
    QStringList differences;
    for (const Match::Check &check : explanation.checks) {
        if (!check.held && differences.size() < mostDifferences)
            differences.append(checkText(check, message));
    }
    return differences.join(u"; "_s);
}

QString patternText(const JsonText &pattern)
{
    QStringList parts;
    JsonBuilder others;
    for (const QString &key : JsonReader(pattern).keys()) {
        const JsonText value = pattern.value(key);
        if (key == u"topic" && value.isString())
            parts.prepend(value.toString());
        else if (key == u"json")
            parts.append(QString::fromUtf8(value.toCompact()));
        else
            others.add(key, value);
    }
    if (!others.isEmpty())
        parts.append(QString::fromUtf8(others.object().toCompact()));
    return shortText(parts.join(u' '), longestValues);
}

QString messageText(const Match::Message &message)
{
    const QByteArray &payload = message.payload();
    constexpr qsizetype shown = 300;
    const QByteArray beginning = payload.first(qMin(shown, payload.size()));
    const QString text = beginning.isValidUtf8() || payload.size() > shown
                             ? shortText(QString::fromUtf8(beginning), 160)
                             : u"%1 bytes"_s.arg(payload.size());
    return message.topic().isEmpty() ? text : u"%1 %2"_s.arg(shortText(message.topic(), 120), text);
}

QString stateText(const ExpectState &wanted)
{
    QString text = toString(wanted.state);
    if (wanted.error)
        text += u" with the error %1"_s.arg(errorName(*wanted.error));
    if (wanted.reasonCode)
        text += u" with the reason code %1"_s.arg(*wanted.reasonCode);
    return text;
}

QString failingText(const Failing &failing)
{
    QString text = failing.error ? u"the error %1"_s.arg(errorName(*failing.error)) : u"an error"_s;
    if (failing.reasonCode)
        text += u" with the reason code %1"_s.arg(*failing.reasonCode);
    return text;
}

QString errorText(const Error &error)
{
    return u"%1: %2"_s.arg(errorName(error.code), error.toString());
}

} // namespace Standin::Scenarios
