// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Rest {

/// /api/v1/devices. The fleet must outlive the controller.
class DevicesController final : public QObject
{
    Q_OBJECT

public:
    explicit DevicesController(Fleet &fleet)
        : m_fleet(fleet)
    {}

    void list(const HttpRequest &request, const ReplyPtr &reply);
    void get(const HttpRequest &request, const ReplyPtr &reply);

private:
    Fleet &m_fleet;
};

} // namespace Standin::Rest
