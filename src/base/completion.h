// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>
#include <memory>

namespace Standin {

/// A callback that runs exactly once: with the argument of complete(), or with ErrorCode::Cancelled when the last copy
/// is destroyed without complete(). So every request gets an answer. Copies share the one answer. Not thread-safe:
/// copies may be moved to another thread, one at a time.
template <typename T = void>
class Completion
{
public:
    using Callback = std::function<void(Result<T>)>;

    Completion() = default;
    explicit Completion(Callback callback)
        : m_state(std::make_shared<State>(std::move(callback)))
    {}

    void operator()(Result<T> result) const
    {
        if (m_state)
            m_state->finish(std::move(result));
    }

private:
    struct State
    {
        explicit State(Callback c)
            : callback(std::move(c))
        {}
        ~State() { finish(failure(ErrorCode::Cancelled, QStringLiteral("given up before it was done"))); }
        Q_DISABLE_COPY_MOVE(State)

        void finish(Result<T> result)
        {
            if (auto once = std::exchange(callback, nullptr))
                once(std::move(result));
        }

        Callback callback;
    };

    std::shared_ptr<State> m_state;
};

} // namespace Standin
