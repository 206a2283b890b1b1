// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "match/message.h"

#include <QStringList>

namespace Standin::Match {

/// Which topics: an MQTT topic filter, one with named levels ("cmd/{site}/{verb}"), or a text that the topic contains.
/// The message was received already, so "#" stands for "$SYS/…", too. May be used by several threads at once.
class TopicPattern
{
public:
    /// A filter; a level "{name}" stands for any one level, as "+" does, and gives it a name. "$share/group/" in front
    /// is passed over. InvalidArgument for what MQTT does not allow, and for names that are none or stand twice.
    [[nodiscard]] static Result<TopicPattern> parse(const QString &text);
    /// Topics with this text in them, upper and lower case alike.
    [[nodiscard]] static TopicPattern containing(const QString &text);
    /// What somebody types into a search field: a filter where it has a wildcard, else a text to be contained. A filter
    /// that is not valid (yet) is taken as it is.
    [[nodiscard]] static TopicPattern searching(const QString &text);

    [[nodiscard]] bool matches(QStringView topic) const;

    /// The names of the levels; empty where a level has none.
    [[nodiscard]] const QStringList &levelNames() const { return m_levelNames; }
    /// The levels of a message that matches, by name.
    [[nodiscard]] NamedTexts captured(const Message &message) const;

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
