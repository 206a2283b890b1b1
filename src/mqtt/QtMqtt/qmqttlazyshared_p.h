// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSharedData>

namespace Standin::Mqtt {

/// Implicitly shared Data that allocates nothing before the first write; until then it reads as a default constructed
/// Data. Data inherits QSharedData. Thread safety is that of QSharedDataPointer.
template <typename Data>
class LazyShared
{
public:
    [[nodiscard]] const Data &read() const
    {
        static const Data unset;
        return m_data ? *m_data.constData() : unset;
    }

    Data &write()
    {
        if (!m_data)
            m_data = new Data;
        return *m_data;
    }

private:
    QSharedDataPointer<Data> m_data;
};

} // namespace Standin::Mqtt
