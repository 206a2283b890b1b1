// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/message.h"

#include <QStringMatcher>

namespace Standin::Match {

/// Searches a text in messages, without regard to case. Several threads may use it at once.
class TextSearch
{
public:
    /// The maximum part of a payload that is searched, so that a large one does not delay the window.
    static constexpr qsizetype searchedBytes = 64 * 1024;

    explicit TextSearch(const QString &text)
        : m_matcher(text, Qt::CaseInsensitive)
    {}

    /// Searches the topic, the payload and the correlation values.
    [[nodiscard]] bool matches(const Message &message) const;
    [[nodiscard]] bool matches(QStringView text) const { return m_matcher.indexIn(text) >= 0; }

    [[nodiscard]] QString text() const { return m_matcher.pattern(); }

private:
    QStringMatcher m_matcher;
};

} // namespace Standin::Match
