// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/entryfacts.h"

#include "base/jsontext.h"
#include "gui/log/payloadparts.h"
#include "gui/style/displaytext.h"
#include "gui/style/errorpresenter.h"
#include "models/payloadpreview.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype propertiesAtOnce = 200;
constexpr qsizetype propertiesInNote = 12;

/// How many properties are shown together with the facts.
qsizetype countInFirstPart(const QList<EntryFacts::Fact> &properties)
{
    constexpr qsizetype mostCharacters = 8 * 1024;
    qsizetype count = 0;
    for (qsizetype characters = 0; count < std::min(properties.size(), propertiesAtOnce); ++count) {
        characters += properties.at(count).first.size() + properties.at(count).second.size();
        if (characters > mostCharacters)
            break;
    }
    return count;
}

QString timeOf(const Entry &entry)
{
    return QDateTime::fromMSecsSinceEpoch(entry.at / 1000).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

QString flagsOf(const Entry &entry)
{
    QStringList flags = {EntryFacts::tr("QoS %1").arg(entry.qos)};
    if (entry.retain)
        flags.append(EntryFacts::tr("retain"));
    if (entry.dup)
        flags.append(EntryFacts::tr("dup"));
    if (entry.packetId != 0)
        flags.append(EntryFacts::tr("packet %1").arg(entry.packetId));
    flags.append(QLocale().formattedDataSize(entry.payload.size()));
    return flags.join(u", "_s);
}

QString answerOf(const Entry &entry)
{
    if (!entry.ruleId.isEmpty())
        return DisplayText::rule(entry.ruleId);
    if (entry.unanswered)
        return EntryFacts::tr("none: %1").arg(DisplayText::reason(*entry.unanswered));
    return entry.matched ? EntryFacts::tr("answered") : EntryFacts::tr("not answered");
}

/// A column of a line: without tabs and line ends.
QString column(const QString &text)
{
    constexpr qsizetype maxCharacters = 256 * 1024;
    return Models::textPreview(text, maxCharacters);
}

QString payloadOf(const Entry &entry)
{
    return PayloadParts::looksLikeText(entry.payload) ? column(JsonText::decoded(entry.payload))
                                                      : column(QString::fromLatin1(entry.payload.toHex(' ')));
}

} // namespace

QList<EntryFacts::Fact> EntryFacts::of(const Entry &entry)
{
    QList<Fact> facts = {{tr("Time"), timeOf(entry)}, {tr("Device"), entry.device}};
    if (!entry.topic.isEmpty())
        facts.append({tr("Topic"), entry.topic});
    if (entry.isMessage())
        facts.append({tr("Message"), flagsOf(entry)});
    for (const auto &[key, value] : entry.correlation)
        facts.append({key, value});
    if (entry.event == EntryEvent::MessageReceived)
        facts.append({tr("Answer"), answerOf(entry)});
    else if (!entry.ruleId.isEmpty())
        facts.append({tr("Sent as"), DisplayText::rule(entry.ruleId)});
    if (!entry.isMessage())
        facts.append({DisplayText::kind(entry.kind()), DisplayText::note(entry)});
    if (entry.error)
        facts.append({tr("Why"), ErrorPresenter::text(*entry.error)});
    return facts;
}

TextView::Parts EntryFacts::parts(const EntryPtr &entry, const QList<Fact> &more)
{
    return [entry, more, at = qsizetype(-1)]() mutable {
        if (at < 0) {
            at = countInFirstPart(entry->properties);
            return text(of(*entry) + more + entry->properties.first(at));
        }
        const qsizetype count = std::min(entry->properties.size() - at, propertiesAtOnce);
        const QString lines = text(entry->properties.sliced(at, count));
        at += count;
        return count == 0 ? QString() : u'\n' + lines;
    };
}

QString EntryFacts::text(const QList<Fact> &facts)
{
    QStringList lines;
    lines.reserve(facts.size());
    for (const auto &[label, value] : facts)
        lines.append(column(label) + u'\t' + QString(value).replace(u'\n', u"\n\t"_s));
    return lines.join(u'\n');
}

QString EntryFacts::note(const Entry &entry)
{
    QStringList parts = {DisplayText::note(entry)};
    if (!entry.isMessage()) {
        for (const auto &[name, value] : entry.properties.first(std::min(entry.properties.size(), propertiesInNote)))
            parts.append(Models::textPreview(name) + u" = "_s + Models::textPreview(value));
    }
    if (entry.error)
        parts.append(ErrorPresenter::what(*entry.error));
    return parts.join(u"   "_s).trimmed();
}

QString EntryFacts::line(const Entry &entry)
{
    const QStringList columns = {timeOf(entry),       column(entry.device), DisplayText::kind(entry.kind()),
                                 column(entry.topic), payloadOf(entry),     column(note(entry))};
    return columns.join(u'\t');
}

} // namespace Standin::Gui
