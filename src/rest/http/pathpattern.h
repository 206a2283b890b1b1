// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/requesttarget.h"

#include <optional>

namespace Standin::Rest {

/// "/api/v1/devices/{id}:connect". Each segment is literal or a name in braces, which matches any segment that is not
/// empty. The last one may have a verb after a colon, for actions other than reading, creating, changing and deleting.
///
/// The verb is the part after the last ":" of the path; "%3A" and "%2F" belong to the argument.
class PathPattern
{
public:
    using Arguments = QMap<QString, QString>;

    explicit PathPattern(const QString &text);

    /// The value of each name; nullopt when the path does not match.
    [[nodiscard]] std::optional<Arguments> match(const RequestTarget &target) const;

    /// The path that is probably meant by one that does not match: one literal or the verb of it is misspelt. Empty: it
    /// is another path.
    [[nodiscard]] QString meantBy(const RequestTarget &target) const;

    [[nodiscard]] qsizetype segmentCount() const { return m_segments.size(); }

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
