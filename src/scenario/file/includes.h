// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenario.h"

#include <QHash>

namespace Standin::Scenarios {

/// Reads the files that a scenario includes, each once. Use it for one scenario.
class Includes
{
public:
    /// Sets Include::scenario in all steps. The faults are those of the files that are included, and of the steps that
    /// include them: a file that cannot be read, includes itself, is included too deep, or has more than steps.
    [[nodiscard]] QList<Error> resolve(Scenario &scenario);

private:
    void resolveSteps(Steps &steps, const Scenario &of);
    void resolveStep(Step &step, const Scenario &of);
    std::shared_ptr<const Scenario> file(const QString &path, const QString &where);

    QStringList m_chain; ///< of the files that are being read
    QHash<QString, std::shared_ptr<const Scenario>> m_read;
    QList<Error> m_faults;
};

} // namespace Standin::Scenarios
