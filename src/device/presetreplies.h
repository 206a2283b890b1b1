// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/template/template.h"

#include <QList>

#include <memory>

namespace Standin {

/// The one-shot replies of a device, the first set to be used first. Bounded in number and size.
class PresetReplies
{
public:
    static constexpr qsizetype maxCount = 10'000;
    static constexpr qsizetype maxBytes = 64 * 1024 * 1024;

    /// LimitReached when there are too many already; InvalidArgument when the template is wrong.
    Result<> add(const QByteArray &payload, const QStringList &correlationKeys);
    /// The next one; nullptr when there is none.
    [[nodiscard]] std::shared_ptr<const Template> take();
    void clear();

    [[nodiscard]] bool isEmpty() const { return m_replies.isEmpty(); }
    [[nodiscard]] qsizetype count() const { return m_replies.size(); }

private:
    QList<std::shared_ptr<const Template>> m_replies;
    qsizetype m_bytes = 0;
};

} // namespace Standin
