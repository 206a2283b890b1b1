// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/message.h"

#include <QStringMatcher>

namespace Standin::Match {

/// A text that is looked for in messages, upper and lower case alike. May be used by several threads at once.
class TextSearch
{
public:
    /// No more of a payload than this is looked at, so that a large one cannot hold up the window.
    static constexpr qsizetype searchedBytes = 64 * 1024;

    explicit TextSearch(const QString &text)
        : m_matcher(text, Qt::CaseInsensitive)
    {}

    /// Looks into the topic, the payload and the values of the correlation.
    [[nodiscard]] bool matches(const Message &message) const;
    [[nodiscard]] bool matches(QStringView text) const { return m_matcher.indexIn(text) >= 0; }

    [[nodiscard]] QString text() const { return m_matcher.pattern(); }

private:
    QStringMatcher m_matcher;
};

} // namespace Standin::Match
