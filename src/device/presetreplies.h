// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "device/presetreply.h"
#include "match/pattern.h"
#include "profile/compiledprofile.h"

#include <QList>

#include <memory>

namespace Standin {

/// The one-shot replies of a device, the first set to be used first. Bounded in number and size.
///
/// A reply without a pattern waits for the next command, one with a pattern for the next command that matches. What the
/// broker had kept (retained) or delivers again (DUP) was meant for nobody who waits now: it takes a reply only when
/// the pattern says "retain": true or "dup": true.
class PresetReplies
{
public:
    static constexpr qsizetype maxCount = 10'000;
    static constexpr qsizetype maxBytes = 64 * 1024 * 1024;

    /// LimitReached when there are too many already; InvalidArgument when the template or the pattern is wrong.
    /// The profile says which names have a value.
    Result<> add(const PresetReply &reply, const CompiledProfile &profile);
    /// The place of the first one that waits for this message; -1 when none does.
    [[nodiscard]] qsizetype find(const Match::Message &message) const;
    /// Whether one would wait for it, were the message neither retained nor delivered before.
    [[nodiscard]] bool wouldTake(const Match::Message &message) const;
    [[nodiscard]] std::shared_ptr<const Template> take(qsizetype place);
    void clear();

    [[nodiscard]] bool isEmpty() const { return m_replies.isEmpty(); }
    [[nodiscard]] qsizetype count() const { return m_replies.size(); }

private:
    struct Waiting
    {
        std::shared_ptr<const Template> reply;
        std::shared_ptr<const Match::Pattern> pattern; ///< nullptr: any command
        qsizetype bytes = 0;

        [[nodiscard]] bool matches(const Match::Message &message) const;
        [[nodiscard]] bool takesOld(const Match::Message &message) const;
    };

    QList<Waiting> m_replies;
    qsizetype m_bytes = 0;
};

} // namespace Standin
