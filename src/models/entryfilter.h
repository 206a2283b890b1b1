// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "match/pattern.h"

#include <QSet>

#include <functional>

namespace Standin::Models {

/// Which entries the log shows. A copy may be used in another thread.
class EntryFilter
{
public:
    /// The text for an entry's event; empty for messages. Thread-safe.
    using Words = std::function<QString(const Entry &)>;

    /// A message with a larger payload does not fulfil a condition: reading it would take too long.
    static constexpr qsizetype readBytes = 1024 * 1024;

    explicit EntryFilter(Words words);

    void setKindShown(EntryKind kind, bool shown);
    /// nullopt: every device. False when nothing changes.
    bool setDevices(std::optional<QSet<QString>> devices);
    /// See Match::TopicPattern::searching(). Entries without a topic pass only an empty filter.
    void setTopicFilter(const QString &filter);
    /// See Match::TextSearch. Also searched: the device, the text of the event, and the names of state and offline mode
    /// ("offline:with-will").
    void setText(const QString &text);
    /// Only messages can fulfil it; nullopt: none.
    void setCondition(std::optional<Match::Pattern> condition);

    [[nodiscard]] bool accepts(const Entry &entry) const;

private:
    [[nodiscard]] bool holdsText(const Entry &entry) const;
    [[nodiscard]] bool fulfilsCondition(const Entry &entry) const;

    Words m_words;
    QSet<EntryKind> m_hiddenKinds;
    std::optional<QSet<QString>> m_devices;
    std::optional<Match::TopicPattern> m_topicFilter;
    std::optional<Match::TextSearch> m_text;
    std::optional<Match::Pattern> m_condition;
};

} // namespace Standin::Models
