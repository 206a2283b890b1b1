// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenario.h"

#include <QHash>

namespace Standin::Scenarios {

/// Reads the files that a scenario includes, each once. Use it for one scenario.
class Includes
{
public:
    /// Steps of a scenario, with those of its included files each time that they are included.
    static constexpr qsizetype mostSteps = 100'000;

    /// Sets Include::scenario in all steps. The faults are those of the files that are included, and of the steps that
    /// include them: a file that may not be used (Access) or cannot be read, includes itself, is included too deep, has
    /// more than steps, or makes too many of them.
    [[nodiscard]] QList<Error> resolve(Scenario &scenario);

private:
    struct Included
    {
        std::shared_ptr<const Scenario> scenario = {};
        qsizetype steps = 0;
    };

    void resolveSteps(Steps &steps, const Scenario &of);
    void resolveStep(Step &step, const Scenario &of);
    std::shared_ptr<const Scenario> fault(const QString &message, const QString &where);
    std::shared_ptr<const Scenario> file(const QString &path, Access access, const QString &where);

    QStringList m_chain; ///< of the files that are being read
    QHash<QString, Included> m_read;
    qsizetype m_steps = 0; ///< so far, with those of included files each time
    QList<Error> m_faults;
};

} // namespace Standin::Scenarios
