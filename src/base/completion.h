// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>
#include <memory>

namespace Standin {

/// The promise of exactly one answer: the callback runs once, with what complete() was given, or with
/// ErrorCode::Cancelled when the last copy is dropped unanswered. So nobody who waits is ever forgotten.
/// Copies share the one answer. Not thread-safe: copies may travel to another thread, one at a time.
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
