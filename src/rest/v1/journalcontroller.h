// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class Journal;
} // namespace Standin

namespace Standin::Rest {

/// /api/v1/journal. The journal must outlive the controller.
class JournalController final : public QObject
{
    Q_OBJECT

public:
    explicit JournalController(const Journal &journal)
        : m_journal(journal)
    {}

    void list(const HttpRequest &request, const ReplyPtr &reply);

private:
    const Journal &m_journal;
};

} // namespace Standin::Rest
