// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class JournalReader;
} // namespace Standin

namespace Standin::Rest {

/// /api/v1/journal. The journal must outlive the controller.
class JournalController final : public QObject
{
    Q_OBJECT

public:
    explicit JournalController(const JournalReader &journal)
        : m_journal(journal)
    {}

    void list(const HttpRequest &request, const ReplyPtr &reply);

private:
    const JournalReader &m_journal;
};

} // namespace Standin::Rest
