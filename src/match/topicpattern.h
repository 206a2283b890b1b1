// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "match/message.h"

#include <QStringList>

namespace Standin::Match {

/// Selects topics: an MQTT topic filter, one with named levels ("cmd/{site}/{verb}"), or a text that the topic
/// contains. For received messages, so "#" also matches "$SYS/…". Several threads may use it at once.
class TopicPattern
{
public:
    /// A filter; a level "{name}" matches any one level, as "+" does, and names it. A leading "$share/group/" is
    /// ignored. InvalidArgument for filters that MQTT does not allow, and for invalid or repeated names.
    [[nodiscard]] static Result<TopicPattern> parse(const QString &text);
    /// Topics that contain this text, without regard to case.
    [[nodiscard]] static TopicPattern containing(const QString &text);
    /// The text of a search field: a filter if it has a wildcard, else a text to be contained. A filter that is not
    /// valid (yet) is used unchanged.
    [[nodiscard]] static TopicPattern searching(const QString &text);

    [[nodiscard]] bool matches(QStringView topic) const;

    /// The names of the levels; empty where a level has none.
    [[nodiscard]] const QStringList &levelNames() const { return m_levelNames; }
    /// The levels of a message that matches, by name.
    [[nodiscard]] NamedTexts captured(const Message &message) const;

    /// The filter as MQTT has it, with "+" for named levels and without "$share/group/"; valid if isFilter().
    [[nodiscard]] const QString &filter() const { return m_compared; }
    /// As it was given.
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isFilter() const { return m_isFilter; }

private:
    TopicPattern(QString text, QString compared, bool isFilter)
        : m_text(std::move(text))
        , m_compared(std::move(compared))
        , m_isFilter(isFilter)
    {}

    Result<> compileLevels();

    QString m_text;
    QString m_compared; ///< the filter with "+" for its named levels, or the text to be contained
    bool m_isFilter;
    QStringList m_levelNames;
};

} // namespace Standin::Match
