// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/step.h"

#include <functional>

namespace Standin::Scenarios {

/// Where a run waits: before a step of setup, steps or teardown, until it is resumed.
class RunPause
{
public:
    /// `held`: called when the run begins to wait before a step.
    explicit RunPause(std::function<void(const Step &step)> held)
        : m_held(std::move(held))
    {}

    /// Before the step with this pointer; empty: nowhere.
    void setPlace(const QString &pointer) { m_place = pointer; }
    /// Before the next step, whichever it is.
    void setNext() { m_atNext = true; }
    /// It waits nowhere any more.
    void clear()
    {
        m_place.clear();
        m_atNext = false;
    }
    [[nodiscard]] bool isWaiting() const { return static_cast<bool>(m_resume); }

    /// Whether the run has to wait before this step; `resume` is called later then.
    bool holds(const Step &step, std::function<void()> resume)
    {
        if (step.pointer == m_passed || !(m_atNext || (!m_place.isEmpty() && step.pointer == m_place)))
            return false;
        m_atNext = false;
        m_passed = step.pointer;
        m_resume = std::move(resume);
        m_held(step);
        return true;
    }
    void resume()
    {
        if (const auto resume = std::exchange(m_resume, nullptr))
            resume();
    }
    /// The steps that wait are over.
    void forget()
    {
        m_resume = nullptr;
        m_passed.clear();
    }

private:
    const std::function<void(const Step &step)> m_held;
    std::function<void()> m_resume; ///< empty: it does not wait
    QString m_place;
    QString m_passed; ///< the step that it waited for last
    bool m_atNext = false;
};

} // namespace Standin::Scenarios
