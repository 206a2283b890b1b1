// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/requesttarget.h"

#include <optional>

namespace Standin::Rest {

/// "/api/v1/devices/{id}:connect". Each segment is literal or a name in braces, which stands for any segment that is
/// not empty. The last one may have a verb behind a colon, for what is neither reading, creating, changing nor
/// deleting.
///
/// The verb is what follows the last ":" of the path; a ":" written as "%3A" belongs to the argument, as "%2F" does.
class PathPattern
{
public:
    using Arguments = QMap<QString, QString>;

    explicit PathPattern(const QString &text);

    /// The value of each name. nullopt when the path is another one.
    [[nodiscard]] std::optional<Arguments> match(const RequestTarget &target) const;

    /// Of two patterns that match a path, the more specific one has the greater rank.
    [[nodiscard]] const QByteArray &rank() const { return m_rank; }

private:
    struct Segment
    {
        QString text; ///< the name without its braces, or the literal
        bool isArgument = false;
    };

    QList<Segment> m_segments;
    QString m_verb; ///< empty: none
    QByteArray m_rank;
};

} // namespace Standin::Rest
