// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>
#include <utility>

namespace Standin::Rest {

/// A limit of bytes that several users share. A handle: copies refer to the same budget. Use it in one thread.
class ByteBudget
{
public:
    explicit ByteBudget(qint64 bytes)
        : m_left(std::make_shared<qint64>(bytes))
    {}

    [[nodiscard]] qint64 left() const { return *m_left; }

    /// The bytes that one user holds. They are returned to the budget when the share is destroyed.
    class Share
    {
    public:
        explicit Share(const ByteBudget &budget)
            : Share(budget.m_left)
        {}
        /// The moved-from share holds nothing and can be used again.
        Share(Share &&other) noexcept
            : Share(other.m_left)
        {
            std::swap(m_bytes, other.m_bytes);
        }
        Share &operator=(Share &&other) noexcept
        {
            std::swap(m_left, other.m_left);
            std::swap(m_bytes, other.m_bytes);
            return *this;
        }
        Share(const Share &) = delete;
        Share &operator=(const Share &) = delete;
        ~Share() { *m_left += m_bytes; }

        /// False, without effect, when the budget has too little left.
        [[nodiscard]] bool resize(qint64 bytes)
        {
            if (bytes - m_bytes > *m_left)
                return false;
            *m_left -= bytes - m_bytes;
            m_bytes = bytes;
            return true;
        }
        void release() { *m_left += std::exchange(m_bytes, 0); }
        [[nodiscard]] qint64 bytes() const { return m_bytes; }

    private:
        explicit Share(std::shared_ptr<qint64> left)
            : m_left(std::move(left))
        {}

        std::shared_ptr<qint64> m_left;
        qint64 m_bytes = 0;
    };

private:
    std::shared_ptr<qint64> m_left;
};

} // namespace Standin::Rest
