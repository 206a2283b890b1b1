// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QList>

namespace Standin::Scenarios {

/// The faults of a file, in the order in which they are found. At most `most` are kept.
class Faults
{
public:
    static constexpr qsizetype most = 1000;

    void add(const Error &fault)
    {
        if (m_faults.size() < most)
            m_faults.append(fault);
    }
    void add(const Result<> &result)
    {
        if (!result)
            add(result.error());
    }
    void add(const QString &message, const QString &where)
    {
        add(Error{.code = ErrorCode::InvalidArgument, .message = message, .where = where});
    }

    [[nodiscard]] const QList<Error> &all() const { return m_faults; }
    [[nodiscard]] bool isEmpty() const { return m_faults.isEmpty(); }

private:
    QList<Error> m_faults;
};

} // namespace Standin::Scenarios
