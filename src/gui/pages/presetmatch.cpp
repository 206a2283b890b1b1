// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/presetmatch.h"

#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "match/pattern.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// A topic may begin with a brace, too: {site}/cmd.
bool looksLikeJson(const QString &text)
{
    return text.startsWith(u'{') && (text.contains(u'"') || text.endsWith(u'}'));
}

} // namespace

Result<JsonText> PresetMatch::fromText(const QString &text)
{
    const QString entered = text.trimmed();
    if (entered.isEmpty())
        return JsonText();
    const auto match = looksLikeJson(entered) ? JsonText::parse(entered.toUtf8())
                                              : JsonBuilder().add(u"topic"_s, JsonText::string(entered)).object();
    if (!match)
        return match;
    return Match::Pattern::fromJson(*match).map([&match](const Match::Pattern &) { return match->compacted(); });
}

QString PresetMatch::toText(const JsonText &match)
{
    const QString topic = match.value(u"topic").toString();
    if (JsonParts(match).size() == 1 && !topic.isEmpty() && !looksLikeJson(topic))
        return topic;
    return QString::fromUtf8(match.toCompact());
}

} // namespace Standin::Gui
