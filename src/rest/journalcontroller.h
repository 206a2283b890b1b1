// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

namespace Standin {

class Journal;

/// /api/v1/journal. The journal must outlive the controller.
class JournalController
{
public:
    explicit JournalController(const Journal &journal)
        : m_journal(journal)
    {}

    void addRoutes(Router &router) const;

private:
    const Journal &m_journal;
};

} // namespace Standin
