// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class Fleet;
class JournalReader;
} // namespace Standin

namespace Standin::Rest {

/// /api/v1/devices. Fleet and journal must outlive the controller.
class DevicesController final : public QObject
{
    Q_OBJECT

public:
    DevicesController(Fleet &fleet, const JournalReader &journal)
        : m_fleet(fleet)
        , m_journal(journal)
    {}

    void list(const HttpRequest &request, const ReplyPtr &reply);
    void get(const HttpRequest &request, const ReplyPtr &reply);

private:
    Fleet &m_fleet;
    const JournalReader &m_journal;
};

} // namespace Standin::Rest
