// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "rest/http/headerfields.h"

#include <optional>
#include <utility>

namespace Standin::Rest {

/// If-Match and If-None-Match of a request that changes something (RFC 9110, section 13.1): it is refused when the
/// resource is not as the client expects it.
class Precondition
{
public:
    /// The entity tag of a revision, with its quotes. Tags of another run of the program are different.
    [[nodiscard]] static QByteArray tagOf(quint64 revision);
    /// The field ETag of an answer.
    [[nodiscard]] static std::pair<QByteArray, QByteArray> tagField(quint64 revision);

    /// InvalidArgument for a field that is neither "*" nor a list of entity tags.
    [[nodiscard]] static Result<Precondition> from(const HeaderFields &fields);

    /// Whether the request has one of the fields.
    [[nodiscard]] bool isGiven() const { return m_match || m_noneMatch; }

    /// PreconditionFailed unless the request applies to the resource of this revision; nullopt: there is no such
    /// resource.
    [[nodiscard]] Result<> check(const std::optional<quint64> &revision) const;

private:
    struct Tags
    {
        bool any = false; ///< "*"
        QByteArrayList list = {};
    };

    [[nodiscard]] static Result<std::optional<Tags>> read(const HeaderFields &fields, QByteArrayView name);

    std::optional<Tags> m_match;
    std::optional<Tags> m_noneMatch;
};

} // namespace Standin::Rest
