// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/runrules.h"

namespace Standin::Scenarios {

Result<> RunRules::add(Rules::Rule rule, const QStringList &devices)
{
    rule.id = m_prefix + QString::number(m_ids.size() + 1);
    rule.devices = devices;
    return m_book.add({rule}).map([this](const QList<Rules::Rule> &added) { m_ids.append(added.first().id); });
}

void RunRules::removeAll()
{
    for (const QString &id : std::exchange(m_ids, {}))
        static_cast<void>(m_book.remove(id)); // somebody else may have removed it
}

} // namespace Standin::Scenarios
