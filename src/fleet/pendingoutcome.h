// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/journalreader.h"

#include <functional>
#include <memory>

namespace Standin {

/// The outcome of an order, which may not be there yet. Thread-safe; copies refer to the same outcome. (A QFuture with
/// a continuation crashes in Qt 6.4 when it is set up in one thread while another one fulfils it.)
class PendingOutcome
{
public:
    using Then = std::function<void(const Result<Cursor> &)>;

    PendingOutcome();

    /// To be called once.
    void set(const Result<Cursor> &outcome) const;
    /// Calls `then` with the outcome: at once, or in the thread that sets it. To be called once.
    void then(Then then) const;

    [[nodiscard]] bool isFinished() const;
    /// Blocks until there is one; likewise below.
    void waitForFinished() const;
    [[nodiscard]] Result<Cursor> result() const;

private:
    struct State;

    std::shared_ptr<State> m_state;
};

} // namespace Standin
